"""Makes operators_golden.safetensors: what PyTorch's operators, losses, optimisers and schedules compute, for the C# ones to equal.

Run with Debian's python3-torch from this folder: /usr/bin/python3 operators_golden.py
Keys are CASE/input0, CASE/output0, CASE/weights0, CASE/gradient.input0, ... Everything is double precision or integer; complex results are
stored as real ones with a last dimension of 2.
"""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Callable

import torch
import torch.nn.functional as F
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import tensorfile

torch.set_num_threads(1)
GOLDEN: dict[str, Tensor] = {}


def stored(tensor: Tensor) -> Tensor:
    if tensor.is_complex():
        tensor = torch.view_as_real(tensor)
    return tensor.detach().to(torch.uint8) if tensor.dtype == torch.bool else tensor.detach().clone().contiguous()


def case(name: str, compute: Callable[..., list[Tensor]], *inputs: Tensor) -> None:
    """Inputs, outputs, and the gradients of sum(output * weights) over the outputs that have one."""
    leaves = [x.double().requires_grad_() if x.is_floating_point() else x for x in inputs]
    outputs = [torch.view_as_real(y.resolve_conj()) if y.is_complex() else y for y in compute(*leaves)]
    for i, leaf in enumerate(leaves):
        GOLDEN[f"{name}/input{i}"] = stored(leaf)
    loss = torch.zeros((), dtype=torch.float64)
    for i, output in enumerate(outputs):
        GOLDEN[f"{name}/output{i}"] = stored(output)
        if output.requires_grad:
            weights = torch.rand(output.shape, dtype=torch.float64) + 0.5
            GOLDEN[f"{name}/weights{i}"] = weights
            loss = loss + (output * weights).sum()
    if loss.requires_grad:
        loss.backward()
        for i, leaf in enumerate(leaves):
            if leaf.is_floating_point() and leaf.grad is not None:
                GOLDEN[f"{name}/gradient.input{i}"] = stored(leaf.grad)


def make_elementwise() -> None:
    x, y = torch.rand(2, 3) * 0.8 + 0.1, torch.rand(2, 3) * 0.8 + 0.1
    signed = torch.tensor([[-2.5, -1.2, -0.3], [0.4, 1.6, 3.7]])
    bits, other = torch.tensor([1, 6, 12]), torch.tensor([3, 5, 2])
    case("sums", lambda a, b: [
        a + b, torch.add(a, b, alpha=3), a - b, a * b, a / b, torch.div(a, b, rounding_mode="floor"), torch.div(a, 0.3, rounding_mode="trunc"),
        a.detach() // b.detach(), torch.remainder(a, b), torch.fmod(a, 0.3), a ** b, a ** 3, a.sqrt(), a.rsqrt(), a.square(), a.reciprocal(), -a, a.abs(),
        a.sign(), torch.hypot(a, b), torch.addcmul(a, a, b, value=2), torch.addcdiv(a, a, b), torch.lerp(a, b, a)], x, y)
    case("exponentials", lambda a, b: [
        a.exp(), a.exp2(), a.expm1(), a.log(), a.log2(), a.log10(), a.log1p(), torch.logaddexp(a, b), torch.logaddexp2(a, b), a.logit(),
        torch.logit(a, 0.2), torch.xlogy(a, b), a.erf(), a.erfc(), a.erfinv(), a.lgamma(), a.digamma(), torch.i0(a)], x, y)
    case("trigonometry", lambda a, b: [
        a.sin(), a.cos(), a.tan(), a.asin(), a.acos(), a.atan(), torch.atan2(a, b), a.sinh(), a.cosh(), a.tanh(), a.asinh(), (a + 1).acosh(),
        a.atanh(), torch.sinc(a), torch.deg2rad(a), torch.rad2deg(a)], x, y)
    case("rounding", lambda a, b: [
        a.floor(), a.ceil(), a.round(), torch.round(a, decimals=1), a.trunc(), a.frac(), a.clamp(-1, 1), torch.clamp(a, min=0.5),
        a.clamp_min(0.2), a.clamp_max(0.2), torch.maximum(a, b), torch.minimum(a, b), torch.fmax(a, b), torch.fmin(a, b),
        torch.copysign(b, a), torch.heaviside(a.detach(), b.detach()), torch.nan_to_num(a.detach() / 0)], signed, y)
    case("comparisons", lambda a, b: [
        a == b, a != b, a < b, a <= b, a > b, a >= b, torch.isclose(a, b, 1e-3, 0.5), torch.logical_and(a, b), torch.logical_or(a, b),
        torch.logical_xor(a, b), torch.logical_not(a), torch.isnan(a / 0), torch.isinf(a / 0), torch.isfinite(a / 0), torch.isposinf(a / 0),
        torch.isneginf(a / 0), torch.isin(a, b)], signed, torch.tensor([[-2.5, 0.0, 0.4], [0.4, 1.5, 4.0]]))
    case("bits", lambda a, b: [a & b, a | b, a ^ b, ~a, a << b, a >> b], bits, other)
    case("activations", lambda a: [
        F.relu6(a), F.hardtanh(a, -1, 2), F.hardsigmoid(a), F.hardswish(a), F.hardshrink(a), F.softshrink(a), F.threshold(a, 0.5, 7), F.selu(a),
        F.celu(a, 0.7), F.mish(a), F.logsigmoid(a), F.glu(torch.cat([a, a]), 0), F.softsign(a), F.tanhshrink(a), F.softmin(a, 1), F.elu(a),
        F.gelu(a), F.silu(a), F.leaky_relu(a, 0.1), F.softplus(a), a.softmax(1), a.log_softmax(1), F.prelu(a, a[0] * 0 + 0.3)], signed)


