using InpaintLab.Imaging;

namespace InpaintLab.Classical.Patches;

/// <summary>What a method that only copies pixels has done so far: colours, which pixels have one, and from where each came.</summary>
internal sealed class CopiedPixels
{
    private readonly ImageBuffer _original;
    private readonly int[] _source;
    private readonly int _holes;

    /// <summary>Nothing filled yet.</summary>
    /// <param name="image">Stays as it is.</param>
    /// <param name="mask">Height x Width, 1 = hole.</param>
    /// <exception cref="ArgumentException">The mask has another number of pixels.</exception>
    /// <exception cref="Core.Errors.UserErrorException">The whole image is a hole.</exception>
    public CopiedPixels(ImageBuffer image, ReadOnlySpan<byte> mask)
    {
        HoleMask.HasHole(image, mask);
        _original = image;
        Colours = Raster.Of(image);
        Filled = KnownPatches.KnownPixels(mask);
        _holes = Left = Filled.AsSpan().Count(false);
        _source = [.. Enumerable.Range(0, mask.Length)];
    }

    /// <summary>The colours; in the hole they mean something where <see cref="Filled"/> is true.</summary>
    public Raster Colours { get; }

    /// <summary>Known or filled, Height x Width.</summary>
    public bool[] Filled { get; }

    /// <summary>Pixels still to fill.</summary>
    public int Left { get; private set; }

    /// <summary>The share of the hole that is filled.</summary>
    public double Done => _holes == 0 ? 1 : 1 - ((double)Left / _holes);

    /// <summary>Fills a pixel with the colour of a known one.</summary>
    public void Fill(int pixel, int from)
    {
        Colours.CopyPixel(from, pixel);
        Filled[pixel] = true;
        _source[pixel] = from;
        Left--;
    }

    /// <summary>The filled image: copied samples keep all their bits, alpha stays as it is.</summary>
    public ImageBuffer ToImage()
    {
        var result = _original.Copy();
        var pixelBytes = result.Channels * result.BitDepth / 8;
        var colourBytes = Colours.Channels * result.BitDepth / 8;
        for (var pixel = 0; pixel < _source.Length; pixel++)
        {
            if (_source[pixel] != pixel)
                _original.Bytes.Slice(_source[pixel] * pixelBytes, colourBytes).CopyTo(result.Bytes[(pixel * pixelBytes)..]);
        }

        return result;
    }
}
