using System.Runtime.InteropServices;

namespace InpaintLab.Imaging.Codecs;

/// <summary>The part of libspng 0.7 (spng.h) that is used here.</summary>
internal static unsafe partial class Spng
{
    public const string Library = "libspng.so.0";
    public const string Package = "libspng0";
    public const int EncoderContext = 2;
    public const int DecodeTransparency = 1;
    public const int EncodeFinalize = 2;
    public const int OptionCompressionLevel = 2;

    /// <summary>What a stream callback returns when it could not write.</summary>
    public const int StreamError = -2;

    public enum Format
    {
        Rgba8 = 1,
        Rgba16 = 2,
        Rgb8 = 4,
        GreyAlpha8 = 16,
        GreyAlpha16 = 32,
        Grey8 = 64,
        AsStored = 256,
    }

    public enum ColourType : byte
    {
        Grey = 0,
        Rgb = 2,
        Palette = 3,
        GreyAlpha = 4,
        Rgba = 6,
    }

    [LibraryImport(Library, EntryPoint = "spng_ctx_new")]
    public static partial nint NewContext(int flags);

    [LibraryImport(Library, EntryPoint = "spng_ctx_free")]
    public static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "spng_set_png_buffer")]
    public static partial int SetBuffer(nint context, byte* file, nuint length);

    /// <summary>Sends what is encoded to a callback (context, state, bytes, length) instead of a buffer.</summary>
    [LibraryImport(Library, EntryPoint = "spng_set_png_stream")]
    public static partial int SetStream(nint context, delegate* unmanaged[Cdecl]<nint, nint, byte*, nuint, int> write, nint state);

    [LibraryImport(Library, EntryPoint = "spng_set_chunk_limits")]
    public static partial int SetChunkLimits(nint context, nuint chunkBytes, nuint cacheBytes);

    [LibraryImport(Library, EntryPoint = "spng_set_option")]
    public static partial int SetOption(nint context, int option, int value);

    [LibraryImport(Library, EntryPoint = "spng_get_ihdr")]
    public static partial int GetHeader(nint context, Header* header);

    [LibraryImport(Library, EntryPoint = "spng_set_ihdr")]
    public static partial int SetHeader(nint context, Header* header);

    [LibraryImport(Library, EntryPoint = "spng_get_trns")]
    public static partial int GetTransparency(nint context, Transparency* transparency);

    [LibraryImport(Library, EntryPoint = "spng_decoded_image_size")]
    public static partial int DecodedSize(nint context, Format format, nuint* length);

    [LibraryImport(Library, EntryPoint = "spng_decode_image")]
    public static partial int Decode(nint context, byte* samples, nuint length, Format format, int flags);

    [LibraryImport(Library, EntryPoint = "spng_decode_chunks")]
    public static partial int DecodeChunks(nint context);

    [LibraryImport(Library, EntryPoint = "spng_encode_image")]
    public static partial int Encode(nint context, byte* samples, nuint length, Format format, int flags);

    [LibraryImport(Library, EntryPoint = "spng_encode_chunks")]
    public static partial int EncodeChunks(nint context);

    [LibraryImport(Library, EntryPoint = "spng_get_iccp")]
    public static partial int GetIccProfile(nint context, IccProfile* profile);

    [LibraryImport(Library, EntryPoint = "spng_set_iccp")]
    public static partial int SetIccProfile(nint context, IccProfile* profile);

    [LibraryImport(Library, EntryPoint = "spng_get_srgb")]
    public static partial int GetSrgb(nint context, byte* intent);

    [LibraryImport(Library, EntryPoint = "spng_set_srgb")]
    public static partial int SetSrgb(nint context, byte intent);

    [LibraryImport(Library, EntryPoint = "spng_get_gama_int")]
    public static partial int GetGamma(nint context, uint* gamma);

    [LibraryImport(Library, EntryPoint = "spng_set_gama_int")]
    public static partial int SetGamma(nint context, uint gamma);

    /// <summary>Eight numbers: struct spng_chrm_int.</summary>
    [LibraryImport(Library, EntryPoint = "spng_get_chrm_int")]
    public static partial int GetChromaticities(nint context, uint* chromaticities);

    [LibraryImport(Library, EntryPoint = "spng_set_chrm_int")]
    public static partial int SetChromaticities(nint context, uint* chromaticities);

    /// <summary>libspng's words for an error code.</summary>
    public static string Message(int error) => Marshal.PtrToStringUTF8(ErrorText(error)) ?? $"error {error}";

    [LibraryImport(Library, EntryPoint = "spng_strerror")]
    private static partial nint ErrorText(int error);

    /// <summary>struct spng_ihdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Header
    {
        public uint Width;
        public uint Height;
        public byte BitDepth;
        public ColourType ColourType;
        public byte Compression;
        public byte Filter;
        public byte Interlace;
    }

    /// <summary>struct spng_iccp; the profile belongs to the context.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct IccProfile
    {
        public fixed byte Name[80];
        public nuint Length;
        public byte* Profile;
    }

    /// <summary>struct spng_trns: only whether there is one matters here.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Transparency
    {
        public fixed ushort Colour[4];
        public uint Entries;
        public fixed byte Alpha[256];
    }
}