def make_arrangement() -> None:
    x, square, index = torch.randn(2, 3, 4), torch.randn(3, 3), torch.tensor([2, 0])
    case("layout", lambda a: [
        a.roll(1), a.roll(1, 2), a.roll((1, 2), (0, 2)), a.flip(0, 2), a.fliplr(), a.flipud(), a.rot90(1, (1, 2)), a.movedim((0, 1), (2, 0)),
        a.tile(2, 1, 1), a.repeat_interleave(2, 1), a.swapaxes(0, 2), a.ravel(), a.unflatten(2, (2, 2)), a.diagonal(1, 1, 2), a.diff(1, 2),
        *a.unbind(0), *a.split(2, 1), *a.tensor_split(3, 2), a[0].t(), a[0].diag(), torch.diag_embed(a[0]), torch.diagflat(a[0, 0]),
        a.as_strided((2, 2), (4, 1), 1), a.mT, a[0].T], x)
    case("brackets", lambda a, i: [
        a[1], a[..., 1], a[:, None, 1:], a[0, 1, 2], a[:, i], a[i - 1, :, i], a[:, ::2, -1], a[a > 0], a[..., 1:3], a[1, a[1] > 0], a[-1:],
        a[True]], x, index)
    case("indexing", lambda a, i: [
        a.index_select(1, i), torch.index_add(a, 1, i, a[:, :2], alpha=2), torch.index_copy(a, 1, i, a[:, 1:]), a.index_fill(1, i, 0.5),
        a.gather(2, torch.tensor([[[0, 3], [1, 1], [2, 0]]]).expand(2, 3, 2)), a.scatter(1, torch.tensor([[[2, 1, 0, 0]]]).expand(2, 1, 4), a[:, :1]),
        a.scatter_add(1, torch.tensor([[[2, 1, 0, 0]]]).expand(2, 1, 4), a[:, :1]), torch.take(a, i), torch.take_along_dim(a, a.argsort(1), 1),
        torch.select_scatter(a, a[:, 0], 1, 2), torch.slice_scatter(a, a[:, :2], dim=1, start=1, end=3, step=1), a.masked_fill(a > 0, 2), a.masked_select(a > 0),
        a.masked_scatter(a > 0, a * 2), torch.where(a > 0, a, a * 3), a.tril(1), a.triu(-1), a.nonzero(), torch.count_nonzero(a, (0, 2))],
        x, index)
    case("joining", lambda a: [
        torch.hstack([a, a]), torch.vstack([a, a]), torch.dstack([a, a]), torch.column_stack([a[0], a[1]]), torch.block_diag(a, a[:2]),
        *torch.meshgrid(a[0], a[1], indexing="xy"), *torch.broadcast_tensors(a, a[0]), torch.einsum("ij,kj->ik", a, a),
        torch.cdist(a, a[:2] + 1, 1), torch.searchsorted(torch.tensor([-1.0, 0.0, 1.0], dtype=torch.float64), a.detach(), right=True)], square)


