namespace InpaintLab.Training.Inference;

/// <summary>Continues planes beyond their right and lower edge as in a mirror.</summary>
public static class ReflectionPadding
{
    /// <summary>Mirrors at the last column and the last row, which are not repeated, to and fro up to any larger size.</summary>
    /// <param name="planes">Channels x Height x Width.</param>
    /// <param name="channels">How many planes.</param>
    /// <param name="height">Rows, px.</param>
    /// <param name="width">Columns, px.</param>
    /// <param name="padded">Receives channels x paddedHeight x paddedWidth.</param>
    /// <param name="paddedHeight">Rows of the result, at least <paramref name="height"/>.</param>
    /// <param name="paddedWidth">Columns of the result, at least <paramref name="width"/>.</param>
    public static void Pad(
        ReadOnlySpan<float> planes, int channels, int height, int width, Span<float> padded, int paddedHeight, int paddedWidth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(paddedHeight, height);
        ArgumentOutOfRangeException.ThrowIfLessThan(paddedWidth, width);
        ArgumentOutOfRangeException.ThrowIfNotEqual(padded.Length, channels * paddedHeight * paddedWidth);
        for (var row = 0; row < channels * paddedHeight; row++)
        {
            var (channel, y) = Math.DivRem(row, paddedHeight);
            var source = planes.Slice(((channel * height) + Mirror(y, height)) * width, width);
            var target = padded.Slice(row * paddedWidth, paddedWidth);
            source.CopyTo(target);
            for (var x = width; x < paddedWidth; x++)
                target[x] = source[Mirror(x, width)];
        }
    }

    private static int Mirror(int position, int length)
    {
        if (length == 1)
            return 0;
        var period = 2 * (length - 1);
        position %= period;
        return position < length ? position : period - position;
    }
}
