using InpaintLab.Imaging;

namespace InpaintLab.Data.Datasets;

/// <summary>An image of a batch of which the device does what is left to do.</summary>
public abstract record DeferredImage;

/// <summary>A JPEG file that is still to be decoded, and what is to be done to its picture: a square cut out, then mirrored.</summary>
/// <param name="Path">Names it in messages.</param>
/// <param name="File">The whole file.</param>
/// <param name="Jpeg">What its headers say.</param>
/// <param name="Left">Where the square begins, px; its side is that of the batch.</param>
/// <param name="Top">The same from the top.</param>
/// <param name="LeftRight">Whether left and right change places.</param>
/// <param name="UpDown">Whether top and bottom change places.</param>
public sealed record EncodedImage(string Path, byte[] File, PlainJpeg Jpeg, int Left, int Top, bool LeftRight, bool UpDown) : DeferredImage;

/// <summary>An image that had to be decoded on the host: nothing is left to do.</summary>
/// <param name="Pixels">3 x side x side, RGB in [0,1].</param>
public sealed record DecodedImage(float[] Pixels) : DeferredImage;
