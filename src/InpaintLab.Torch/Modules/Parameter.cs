using InpaintLab.Torch.Interop;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>
    /// A tensor that a module registers as trainable. From then on it belongs to the module, no longer to the dispose scope it was made in.
    /// </summary>
    public sealed class Parameter : torch.Tensor
    {
        /// <summary>
        /// Takes over <paramref name="data"/>, which must not be used afterwards: the parameter is a leaf on the same storage.
        /// </summary>
        /// <param name="data">The initial value, of any shape.</param>
        /// <param name="requires_grad">Whether autograd records operations on it.</param>
        public Parameter(torch.Tensor data, bool requires_grad = true)
            : base(TakeOver(data))
        {
            if (requires_grad)
            {
                this.requires_grad = true;
            }
        }

        // detach() makes a leaf of anything, also of a slice of another parameter.
        private static nint TakeOver(torch.Tensor data)
        {
            using (data)
            {
                using var leaf = data.detach();
                return NativeMethods.il_tensor_alias(leaf.Handle);
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A trainable tensor on the storage of <paramref name="data"/>, which must not be used afterwards.</summary>
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