def make_statistics() -> None:
    x = torch.randn(3, 4)
    counts = torch.tensor([3, 1, 3, 0, 1, 3])
    case("reductions", lambda a: [
        a.sum(), a.sum((0, 1), True), a.mean(1), a.prod(), a.prod(1), a.var(1, False), a.var(), a.std(0), a.std((0, 1)), *torch.var_mean(a, 1),
        *torch.std_mean(a, (0, 1), False), a.max(), *a.max(1), a.min(), *a.min(0, True), *torch.aminmax(a.detach(), dim=1), a.argmax(), a.argmax(1),
        a.argmin(), a.argmin(0), a.norm(3), a.norm(2, 1, True), a.logsumexp(1), a.median(), a.quantile(torch.tensor([0.2, 0.7], dtype=torch.float64), 1),
        a.cumsum(1), a.cumprod(0), a.logcumsumexp(1), *a.cummax(1), *a.cummin(1), a.amax((0, 1)), a.amin(1), (a > 0).all(), (a > 0).any(1),
        torch.dist(a, a * 2, 3), torch.nansum(a)], x)
    case("sorting", lambda a: [
        *a.sort(1, True), a.argsort(0), a.msort(), *a.topk(2, 1), *a.kthvalue(2, 1), torch.histc(a.detach(), 4, -2, 2),
        torch.bucketize(a.detach(), torch.tensor([-1.0, 0.0, 1.0], dtype=torch.float64))], x)
    case("counts", lambda a: [
        torch.bincount(a), *torch.unique(a, return_inverse=True, return_counts=True), torch.mode(a)[0], F.one_hot(a, 5)], counts)


def make_linear_algebra() -> None:
    x = torch.randn(2, 3, 3) * 0.3 + 2 * torch.eye(3)
    vectors = torch.randn(2, 3)
    case("products", lambda a, v: [
        a @ a, a[0].mm(a[1]), a[0].mv(v[0]), v[0].dot(v[1]), v.inner(v), torch.outer(v[0], v[1]), a.bmm(a), torch.addmm(a[0], a[0], a[1], beta=0.5, alpha=2),
        torch.addmv(v[0], a[0], v[1]), torch.addr(a[0], v[0], v[1]), torch.baddbmm(a, a, a, beta=0.5), torch.addbmm(a[0], a, a), torch.kron(v, v),
        torch.tensordot(a, a, ([0, 1], [0, 2])), a[0].trace(), a.det(), a.logdet(), a.inverse(), torch.matrix_power(a, 2), torch.matrix_exp(a),
        torch.linalg.cross(v, v.flip(0)), torch.linalg.vecdot(v, v)], x, vectors)
    case("solvers", lambda a, v: [
        torch.linalg.inv(a), torch.linalg.solve(a, v), torch.linalg.pinv(a), torch.linalg.matrix_rank(a), torch.linalg.matrix_norm(a),
        torch.linalg.matrix_norm(a, 1), torch.linalg.norm(v), torch.linalg.vector_norm(v, 3, (1,)), torch.linalg.cond(a), torch.linalg.det(a),
        torch.linalg.slogdet(a)[1], torch.linalg.solve_triangular(a.triu(), a, upper=True), torch.linalg.svdvals(a),
        torch.linalg.eigvalsh(a + a.mT), torch.linalg.cholesky(a @ a.mT)], x, vectors)
    case("fourier", lambda a: [
        torch.fft.fft(a), torch.fft.ifft(a), torch.fft.rfft(a, norm="ortho"), torch.fft.irfft(torch.fft.rfft(a), 5), torch.fft.rfft2(a),
        torch.fft.irfft2(torch.fft.rfft2(a), (3, 5)), torch.fft.fft2(a, norm="forward"), torch.fft.ifft2(a), torch.fft.fftn(a), torch.fft.ifftn(a),
        torch.fft.rfftn(a), torch.fft.irfftn(torch.fft.rfftn(a), (3, 5)), torch.fft.fftshift(a), torch.fft.ifftshift(a),
        torch.fft.fftfreq(5, 0.5, dtype=torch.float64), torch.fft.rfftfreq(5, dtype=torch.float64), torch.fft.hfft(a), torch.fft.ihfft(a)], torch.randn(3, 5))
    case("complex", lambda a, b: [
        torch.complex(a, b), torch.polar(a, b), torch.complex(a, b).conj().resolve_conj(), torch.complex(a, b).abs(), torch.complex(a, b).angle(),
        torch.complex(a, b).imag, torch.view_as_complex(torch.stack([a, b], 1))], torch.rand(4) + 0.5, torch.rand(4))


