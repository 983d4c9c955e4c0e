using InpaintLab.Torch.Interop;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>A table of vectors, looked up by integers.</summary>
    public sealed class Embedding : torch.nn.Module<torch.Tensor, torch.Tensor>
    {
        private readonly long _padding;
        private readonly (double Most, double Order)? _norm;
        private readonly bool _scale;
        private readonly bool _sparse;

        internal Embedding(torch.Tensor table, bool trained, long? padding, double? mostNorm, double normType, bool scale, bool sparse)
            : base(nameof(Embedding))
        {
            _padding = padding ?? -1;
            _norm = mostNorm is { } most ? (most, normType) : null;
            (_scale, _sparse) = (scale, sparse);
            AddParameter("weight", table)!.requires_grad = trained;
        }

        /// <summary>Vectors x their size. Setting it disposes the old one.</summary>
        public Parameter weight
        {
            get => OwnParameter("weight")!;
            set => ReplaceParameter("weight", value ?? throw new ArgumentNullException(nameof(value)));
        }

        /// <summary>Integers of any shape to shape x size. With a largest norm, rows above it are first scaled down, in place.</summary>
        public override torch.Tensor forward(torch.Tensor input)
        {
            if (_norm is { } norm)
            {
                using var noGrad = torch.no_grad();
                Ops.Renorm.CallVoid(weight, input.contiguous(), norm.Most, norm.Order);
            }

            return Ops.Embedding.Call(weight, input, _padding, _scale, _sparse);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A table of vectors, drawn from the standard normal distribution.</summary>
            /// <param name="num_embeddings">Vectors.</param>
            /// <param name="embedding_dims">Their size.</param>
            /// <param name="padding_idx">A row of zeros that is not trained; negative counts from the end.</param>
            /// <param name="max_norm">Rows looked up are scaled down to this norm.</param>
            /// <param name="norm_type">Its order.</param>
            /// <param name="scale_grad_by_freq">Whether gradients are divided by how often a row occurs in the batch.</param>
            /// <param name="sparse">Whether the gradient is sparse.</param>
            /// <param name="device">Where the table is.</param>
            /// <param name="dtype">Its type.</param>
            public static Embedding Embedding(
                long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2,
                bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                using var scope = NewDisposeScope();
                var table = randn([num_embeddings, embedding_dims], dtype, device).MoveToOuterDisposeScope();
                var padding = padding_idx < 0 ? padding_idx + num_embeddings : padding_idx;
                if (padding is { } row)
                    table[row].zero_();
                return new Embedding(table, true, padding, max_norm, norm_type, scale_grad_by_freq, sparse);
            }

            /// <summary>A table on the storage of <paramref name="embeddings"/>, which must not be used afterwards.</summary>
            public static Embedding Embedding_from_pretrained(
                Tensor embeddings, bool freeze = true, long? padding_idx = null, double? max_norm = null, double norm_type = 2,
                bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null)
            {
                var rows = embeddings.shape[0];
                var table = embeddings.to(dtype ?? embeddings.dtype, device ?? embeddings.device, disposeAfter: true);
                var padding = padding_idx < 0 ? padding_idx + rows : padding_idx;
                return new Embedding(table, !freeze, padding, max_norm, norm_type, scale_grad_by_freq, sparse);
            }
        }
    }
}

file static class Ops
{
    internal static readonly Operator Embedding = Operator.Get("aten::embedding");
    internal static readonly Operator Renorm = Operator.Get("aten::embedding_renorm_");
}
