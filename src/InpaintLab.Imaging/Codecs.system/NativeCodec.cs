using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using InpaintLab.Core.Errors;

namespace InpaintLab.Imaging.Codecs;

/// <summary>Says how to install a codec library that is missing, before the first call into it.</summary>
internal static class NativeCodec
{
    private static readonly ConcurrentDictionary<string, bool> Loaded = new(StringComparer.Ordinal);

    /// <summary>Does nothing when <paramref name="library"/> can be loaded.</summary>
    /// <exception cref="UserErrorException">It cannot: names its Debian <paramref name="package"/>.</exception>
    public static void Require(string library, string package)
    {
        if (!Loaded.GetOrAdd(library, name => NativeLibrary.TryLoad(name, typeof(NativeCodec).Assembly, null, out _)))
        {
            throw new UserErrorException(
                $"image files need the library {library}, which was not found. Install it: apt-get install {package} (Debian, Ubuntu)");
        }
    }
}
