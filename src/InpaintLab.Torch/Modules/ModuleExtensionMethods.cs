using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Moves of a module that keep its static type. They make new parameters: move, then load, then build the optimiser.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Moves all parameters and buffers to a device.</summary>
    public static T to<T>(this T module, Device device, bool non_blocking = false)
        where T : nn.Module => Move(module, device, null, non_blocking);

    /// <summary>Moves all parameters and buffers to a device and converts those of floating-point type.</summary>
    public static T to<T>(this T module, Device device, ScalarType type, bool non_blocking = false)
        where T : nn.Module => Move(module, device, type, non_blocking);

    /// <summary>Converts the parameters and buffers of floating-point type.</summary>
    public static T to<T>(this T module, ScalarType type, bool non_blocking = false)
        where T : nn.Module => Move(module, null, type, non_blocking);

    /// <summary>Moves all parameters and buffers to the device of this name, e.g. "cuda:0".</summary>
    public static T to<T>(this T module, string device, bool non_blocking = false)
        where T : nn.Module => Move(module, new Device(device), null, non_blocking);

    /// <summary>Moves all parameters and buffers to a device.</summary>
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false)
        where T : nn.Module => Move(module, new Device(deviceType, deviceIndex), null, non_blocking);

    /// <summary>Moves all parameters and buffers to main memory.</summary>
    public static T cpu<T>(this T module, bool non_blocking = false)
        where T : nn.Module => Move(module, CPU, null, non_blocking);

    /// <summary>Moves all parameters and buffers to a CUDA device; -1 is the current one.</summary>
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false)
        where T : nn.Module => Move(module, new Device(DeviceType.CUDA, deviceIndex), null, non_blocking);

    /// <summary>Converts floating-point parameters and buffers to 32 bits.</summary>
    public static T @float<T>(this T module, bool non_blocking = false)
        where T : nn.Module => Move(module, null, ScalarType.Float32, non_blocking);

    /// <summary>Converts floating-point parameters and buffers to 64 bits.</summary>
    public static T @double<T>(this T module, bool non_blocking = false)
        where T : nn.Module => Move(module, null, ScalarType.Float64, non_blocking);

    /// <summary>Converts floating-point parameters and buffers to IEEE 16 bits.</summary>
    public static T half<T>(this T module, bool non_blocking = false)
        where T : nn.Module => Move(module, null, ScalarType.Float16, non_blocking);

    /// <summary>Converts floating-point parameters and buffers to bfloat16.</summary>
    public static T bfloat16<T>(this T module, bool non_blocking = false)
        where T : nn.Module => Move(module, null, ScalarType.BFloat16, non_blocking);

    private static T Move<T>(T module, Device? device, ScalarType? type, bool non_blocking)
        where T : nn.Module
    {
        module.Move(device, type, non_blocking);
        return module;
    }
}
