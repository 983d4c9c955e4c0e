namespace TorchSharp;

public static partial class torch
{
    /// <summary>The processor.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>The current CUDA device.</summary>
    public static readonly Device CUDA = new(DeviceType.CUDA);

    /// <summary>A device by its description, e.g. "cpu", "cuda", "cuda:1".</summary>
    public static Device device(string description) => new(description);

    /// <summary>A device by kind and index.</summary>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>Where a tensor lives.</summary>
    public class Device
    {
        /// <summary>A device by its description: "cpu", "cuda", "cuda:1", "meta".</summary>
        /// <exception cref="ArgumentException">The description names no device.</exception>
        public Device(string description)
        {
            var parts = description.Split(':');
            type = parts[0] switch
            {
                "cpu" => DeviceType.CPU,
                "cuda" => DeviceType.CUDA,
                "meta" => DeviceType.META,
                _ => throw new ArgumentException(
                    $"device: expected cpu, cuda, cuda:N or meta, received '{description}'", nameof(description)),
            };
            index = -1;
            if (parts.Length > 2 || (parts.Length == 2 && (!int.TryParse(parts[1], out var number) || number < 0)))
                throw new ArgumentException($"device: expected a number after ':', received '{description}'", nameof(description));
            if (parts.Length == 2)
                index = int.Parse(parts[1]);
        }

        /// <summary>A device by kind and index; -1 means the current one.</summary>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        /// <summary>Its kind.</summary>
        public DeviceType type { get; }

        /// <summary>Its number among devices of its kind; -1 means the current one.</summary>
        public int index { get; }

        internal long Packed => ((long)type << 32) | (uint)index;

        /// <summary>A device by its description.</summary>
        public static implicit operator Device(string description) => new(description);

        /// <summary>"cpu", "cuda:0".</summary>
        public override string ToString() => type.ToString().ToLowerInvariant() + (index >= 0 ? $":{index}" : "");

        internal static Device FromPacked(long packed) =>
            packed == 0xffffffffL ? CPU : new Device((DeviceType)(packed >> 32), (int)(packed & 0xffffffff));
    }

    /// <summary>CUDA devices.</summary>
    public static class cuda
    {
        /// <summary>Whether a CUDA device can be used.</summary>
        public static bool is_available() => InpaintLab.Torch.LibTorch.CudaDeviceCount > 0;

        /// <summary>How many CUDA devices there are.</summary>
        public static int device_count() => InpaintLab.Torch.LibTorch.CudaDeviceCount;

        /// <summary>Waits until the device has finished all work.</summary>
        public static void synchronize(Device? device = null) =>
            InpaintLab.Torch.Interop.NativeMethods.Check(InpaintLab.Torch.Interop.NativeMethods.il_cuda_synchronize(device?.index ?? -1));
    }

    /// <summary>Whether a CUDA device can be used.</summary>
    public static bool cuda_is_available() => cuda.is_available();
}
