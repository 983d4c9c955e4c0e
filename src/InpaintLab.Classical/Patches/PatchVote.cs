namespace InpaintLab.Classical.Patches;

/// <summary>
/// The colours of the hole from the patches found for it: every patch over a pixel votes for the colour that it would copy there. A vote
/// weighs 1.3^-(distance of the patch from the known pixels), so that the rim decides and the middle follows, times
/// exp(-d / (2 s)) for a patch at distance d, with s the 75th percentile of all d (Wexler et al. 2007, section 3).
/// </summary>
internal static class PatchVote
{
    private const double Gamma = 1.3;

    /// <summary>Beyond it all depths weigh alike, far above the smallest float.</summary>
    private const int DeepestWeight = 150;

    /// <summary>The share of all distances that lie below s.</summary>
    private const double Percentile = 0.75;

    /// <summary>Distances that are looked at to find it.</summary>
    private const int MostSamples = 4096;

    private const float LeastSimilarity = 1e-6f;

    /// <summary>Writes the hole of the level's image; a pixel that no patch votes for keeps its colour.</summary>
    public static void Apply(PyramidLevel level, NearestNeighbourField field, ParallelOptions parallel)
    {
        var (width, height) = (level.Image.Width, level.Image.Height);
        var radius = level.Patches.Side / 2;
        var weights = Weights(level, field);
        Parallel.For(0, height, parallel, y =>
        {
            for (var x = 0; x < width; x++)
            {
                if (!level.Known[(y * width) + x])
                    Vote(level.Image, field.Source, weights, x, y, radius);
            }
        });
    }

    private static void Vote(Raster image, int[] source, float[] weights, int x, int y, int radius)
    {
        var (width, channels) = (image.Width, image.Channels);
        float total = 0, red = 0, green = 0, blue = 0;
        for (var ty = Math.Max(0, y - radius); ty <= Math.Min(image.Height - 1, y + radius); ty++)
        {
            for (var tx = Math.Max(0, x - radius); tx <= Math.Min(width - 1, x + radius); tx++)
            {
                var target = (ty * width) + tx;
                if (source[target] < 0)
                    continue;
                var from = (source[target] + ((y - ty) * width) + x - tx) * channels;
                var weight = weights[target];
                total += weight;
                red += weight * image.Values[from];
                if (channels == 1)
                    continue;
                green += weight * image.Values[from + 1];
                blue += weight * image.Values[from + 2];
            }
        }

        if (total == 0)
            return;
        var to = image.Values.AsSpan(((y * width) + x) * channels, channels);
        to[0] = red / total;
        if (channels == 1)
            return;
        to[1] = green / total;
        to[2] = blue / total;
    }

    private static float[] Weights(PyramidLevel level, NearestNeighbourField field)
    {
        var targets = Enumerable.Range(0, field.Source.Length).Where(i => field.Source[i] >= 0).ToArray();
        var found = Weights(targets, Array.ConvertAll(targets, target => field.Distance[target]), level.Depth);
        var weights = new float[field.Source.Length];
        for (var i = 0; i < targets.Length; i++)
            weights[targets[i]] = found[i];
        return weights;
    }

    /// <summary>The weight of each target's vote.</summary>
    /// <param name="targets">Their centres, y * width + x.</param>
    /// <param name="distances">How far each is from its source.</param>
    /// <param name="depth">Chessboard distance to the nearest known pixel, Height x Width.</param>
    public static float[] Weights(int[] targets, float[] distances, int[] depth)
    {
        var rim = new float[DeepestWeight + 1];
        for (var i = 0; i < rim.Length; i++)
            rim[i] = (float)Math.Pow(Gamma, -i);
        var spread = Spread(distances);
        var weights = new float[targets.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = rim[Math.Min(depth[targets[i]], DeepestWeight)] * Similarity(distances[i], spread);
        return weights;
    }

    private static float Similarity(float distance, float spread)
    {
        if (distance == 0)
            return 1;
        return spread == 0 ? LeastSimilarity : Math.Max(LeastSimilarity, MathF.Exp(-distance / (2 * spread)));
    }

    private static float Spread(float[] distances)
    {
        var step = Math.Max(1, distances.Length / MostSamples);
        var samples = new List<float>();
        for (var i = 0; i < distances.Length; i += step)
            samples.Add(distances[i]);
        samples.Sort();
        return samples.Count == 0 ? 0 : samples[(int)(Percentile * (samples.Count - 1))];
    }
}
