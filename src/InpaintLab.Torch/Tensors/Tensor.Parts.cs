using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Transposes and complex parts as properties, and the distinct elements.</content>
    public partial class Tensor
    {
        /// <summary>Dimensions in reverse order: the transpose of a matrix.</summary>
        public Tensor T => Ops.NumpyT.Call(this);

        /// <summary>The last two dimensions exchanged.</summary>
        public Tensor mT => transpose(-2, -1);

        /// <summary>The last two dimensions exchanged, conjugated.</summary>
        public Tensor mH
        {
            get
            {
                using var transposed = mT;
                return transposed.conj();
            }
        }

        /// <summary>Real parts, as a view; the tensor itself (another handle) when it is real.</summary>
        public Tensor real => Ops.Real.Call(this);

        /// <summary>Imaginary parts, as a view.</summary>
        public Tensor imag => Ops.Imag.Call(this);

        /// <summary>The different elements, or slices along dim.</summary>
        /// <param name="sorted">Whether in ascending order.</param>
        /// <param name="return_inverse">Whether the place of each element among them is asked for.</param>
        /// <param name="return_counts">Whether how often each occurs is asked for.</param>
        /// <param name="dim">Null: the flattened tensor.</param>
        /// <returns>What was not asked for is null.</returns>
        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(
            bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            var (output, inverse, counts) = dim is { } along
                ? Ops.UniqueDim.Call3(this, along, sorted, return_inverse, return_counts)
                : Ops.Unique.Call3(this, sorted, return_inverse, return_counts);
            return (output, Kept(inverse, return_inverse), Kept(counts, return_counts));
        }

        private static Tensor? Kept(Tensor tensor, bool wanted)
        {
            if (wanted)
                return tensor;
            tensor.Dispose();
            return null;
        }
    }

    /// <inheritdoc cref="Tensor.real"/>
    public static Tensor real(Tensor input) => input.real;

    /// <inheritdoc cref="Tensor.imag"/>
    public static Tensor imag(Tensor input) => input.imag;

    /// <inheritdoc cref="Tensor.unique(bool, bool, bool, int?)"/>
    public static (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(
        Tensor input, bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null) =>
        input.unique(sorted, return_inverse, return_counts, dim);
}

file static class Ops
{
    internal static readonly Operator NumpyT = Operator.Get("aten::numpy_T");
    internal static readonly Operator Real = Operator.Get("aten::real");
    internal static readonly Operator Imag = Operator.Get("aten::imag");
    internal static readonly Operator Unique = Operator.Get("aten::_unique2");
    internal static readonly Operator UniqueDim = Operator.Get("aten::unique_dim");
}
