using InpaintLab.Torch.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Functions on the gradients and values of many parameters.</summary>
        public static partial class utils
        {
            /// <summary>Scales all gradients together so that the norm of them all is at most <paramref name="max_norm"/>.</summary>
            /// <param name="tensors">Parameters; those without a gradient do not count.</param>
            /// <param name="max_norm">The largest norm.</param>
            /// <param name="norm_type">Its order p; infinity for the largest absolute value.</param>
            /// <returns>The norm before; NaN or infinite when a gradient is.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                var gradients = Gradients(tensors);
                if (gradients.Length == 0)
                {
                    return 0;
                }

                var norms = Ops.Stack.Call(Ops.NormEach.CallList(gradients, norm_type), 0);
                var norm = Ops.Norm.Call(norms, norm_type).to(ScalarType.Float64).item<double>();

                // 1e-6 as in PyTorch. NaN fails the comparison and so reaches every gradient, where it is noticed.
                var factor = max_norm / (norm + 1e-6);
                if (!(factor >= 1))
                {
                    Ops.MultiplyEach.CallVoid(gradients, factor);
                }

                return norm;
            }

            /// <summary>Clamps every element of every gradient to [-clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                foreach (var gradient in Gradients(tensors))
                {
                    Ops.Clamp.CallVoid(gradient, -clip_value, clip_value);
                }
            }

            /// <summary>All values after each other, in one dimension.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat(tensors.Select(tensor => tensor.reshape(-1)).ToArray()).MoveToOuterDisposeScope();
            }

            /// <summary>Copies values back that <see cref="parameters_to_vector"/> put together.</summary>
            /// <exception cref="ArgumentException">The vector has more or fewer elements than the parameters.</exception>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                var parameters = tensors.ToList();
                var total = parameters.Sum(parameter => parameter.numel());
                if (vec.numel() != total)
                {
                    throw new ArgumentException($"expected {total} elements; received {vec.numel()}", nameof(vec));
                }

                long start = 0;
                foreach (var parameter in parameters)
                {
                    parameter.copy_(vec.narrow(0, start, parameter.numel()).reshape(parameter.shape));
                    start += parameter.numel();
                }
            }

            private static Tensor[] Gradients(IEnumerable<Parameter> tensors) =>
                tensors.Select(tensor => tensor.grad).OfType<Tensor>().ToArray();
        }
    }
}

file static class Ops
{
    internal static readonly Operator NormEach = Operator.Get("aten::_foreach_norm", "Scalar");
    internal static readonly Operator Stack = Operator.Get("aten::stack");
    internal static readonly Operator Norm = Operator.Get("aten::linalg_vector_norm");
    internal static readonly Operator MultiplyEach = Operator.Get("aten::_foreach_mul_", "Scalar");
    internal static readonly Operator Clamp = Operator.Get("aten::clamp_");
}
