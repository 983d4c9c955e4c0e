using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace InpaintLab.Tests.Torch.Functional;

/// <summary>The element-by-element cases of tests/Parity/nn/operators_golden.py, outputs in its order.</summary>
internal static class ElementwiseCases
{
    internal static readonly Dictionary<string, Func<Tensor[], Tensor[]>> All = new()
    {
        ["sums"] = x =>
        [
            x[0].add(x[1]), x[0].add(x[1], 3), x[0].sub(x[1]), x[0].mul(x[1]), x[0].div(x[1]), x[0].div(x[1], RoundingMode.floor),
            x[0].div(0.3, RoundingMode.trunc), x[0].detach().floor_divide(x[1].detach()), x[0].remainder(x[1]), x[0].fmod(0.3), x[0].pow(x[1]), x[0].pow(3),
            x[0].sqrt(), x[0].rsqrt(), x[0].square(), x[0].reciprocal(), -x[0], x[0].abs(), x[0].sign(), hypot(x[0], x[1]),
            x[0].addcmul(x[0], x[1], 2), x[0].addcdiv(x[0], x[1]), x[0].lerp(x[1], x[0]),
        ],
        ["exponentials"] = x =>
        [
            x[0].exp(), x[0].exp2(), x[0].expm1(), x[0].log(), x[0].log2(), x[0].log10(), x[0].log1p(), logaddexp(x[0], x[1]),
            logaddexp2(x[0], x[1]), x[0].logit(), x[0].logit(0.2), x[0].xlogy(x[1]), x[0].erf(), x[0].erfc(), x[0].erfinv(), x[0].lgamma(),
            x[0].digamma(), i0(x[0]),
        ],
        ["trigonometry"] = x =>
        [
            sin(x[0]), cos(x[0]), tan(x[0]), asin(x[0]), acos(x[0]), atan(x[0]), atan2(x[0], x[1]), sinh(x[0]), cosh(x[0]), x[0].tanh(),
            asinh(x[0]), acosh(x[0] + 1), atanh(x[0]), sinc(x[0]), deg2rad(x[0]), rad2deg(x[0]),
        ],
        ["rounding"] = x =>
        [
            x[0].floor(), x[0].ceil(), x[0].round(), x[0].round(1), x[0].trunc(), x[0].frac(), x[0].clamp(-1, 1), x[0].clamp(min: 0.5),
            x[0].clamp_min(0.2), x[0].clamp_max(0.2), maximum(x[0], x[1]), minimum(x[0], x[1]), fmax(x[0], x[1]), fmin(x[0], x[1]),
            x[1].copysign(x[0]), x[0].detach().heaviside(x[1].detach()), nan_to_num(x[0].detach() / 0),
        ],
        ["comparisons"] = x =>
        [
            x[0].eq(x[1]), x[0].ne(x[1]), x[0].lt(x[1]), x[0].le(x[1]), x[0].gt(x[1]), x[0].ge(x[1]), x[0].isclose(x[1], 1e-3, 0.5),
            x[0].logical_and(x[1]), x[0].logical_or(x[1]), x[0].logical_xor(x[1]), x[0].logical_not(), (x[0] / 0).isnan(), (x[0] / 0).isinf(),
            (x[0] / 0).isfinite(), (x[0] / 0).isposinf(), (x[0] / 0).isneginf(), x[0].isin(x[1]),
        ],
        ["bits"] = x =>
        [
            x[0].bitwise_and(x[1]), x[0].bitwise_or(x[1]), x[0].bitwise_xor(x[1]), x[0].bitwise_not(), x[0].bitwise_left_shift(x[1]),
            x[0].bitwise_right_shift(x[1]),
        ],
        ["activations"] = x =>
        [
            F.relu6(x[0]), F.hardtanh(x[0], -1, 2), F.hardsigmoid(x[0]), F.hardswish(x[0]), F.hardshrink(x[0]), F.softshrink(x[0]),
            F.threshold(x[0], 0.5, 7), F.selu(x[0]), F.celu(x[0], 0.7), F.mish(x[0]), F.logsigmoid(x[0]), F.glu(cat([x[0], x[0]]), 0),
            F.softsign(x[0]), F.tanhshrink(x[0]), F.softmin(x[0], 1), x[0].elu(), x[0].gelu(), x[0].silu(), x[0].leaky_relu(0.1),
            x[0].softplus(), x[0].softmax(1), x[0].log_softmax(1), F.prelu(x[0], (x[0][0] * 0) + 0.3),
        ],
    };
}
