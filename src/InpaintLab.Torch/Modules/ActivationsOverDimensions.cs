using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>The logarithm of softmax.</summary>
    public sealed class LogSoftmax : Module<torch.Tensor, torch.Tensor>
    {
        internal LogSoftmax(long dim)
            : base(nameof(LogSoftmax))
        {
            this.dim = dim;
        }

        /// <summary>The dimension.</summary>
        public long dim { get; }

        /// <summary>The same shape, at most 0.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.log_softmax(tensor, dim);
    }

    /// <summary>softmax of -x.</summary>
    public sealed class Softmin : Module<torch.Tensor, torch.Tensor>
    {
        internal Softmin(long dim)
            : base(nameof(Softmin))
        {
            this.dim = dim;
        }

        /// <summary>The dimension.</summary>
        public long dim { get; }

        /// <summary>The same shape, in [0,1].</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.softmin(tensor, dim);
    }

    /// <summary>Softmax over the channels of images.</summary>
    public sealed class Softmax2d : Module<torch.Tensor, torch.Tensor>
    {
        internal Softmax2d()
            : base(nameof(Softmax2d))
        {
        }

        /// <summary>C x H x W or N x C x H x W to the same shape, in [0,1].</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.softmax2d(tensor);
    }

    /// <summary>The first half times the logistic function of the second half (arXiv:1612.08083).</summary>
    public sealed class GLU : Module<torch.Tensor, torch.Tensor>
    {
        internal GLU(long dim)
            : base(nameof(GLU))
        {
            this.dim = dim;
        }

        /// <summary>The dimension.</summary>
        public long dim { get; }

        /// <summary>Half the size along the dimension.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.glu(tensor, dim);
    }

    /// <summary>Channels of groups interleaved (arXiv:1707.01083).</summary>
    public sealed class ChannelShuffle : Module<torch.Tensor, torch.Tensor>
    {
        internal ChannelShuffle(long groups)
            : base(nameof(ChannelShuffle))
        {
            this.groups = groups;
        }

        /// <summary>A divisor of the channels.</summary>
        public long groups { get; }

        /// <summary>N x C x ... to the same shape.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => tensor.channel_shuffle(groups);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A log-softmax over a dimension.</summary>
            public static LogSoftmax LogSoftmax(long dim) => new(dim);

            /// <summary>A softmin over a dimension.</summary>
            public static Softmin Softmin(long dim) => new(dim);

            /// <summary>A softmax over channels.</summary>
            public static Softmax2d Softmax2d() => new();

            /// <summary>A gated linear unit.</summary>
            public static GLU GLU(long dim = -1) => new(dim);

            /// <summary>A shuffle of channels.</summary>
            public static ChannelShuffle ChannelShuffle(long groups) => new(groups);
        }
    }
}
