using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;

namespace InpaintLab.Data.Datasets;

/// <summary>Divides images between splits by a ratio such as "70:30" (train and val) or "80:10:10" (train, val and test).</summary>
public static class SplitRatio
{
    /// <summary>The form of a ratio, as a regular expression.</summary>
    internal const string Form = @"[0-9.]+(:[0-9.]+){1,2}";

    /// <summary>The form in words.</summary>
    internal const string Expected = "shares such as 70:30 or 80:10:10";

    /// <summary>Gives every image to one split, at random but always alike for a seed; within a split images keep their order.</summary>
    /// <param name="images">All images.</param>
    /// <param name="ratio">Two or three positive numbers with ':' between; only their proportions count.</param>
    /// <param name="seed">Decides which image goes where.</param>
    /// <exception cref="UserErrorException">The ratio is not of that form, or a split would get no image.</exception>
    public static Dictionary<Split, ImageEntry[]> Divide(ImageEntry[] images, string ratio, long seed)
    {
        var shares = Parse(ratio);
        var order = RandomStream.Create(seed, "split").Permutation(images.Length);
        var splits = new Dictionary<Split, ImageEntry[]>();
        double before = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            var (from, to) = (Bound(before, images.Length), Bound(before + shares[i], images.Length));
            before += shares[i];
            var chosen = order[from..to];
            if (chosen.Length == 0)
                throw None((Split)i, ratio, images.Length);
            Array.Sort(chosen);
            splits[(Split)i] = Array.ConvertAll(chosen, index => images[index]);
        }

        return splits;
    }

    /// <summary>
    /// As <see cref="Divide"/>, but with each sub-folder's images in the proportions of the ratio, as far as whole images go.
    /// </summary>
    /// <inheritdoc cref="Divide"/>
    public static Dictionary<Split, ImageEntry[]> DivideByFolder(ImageEntry[] images, string ratio, long seed)
    {
        var shares = Parse(ratio);
        var chosen = shares.Select(_ => new List<int>()).ToArray();
        var dealt = 0;
        foreach (var folder in Enumerable.Range(0, images.Length).GroupBy(i => Path.GetDirectoryName(images[i].Id) ?? ""))
        {
            var members = folder.ToArray();
            foreach (var position in RandomStream.Create(seed, $"split/{folder.Key}").Permutation(members.Length))
            {
                // Dealt one by one to the split that is furthest behind its share: so each run of images, of whatever folder, is in
                // proportion.
                dealt++;
                // Rounded, so that 70:30 and 0.7:0.3 break ties alike.
                var split = Enumerable.Range(0, shares.Length).MaxBy(s => Math.Round((shares[s] * dealt) - chosen[s].Count, 9));
                chosen[split].Add(members[position]);
            }
        }

        return Enumerable.Range(0, shares.Length).ToDictionary(s => (Split)s, s => chosen[s].Count > 0
            ? chosen[s].Order().Select(i => images[i]).ToArray()
            : throw None((Split)s, ratio, images.Length));
    }

    private static UserErrorException None(Split split, string ratio, int images) =>
        new($"ratio '{ratio}' of {images} images leaves none for split {split.Name()}");

    private static double[] Parse(string ratio)
    {
        var parts = ratio.Split(':');
        var shares = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts.Length is not (2 or 3) || !double.TryParse(parts[i], out shares[i]) || !(shares[i] is > 0 and < double.MaxValue))
            {
                throw new UserErrorException(
                    $"ratio: expected 'train:val' or 'train:val:test' in positive numbers, e.g. '70:30', received '{ratio}'");
            }
        }

        var sum = shares.Sum();
        return Array.ConvertAll(shares, share => share / sum);
    }

    private static int Bound(double share, int count) => (int)Math.Floor((Math.Min(share, 1) * count) + 0.5);
}
