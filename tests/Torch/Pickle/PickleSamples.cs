using System.Text;

namespace InpaintLab.Tests.Torch.Pickle;

/// <summary>Files made in Python, and files made of hand-written pickle programs.</summary>
internal static class PickleSamples
{
    private const string Magic = "\u0080\u0002\u008a\u000al\u00fc\u009cF\u00f9 j\u00a8P\u0019.";
    private const string Version = "\u0080\u0002M\u00e9\u0003.";
    private const string Storage = "U\u0007storagectorch\nFloatStorage\n";
    private const string LittleEndian = "\u0080\u0002}U\u000dlittle_endian\u0088s.";

    internal static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Torch", "Pickle", "Samples", name);

    /// <summary>
    /// A file of the old format around a program, each character of which is a byte; one storage '0' of floats follows where the program
    /// refers to it.
    /// </summary>
    internal static byte[] Legacy(string program, int floats = 6, string? keys = null)
    {
        keys ??= program.Contains(Storage, StringComparison.Ordinal) ? "U\u00010a." : ".";
        return [.. Encoding.Latin1.GetBytes($"{Magic}{Version}{LittleEndian}\u0080\u0002{program}\u0080\u0002]{keys}"), .. BitConverter.GetBytes((long)floats), .. new byte[4 * floats]];
    }

    /// <summary>The program of a tensor over the storage '0'.</summary>
    internal static string Tensor(long[] shape, long[] strides, long offset = 0, long floats = 6) =>
        "ctorch._utils\n_rebuild_tensor_v2\n((" + Storage + "U\u00010U\u0003cpu" + Long(floats) + "tQ" + Long(offset)
        + "(" + string.Concat(shape.Select(Long)) + "t(" + string.Concat(strides.Select(Long)) + "t\u0089NtR";

    /// <summary>The instruction that makes a number.</summary>
    internal static string Long(long value) => "\u008a\u0008" + Encoding.Latin1.GetString(BitConverter.GetBytes(value));
}
