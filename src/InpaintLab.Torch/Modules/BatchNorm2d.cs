using InpaintLab.Torch;
using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>
    /// Normalises every channel over batch and space (arXiv:1502.03167): by the batch's own statistics in training mode, else by the
    /// running ones.
    /// </summary>
    public abstract class BatchNorm : NormBase
    {
        /// <inheritdoc cref="NormBase(long, double, double?, bool, bool, torch.Device?, torch.ScalarType?, string)"/>
        protected BatchNorm(
            long num_features, double eps, double momentum, bool affine, bool track_running_stats, torch.Device? device,
            torch.ScalarType? dtype, string name)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
        {
        }

        /// <summary>N x C x ... to the same shape.</summary>
        public override torch.Tensor forward(torch.Tensor input)
        {
            CheckInput(input);
            var useBatch = training || running_mean is null;
            if (useBatch && ActivationCheckpoint.IsRecomputing)
                return torch.nn.functional.batch_norm(input, null, null, weight, bias, true, 0, eps);
            var share = CountBatch();
            return torch.nn.functional.batch_norm(input, running_mean, running_var, weight, bias, useBatch, share, eps);
        }
    }

    /// <summary>Batch normalisation of N x C x H x W images.</summary>
    public sealed class BatchNorm2d : BatchNorm
    {
        internal BatchNorm2d(
            long num_features, double eps, double momentum, bool affine, bool track_running_stats, torch.Device? device,
            torch.ScalarType? dtype)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm2d))
        {
        }

        private protected override void CheckInput(torch.Tensor input) => CheckImages(input);
    }

    /// <summary>Normalises every channel of every sample over space (arXiv:1607.08022).</summary>
    public abstract class InstanceNorm : NormBase
    {
        /// <inheritdoc cref="NormBase(long, double, double?, bool, bool, torch.Device?, torch.ScalarType?, string)"/>
        protected InstanceNorm(
            long num_features, double eps, double? momentum, bool affine, bool track_running_stats, torch.Device? device,
            torch.ScalarType? dtype, string name)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
        {
        }

        /// <summary>N x C x ... to the same shape; by running statistics only in evaluation mode and where they are kept.</summary>
        public override torch.Tensor forward(torch.Tensor input)
        {
            CheckInput(input);
            var useInput = training || !track_running_stats;
            if (useInput && ActivationCheckpoint.IsRecomputing)
                return torch.nn.functional.instance_norm(input, null, null, weight, bias, true, 0, eps);
            return torch.nn.functional.instance_norm(input, running_mean, running_var, weight, bias, useInput, momentum ?? 0, eps);
        }
    }

    /// <summary>Instance normalisation of N x C x H x W images.</summary>
    public sealed class InstanceNorm2d : InstanceNorm
    {
        internal InstanceNorm2d(
            long num_features, double eps, double momentum, bool affine, bool track_running_stats, torch.Device? device,
            torch.ScalarType? dtype)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm2d))
        {
        }

        private protected override void CheckInput(torch.Tensor input) => CheckImages(input);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Batch normalisation of images.</summary>
            /// <param name="num_features">Channels.</param>
            /// <param name="eps">Added to the variance.</param>
            /// <param name="momentum">Weight of new statistics in the running ones.</param>
            /// <param name="affine">Whether there are scale and shift.</param>
            /// <param name="track_running_stats">Whether running statistics are kept.</param>
            /// <param name="device">Where parameters and buffers are.</param>
            /// <param name="dtype">Their type.</param>
            public static BatchNorm2d BatchNorm2d(
                long num_features, double eps = 1e-5, double momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

            /// <summary>Instance normalisation of images; parameters as in <see cref="BatchNorm2d"/>.</summary>
            public static InstanceNorm2d InstanceNorm2d(
                long num_features, double eps = 1e-5, double momentum = 0.1, bool affine = false, bool track_running_stats = false,
                Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}
