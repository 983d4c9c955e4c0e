using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Normalises every channel over batch and space (arXiv:1502.03167).</summary>
            /// <param name="input">N x C x ...</param>
            /// <param name="running_mean">Mean per channel: used when not training, updated in place when training.</param>
            /// <param name="running_var">Unbiased variance per channel, likewise.</param>
            /// <param name="weight">Scale per channel.</param>
            /// <param name="bias">Shift per channel.</param>
            /// <param name="training">Whether the batch's own statistics are used.</param>
            /// <param name="momentum">Weight of the new statistics in the running ones.</param>
            /// <param name="eps">Added to the variance.</param>
            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false,
                double momentum = 0.1, double eps = 1e-5) =>
                Ops.BatchNorm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            /// <summary>Normalises every channel of every sample over space (arXiv:1607.08022).</summary>
            /// <param name="input">N x C x ...</param>
            /// <param name="running_mean">Mean per channel, used when <paramref name="use_input_stats"/> is false.</param>
            /// <param name="running_var">Unbiased variance per channel, likewise.</param>
            /// <param name="weight">Scale per channel.</param>
            /// <param name="bias">Shift per channel.</param>
            /// <param name="use_input_stats">Whether the sample's own statistics are used.</param>
            /// <param name="momentum">Weight of the new statistics in the running ones.</param>
            /// <param name="eps">Added to the variance.</param>
            public static Tensor instance_norm(
                Tensor input, Tensor? running_mean = null, Tensor? running_var = null, Tensor? weight = null, Tensor? bias = null,
                bool use_input_stats = true, double momentum = 0.1, double eps = 1e-5) =>
                Ops.InstanceNorm.Call(input, weight, bias, running_mean, running_var, use_input_stats, momentum, eps, true);

            /// <summary>Normalises over the last dimensions (arXiv:1607.06450).</summary>
            /// <param name="input">... x normalized_shape.</param>
            /// <param name="normalized_shape">The dimensions to normalise over together.</param>
            /// <param name="weight">Scale of shape <paramref name="normalized_shape"/>.</param>
            /// <param name="bias">Shift of that shape.</param>
            /// <param name="eps">Added to the variance.</param>
            public static Tensor layer_norm(
                Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Ops.LayerNorm.Call(input, normalized_shape, weight, bias, eps);

            /// <summary>Normalises groups of channels of every sample together (arXiv:1803.08494).</summary>
            /// <param name="input">N x C x ...</param>
            /// <param name="num_groups">A divisor of C.</param>
            /// <param name="weight">Scale per channel.</param>
            /// <param name="bias">Shift per channel.</param>
            /// <param name="eps">Added to the variance.</param>
            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-5) =>
                Ops.GroupNorm.Call(input, num_groups, weight, bias, eps);

            /// <summary>Divides by the p-norm along a dimension, or by eps where the norm is less.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1e-12)
            {
                using var scope = NewDisposeScope();
                var norm = Ops.ClampMin.Call(Ops.Norm.Call(input, p, new[] { dim }, true), eps);
                return (input / norm).MoveToOuterDisposeScope();
            }

            /// <summary>Sets a share p of the elements to 0 and scales the others by 1/(1-p); nothing when not training.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (!inplace)
                {
                    return Ops.Dropout.Call(input, p, training);
                }

                Ops.DropoutInPlace.CallVoid(input, p, training);
                return input.alias();
            }
        }
    }
}

file static class Ops
{
    internal static readonly Operator BatchNorm = Operator.Get("aten::batch_norm");
    internal static readonly Operator InstanceNorm = Operator.Get("aten::instance_norm");
    internal static readonly Operator LayerNorm = Operator.Get("aten::layer_norm");
    internal static readonly Operator GroupNorm = Operator.Get("aten::group_norm");
    internal static readonly Operator Norm = Operator.Get("aten::norm", "ScalarOpt_dim");
    internal static readonly Operator ClampMin = Operator.Get("aten::clamp_min");
    internal static readonly Operator Dropout = Operator.Get("aten::dropout");
    internal static readonly Operator DropoutInPlace = Operator.Get("aten::dropout_");
}
