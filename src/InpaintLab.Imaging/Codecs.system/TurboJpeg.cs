using System.Runtime.InteropServices;

namespace InpaintLab.Imaging.Codecs;

/// <summary>The part of libturbojpeg's TurboJPEG 2 interface (turbojpeg.h) that is used here; versions 2 and 3 export it.</summary>
internal static unsafe partial class TurboJpeg
{
    public const string Library = "libturbojpeg.so.0";
    public const string Package = "libturbojpeg0";

    /// <summary>The slow integer transform: the same bits on every machine, and what libjpeg and Pillow use.</summary>
    public const int AccurateDct = 4096;

    /// <summary>Refuse progressive files of absurdly many scans.</summary>
    public const int LimitScans = 32768;

    /// <summary>tjGetErrorCode: data were decoded, but something was wrong with them.</summary>
    public const int Warning = 0;

    public enum PixelFormat
    {
        Rgb = 0,
        Grey = 6,
        Cmyk = 11,
    }

    public enum Subsampling
    {
        None = 0,
        Grey = 3,
    }

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    public static partial nint NewDecoder();

    [LibraryImport(Library, EntryPoint = "tjInitCompress")]
    public static partial nint NewEncoder();

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint handle);

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    public static partial int Decode(
        nint handle, byte* file, CULong length, byte* samples, int width, int pitch, int height, PixelFormat format, int flags);

    [LibraryImport(Library, EntryPoint = "tjCompress2")]
    public static partial int Encode(
        nint handle,
        byte* samples,
        int width,
        int pitch,
        int height,
        PixelFormat format,
        byte** file,
        CULong* length,
        Subsampling subsampling,
        int quality,
        int flags);

    [LibraryImport(Library, EntryPoint = "tjFree")]
    public static partial void Free(byte* file);

    [LibraryImport(Library, EntryPoint = "tjGetErrorCode")]
    public static partial int ErrorCode(nint handle);

    /// <summary>The library's words for the last error of a handle.</summary>
    public static string Message(nint handle) => Marshal.PtrToStringUTF8(ErrorText(handle)) ?? "unknown error";

    [LibraryImport(Library, EntryPoint = "tjGetErrorStr2")]
    private static partial nint ErrorText(nint handle);
}
