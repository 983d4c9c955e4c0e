using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>x where positive, else x times a learnt slope (arXiv:1502.01852).</summary>
    public sealed class PReLU : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        internal PReLU(long num_parameters, double init, torch.Device? device, torch.ScalarType? dtype)
            : base(nameof(PReLU))
        {
            this.num_parameters = num_parameters;
            this.init = init;
            _ = AddParameter("weight", torch.full([num_parameters], init, dtype, device));
        }

        /// <summary>Slopes: one, or one per channel.</summary>
        public long num_parameters { get; }

        /// <summary>What they start from.</summary>
        public double init { get; }

        /// <summary>The slopes. Setting them disposes the old ones.</summary>
        public Parameter weight
        {
            get => OwnParameter("weight")!;
            set => ReplaceParameter("weight", value ?? throw new ArgumentNullException(nameof(value)));
        }

        /// <summary>Elementwise; channels are dimension 1.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.prelu(tensor, weight);
    }

    /// <summary>The cosine of the angle between vectors along a dimension.</summary>
    public sealed class CosineSimilarity : torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor>
    {
        internal CosineSimilarity(long dim, double eps)
            : base(nameof(CosineSimilarity))
        {
            this.dim = dim;
            this.eps = eps;
        }

        /// <summary>The dimension of the vectors.</summary>
        public long dim { get; }

        /// <summary>The least product of norms divided by.</summary>
        public double eps { get; }

        /// <summary>Two tensors of one shape to that shape without the dimension.</summary>
        public override torch.Tensor forward(torch.Tensor input1, torch.Tensor input2) =>
            torch.nn.functional.cosine_similarity(input1, input2, dim, eps);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A rectifier with learnt slopes.</summary>
            public static PReLU PReLU(long num_parameters, double init = 0.25, Device? device = null, ScalarType? dtype = null) =>
                new(num_parameters, init, device, dtype);

            /// <summary>A similarity of vectors.</summary>
            public static CosineSimilarity CosineSimilarity(long dim = 1, double eps = 1e-8) => new(dim, eps);
        }
    }
}
