using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Loading;
using InpaintLab.Torch;
using static TorchSharp.torch;

namespace InpaintLab.Training.Experiments;

/// <summary>
/// The images of a batch whose files the device decodes: the values are those of one that the host decoded, but for the decoder's rounding.
/// </summary>
internal static class DeferredTensors
{
    /// <summary>N x 3 x H x W in [0,1] on the device, of the caller's dispose scope.</summary>
    /// <exception cref="UserErrorException">The device cannot decode a file: it is named.</exception>
    public static Tensor Of(Batch batch, Device device, IJpegDecoder decoder)
    {
        using var scope = NewDisposeScope();
        var (files, pixels) = (new List<(EncodedImage Image, long Place)>(), new List<(DecodedImage Image, long Place)>());
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Deferred![i] is EncodedImage file)
                files.Add((file, i));
            else
                pixels.Add(((DecodedImage)batch.Deferred[i], i));
        }

        if (pixels.Count == 0)
            return scope.MoveToOuter(Decode([.. files.Select(file => file.Image)], batch.Height, decoder));
        float[] values = [.. pixels.SelectMany(image => image.Image.Pixels)];
        var decoded = BatchTensors.Placed(tensor(values, [pixels.Count, 3, batch.Height, batch.Width]), device);
        if (files.Count == 0)
            return scope.MoveToOuter(decoded);
        var encoded = Decode([.. files.Select(file => file.Image)], batch.Height, decoder);

        // The i-th place of the batch takes the image that was put in for it.
        var places = new long[batch.Count];
        for (var i = 0; i < batch.Count; i++)
            places[i < files.Count ? files[i].Place : pixels[i - files.Count].Place] = i;
        return scope.MoveToOuter(cat([encoded, decoded]).index_select(0, BatchTensors.Placed(tensor(places), device)));
    }

    private static Tensor Decode(EncodedImage[] images, int side, IJpegDecoder decoder)
    {
        var files = Array.ConvertAll(images, image => tensor(image.File));
        try
        {
            return decoder.Decode(files, pictures => stack(images.Zip(pictures, (image, picture) => Square(image, picture, side)))
                .to(ScalarType.Float32)
                .div_(byte.MaxValue));
        }
        catch (TorchException e) when (e.Kind != TorchErrorKind.OutOfMemory)
        {
            if (FindBroken(images, files, decoder) is { } broken)
                throw broken;
            throw;
        }
    }

    private static Tensor Square(EncodedImage image, Tensor picture, int side)
    {
        var size = image.Jpeg.Size;
        if (picture.shape is not [3, var height, var width] || height != size.Height || width != size.Width)
        {
            throw new UserErrorException(
                $"{image.Path}: its header says {size} pixels, the GPU's decoder made [{string.Join(", ", picture.shape)}] of it");
        }

        var square = picture.narrow(1, image.Top, side).narrow(2, image.Left, side);
        if (image.Jpeg.IsGrey)
            square = square.narrow(0, 0, 1).expand(3, side, side);
        return (image.LeftRight, image.UpDown) switch
        {
            (false, false) => square,
            (true, false) => square.flip(2),
            (false, true) => square.flip(1),
            _ => square.flip(1, 2),
        };
    }

    // A batch is decoded by one call, whose error does not say which file it was.
    private static UserErrorException? FindBroken(EncodedImage[] images, Tensor[] files, IJpegDecoder decoder)
    {
        for (var i = 0; i < images.Length; i++)
        {
            try
            {
                decoder.Decode([files[i]], pictures => pictures[0].clone()).Dispose();
            }
            catch (TorchException e)
            {
                return new UserErrorException(
                    $"{images[i].Path}: the GPU cannot decode this JPEG: {e.Message}. Leave it out, store it anew, or set "
                        + "training.decode: cpu",
                    e);
            }
        }

        return null;
    }
}
