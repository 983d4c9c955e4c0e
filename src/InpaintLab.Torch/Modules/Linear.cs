using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>x W^T + b on the last dimension.</summary>
    public sealed class Linear : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        internal Linear(long inputs, long outputs, bool hasBias, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(Linear))
        {
            _ = AddParameter("weight", torch.empty([outputs, inputs], dtype: dtype, device: device));
            _ = AddParameter("bias", hasBias ? torch.empty([outputs], dtype: dtype, device: device) : null);
            Convolution.UniformByFanIn(weight, bias);
        }

        /// <summary>Size of the last dimension of the input.</summary>
        public long in_features => weight.shape[1];

        /// <summary>Size of the last dimension of the output.</summary>
        public long out_features => weight.shape[0];

        /// <summary>Outputs x inputs. Setting it disposes the old one.</summary>
        public Parameter weight
        {
            get => OwnParameter("weight")!;
            set => ReplaceParameter("weight", value ?? throw new ArgumentNullException(nameof(value)));
        }

        /// <summary>One number per output, or null. Setting it disposes the old one.</summary>
        public Parameter? bias
        {
            get => OwnParameter("bias");
            set => ReplaceParameter("bias", value);
        }

        /// <summary>... x in_features to ... x out_features.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.linear(tensor, weight, bias);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A linear layer.</summary>
            /// <param name="inputSize">Size of the last dimension of the input.</param>
            /// <param name="outputSize">Size of the last dimension of the output.</param>
            /// <param name="hasBias">Whether a number per output is added.</param>
            /// <param name="device">Where the parameters are.</param>
            /// <param name="dtype">Their type.</param>
            public static Linear Linear(
                long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);
        }
    }
}
