using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;

namespace InpaintLab.Data.Masks;

/// <summary>
/// Draws among mask files by what the files themselves hold. Files are measured when first met, so that a start stays quick.
/// </summary>
internal sealed class MaskFileDraw
{
    // A bin of the published sets holds 1 of 12 files; 200 misses there have a chance of 1e-8, and then every file is looked at.
    private const int Tries = 200;

    private readonly MaskFiles _files;
    private readonly MaskBorder _border;
    private readonly string _what;

    /// <summary>Lists the files; none is opened.</summary>
    /// <param name="options">Where they are, and which of them.</param>
    /// <param name="what">What asks, for messages.</param>
    /// <exception cref="UserErrorException">See <see cref="MaskFiles"/>.</exception>
    public MaskFileDraw(MaskFileOptions options, string what) =>
        (_files, _border, _what) = (new MaskFiles(options.Root, options.Hole, what), options.Border, what);

    /// <summary>
    /// Fills in a file drawn at random whose own hole ratio lies above <paramref name="above"/> and is at most <paramref name="atMost"/>;
    /// returns its name. With the bounds 0 and 1 and any border no file is measured.
    /// </summary>
    /// <exception cref="UserErrorException">There is no such file.</exception>
    public string Fill(RandomStream stream, Span<byte> pixels, int height, int width, double above, double atMost)
    {
        var file = stream.Integer(0, _files.Count);
        if (_border != MaskBorder.Any || above > 0 || atMost < 1)
        {
            for (var attempt = 1; attempt < Tries && !Fits(file, above, atMost); attempt++)
                file = stream.Integer(0, _files.Count);
            if (!Fits(file, above, atMost))
            {
                var all = Enumerable.Range(0, _files.Count).Where(f => Fits(f, above, atMost)).ToArray();
                file = all.Length > 0 ? all[stream.Integer(0, all.Length)] : throw new UserErrorException(
                    $"{_what}: expected mask files with a hole ratio above {above:0.##} and at most {atMost:0.##}"
                    + $"{(_border == MaskBorder.Any ? "" : $" and border: {_border}".ToLowerInvariant())}; none of the {_files.Count} "
                    + "files is one");
            }
        }

        _files.Read(file, height, width).CopyTo(pixels);
        return _files.Name(file);
    }

    private bool Fits(int file, double above, double atMost)
    {
        var (ratio, touches) = _files.Facts(file);
        return ratio > above && ratio <= atMost && (_border == MaskBorder.Any || touches == (_border == MaskBorder.With));
    }
}
