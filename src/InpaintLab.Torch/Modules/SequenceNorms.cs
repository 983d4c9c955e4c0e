using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>Batch normalisation of N x C vectors or N x C x L sequences.</summary>
    public sealed class BatchNorm1d : BatchNorm
    {
        internal BatchNorm1d(
            long num_features, double eps, double momentum, bool affine, bool track_running_stats, torch.Device? device,
            torch.ScalarType? dtype)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm1d))
        {
        }

        private protected override void CheckInput(torch.Tensor input) => CheckSequences(input);
    }

    /// <summary>Instance normalisation of N x C x L sequences.</summary>
    public sealed class InstanceNorm1d : InstanceNorm
    {
        internal InstanceNorm1d(
            long num_features, double eps, double momentum, bool affine, bool track_running_stats, torch.Device? device,
            torch.ScalarType? dtype)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(InstanceNorm1d))
        {
        }

        private protected override void CheckInput(torch.Tensor input) => CheckSequences(input);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Batch normalisation of vectors or sequences; parameters as in <see cref="BatchNorm2d"/>.</summary>
            public static BatchNorm1d BatchNorm1d(
                long num_features, double eps = 1e-5, double momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

            /// <summary>Instance normalisation of sequences; parameters as in <see cref="BatchNorm2d"/>.</summary>
            public static InstanceNorm1d InstanceNorm1d(
                long num_features, double eps = 1e-5, double momentum = 0.1, bool affine = false, bool track_running_stats = false,
                Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}