def make_functions() -> None:
    image, sequence = torch.randn(1, 2, 4, 5), torch.randn(2, 3, 7)
    rows, other, third = torch.randn(3, 4), torch.randn(3, 4), torch.randn(3, 4)
    classes, signs = torch.tensor([2, 0, 3]), torch.tensor([1, -1, 1])
    theta = torch.tensor([[[0.8, 0.1, 0.05], [-0.1, 0.9, -0.1]]])
    case("sampling", lambda x, t: [
        F.affine_grid(t, (1, 2, 3, 4), align_corners=False), F.grid_sample(x, F.affine_grid(t, (1, 2, 3, 4), align_corners=False), align_corners=False),
        F.grid_sample(x, F.affine_grid(t * 1.7, (1, 2, 3, 4), align_corners=True), padding_mode="reflection", align_corners=True),
        F.grid_sample(x, F.affine_grid(t * 1.7, (1, 2, 3, 4), align_corners=False), mode="nearest", padding_mode="border", align_corners=False)], image, theta)
    case("pooling", lambda x: [
        F.avg_pool2d(x, (2, 3), (1, 2), (1, 1), ceil_mode=True, count_include_pad=False), F.avg_pool2d(x, 2, divisor_override=3),
        *F.max_pool2d(x, (2, 2), (1, 2), return_indices=True), *F.adaptive_max_pool2d(x, (2, 3), return_indices=True),
        F.max_unpool2d(*F.max_pool2d(x, 2, return_indices=True), 2, output_size=(4, 5)), F.lp_pool2d(x.abs() + 1, 3, 2),
        F.local_response_norm(x, 2, 0.1), F.softmax(x, 1), x.view(1, 2, 1, 4, 5).transpose(1, 2).reshape(1, 2, 4, 5)], image)
    case("sequences", lambda x, w: [
        F.conv1d(x, w, stride=2, padding=1, dilation=2), F.conv1d(x, w, padding="same"), F.conv_transpose1d(x, w.transpose(0, 1), stride=2, output_padding=1),
        F.avg_pool1d(x, 3, 2, 1, True, False), *F.max_pool1d(x, 3, 2, return_indices=True), F.adaptive_avg_pool1d(x, 3),
        *F.adaptive_max_pool1d(x, 3, return_indices=True), F.interpolate(x, 5, mode="nearest"), F.interpolate(x, scale_factor=1.5, mode="linear")],
        sequence, torch.randn(4, 3, 3))
    case("volumes", lambda x: [
        F.interpolate(x, (3, 4, 5)), F.interpolate(x, scale_factor=2, mode="trilinear", align_corners=True), F.interpolate(x, (2, 2, 2), mode="area")],
        torch.randn(1, 1, 2, 3, 3))
    case("class_losses", lambda x, c: [
        F.cross_entropy(x, c), F.cross_entropy(x, c, x[0].detach().abs(), ignore_index=0, reduction="sum", label_smoothing=0.2), F.nll_loss(x.log_softmax(1), c)],
        rows, classes)
    case("losses", lambda x, y: [
        F.kl_div(x.log_softmax(1), y.log_softmax(1), log_target=True), F.kl_div(x.log_softmax(1), y.softmax(1), reduction="sum"),
        F.binary_cross_entropy(x.sigmoid(), y.sigmoid()), F.huber_loss(x, y, delta=0.5), F.cosine_similarity(x, y), F.pairwise_distance(x, y, 3)], rows, other)
    case("margin_losses", lambda x, y, z, s: [
        F.margin_ranking_loss(x[:, 0], y[:, 0], s, 0.5), F.hinge_embedding_loss(x[:, 0], s, 1.0), F.soft_margin_loss(x[:, 0], s),
        F.cosine_embedding_loss(x, y, s, 0.1), F.triplet_margin_loss(x, y, z, 0.7, 2, swap=True)], rows, other, third, signs)
    q, k, v = torch.randn(2, 3, 4), torch.randn(2, 5, 4), torch.randn(2, 5, 6)
    mask = torch.randn(3, 5)

    def attention(q: Tensor, k: Tensor, v: Tensor, m: Tensor) -> Tensor:
        return (q @ k.mT / q.shape[-1] ** 0.5 + m).softmax(-1) @ v

    hidden = torch.zeros(3, 5).masked_fill(mask < -0.5, float("-inf"))
    causal = torch.zeros(3, 5).masked_fill(torch.ones(3, 5).tril() == 0, float("-inf"))
    case("attention", lambda q, k, v, m: [
        attention(q, k, v, m * 0), attention(q, k, v, m), attention(q, k, v, hidden.double()), attention(q, k, v, causal.double())], q, k, v, mask)


