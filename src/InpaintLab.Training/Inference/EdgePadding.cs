namespace InpaintLab.Training.Inference;

/// <summary>Continues planes beyond their right and lower edge.</summary>
public static class EdgePadding
{
    /// <summary>Repeats the last column and the last row up to a larger size.</summary>
    /// <param name="planes">Channels x Height x Width.</param>
    /// <param name="channels">How many planes.</param>
    /// <param name="height">Rows, px.</param>
    /// <param name="width">Columns, px.</param>
    /// <param name="paddedHeight">Rows of the result, at least <paramref name="height"/>.</param>
    /// <param name="paddedWidth">Columns of the result, at least <paramref name="width"/>.</param>
    /// <returns>Channels x paddedHeight x paddedWidth.</returns>
    public static T[] Pad<T>(ReadOnlySpan<T> planes, int channels, int height, int width, int paddedHeight, int paddedWidth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(paddedHeight, height);
        ArgumentOutOfRangeException.ThrowIfLessThan(paddedWidth, width);
        var padded = new T[channels * paddedHeight * paddedWidth];
        for (var row = 0; row < channels * paddedHeight; row++)
        {
            var (channel, y) = Math.DivRem(row, paddedHeight);
            var source = planes.Slice(((channel * height) + Math.Min(y, height - 1)) * width, width);
            var target = padded.AsSpan(row * paddedWidth, paddedWidth);
            source.CopyTo(target);
            target[width..].Fill(source[^1]);
        }

        return padded;
    }
}