def make_double_backward() -> None:
    """The gradient penalty of WGAN-GP: the parameters' gradients of (|d critic / d x| - 1)^2, once and through convolutions and norms."""
    torch.manual_seed(3)
    critic = nn.Sequential(nn.Conv2d(2, 3, 3, padding=1), nn.LeakyReLU(0.2), nn.InstanceNorm2d(3, affine=True), nn.Flatten(), nn.Linear(48, 1)).double()
    x = torch.randn(2, 2, 4, 4, dtype=torch.float64, requires_grad=True)
    for name, tensor in critic.state_dict().items():
        GOLDEN[f"penalty/state.{name}"] = stored(tensor)
    (slope,) = torch.autograd.grad(critic(x).sum(), x, create_graph=True)
    penalty = ((slope.flatten(1).norm(2, 1) - 1) ** 2).mean()
    penalty.backward()
    GOLDEN.update({"penalty/input": stored(x), "penalty/slope": stored(slope), "penalty/value": stored(penalty)})
    for name, parameter in critic.named_parameters():
        # The last bias does not reach the slope at all.
        GOLDEN[f"penalty/gradient.{name}"] = stored(parameter.grad if parameter.grad is not None else torch.zeros_like(parameter))


def make_optimisers() -> None:
    start, gradients = torch.randn(2, 3, dtype=torch.float64), torch.randn(4, 2, 3, dtype=torch.float64)
    GOLDEN.update({"optimisers/start": start.clone(), "optimisers/gradients": gradients.clone()})
    for name, make in {
        "adamw": lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0.2),
        "adamw_amsgrad": lambda p: torch.optim.AdamW(p, lr=0.1, betas=(0.5, 0.9), eps=1e-3, weight_decay=0.01, amsgrad=True, maximize=True),
        "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.1),
        "rmsprop_centered": lambda p: torch.optim.RMSprop(p, lr=0.1, alpha=0.9, eps=1e-3, weight_decay=0.1, momentum=0.5, centered=True),
    }.items():
        parameter = nn.Parameter(start.clone())
        optimiser = make([parameter])
        values = []
        for gradient in gradients:
            parameter.grad = gradient.clone()
            optimiser.step()
            values.append(parameter.detach().clone())
        GOLDEN[f"optimisers/{name}"] = torch.stack(values)


def make_schedules() -> None:
    schedules = torch.optim.lr_scheduler
    metrics = [1.0, 0.9, 0.9, 0.95, 0.9, 0.9, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
    for name, make in {
        "multi_step": lambda o: schedules.MultiStepLR(o, [2, 5, 5], 0.5),
        "exponential": lambda o: schedules.ExponentialLR(o, 0.9),
        "multiplicative": lambda o: schedules.MultiplicativeLR(o, lambda step: 1 - 0.05 * step),
        "constant": lambda o: schedules.ConstantLR(o, 0.25, 3),
        "linear": lambda o: schedules.LinearLR(o, 0.2, 0.9, 6),
        "polynomial": lambda o: schedules.PolynomialLR(o, 8, 2.0),
        "one_cycle": lambda o: schedules.OneCycleLR(o, 0.5, total_steps=13),
        "one_cycle_linear": lambda o: schedules.OneCycleLR(o, 0.5, epochs=13, steps_per_epoch=1, anneal_strategy="linear", three_phase=True),
        "plateau": lambda o: schedules.ReduceLROnPlateau(o, factor=0.5, patience=1, cooldown=1, min_lr=0.06),
        "sequential": lambda o: schedules.SequentialLR(o, [schedules.LinearLR(o, 0.1, 1.0, 4), schedules.StepLR(o, 2, 0.5)], [4]),
    }.items():
        optimiser = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.4, momentum=0.9)
        schedule = make(optimiser)
        rows = []
        for metric in metrics:
            group = optimiser.param_groups[0]
            rows.append([group["lr"], group["momentum"]])
            optimiser.step()
            schedule.step(metric) if name == "plateau" else schedule.step()
        GOLDEN[f"schedules/{name}"] = torch.tensor(rows, dtype=torch.float64)


def main() -> None:
    torch.manual_seed(1)
    for make in (make_elementwise, make_arrangement, make_statistics, make_linear_algebra, make_functions, make_double_backward, make_optimisers,
                 make_schedules):
        make()
    tensors = {name: tensor.numpy() for name, tensor in sorted(GOLDEN.items())}
    metadata = {"torch": torch.__version__, "made by": "operators_golden.py"}
    tensorfile.write(Path(__file__).with_name("operators_golden.safetensors"), tensors, metadata)


if __name__ == "__main__":
    main()
