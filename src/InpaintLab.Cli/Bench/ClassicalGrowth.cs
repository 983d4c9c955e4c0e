using System.Diagnostics;
using InpaintLab.Classical;
using InpaintLab.Cli.Bench.Workloads;
using InpaintLab.Core.Registry;

namespace InpaintLab.Cli.Bench;

/// <summary>What a method took at one size.</summary>
/// <param name="Method">Its name; options are the defaults.</param>
/// <param name="Varied">"hole" (of an image of one size) or "image" (with a hole of one share).</param>
/// <param name="Width">Of the image, px.</param>
/// <param name="Height">Of the image, px.</param>
/// <param name="HolePixels">Pixels of the hole.</param>
/// <param name="Seconds">The median time, on one thread.</param>
/// <param name="Runs">Of how many.</param>
internal sealed record GrowthPoint(string Method, string Varied, int Width, int Height, int HolePixels, double Seconds, int Runs);

/// <summary>How the time of every classical method grows with the size of the hole and of the image, on one thread.</summary>
internal static class ClassicalGrowth
{
    /// <summary>Values of <see cref="GrowthPoint.Varied"/>.</summary>
    public const string Hole = "hole", Image = "image";

    /// <summary>Side of the image in which the hole grows, px.</summary>
    public const int Side = 512;

    /// <summary>Share of the hole in the image that grows.</summary>
    public const double Share = 0.1;

    private const int DefaultRounds = 3;

    // A curve ends with a point that took longer: the next one would take up to 16 times as long.
    private const double LongestSeconds = 2;

    private static readonly double[] _shares = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
    private static readonly int[] _sides = [64, 128, 256, 512, 1024];

    /// <summary>Measures all methods.</summary>
    /// <param name="rounds">Runs of each point; null for the usual number.</param>
    /// <param name="tell">Is told of each point.</param>
    public static IReadOnlyList<GrowthPoint> Measure(int? rounds, Action<GrowthPoint> tell)
    {
        var points = new List<GrowthPoint>();
        foreach (var component in ClassicalMethods.All)
        {
            var method = ComponentRegistry.Create<IClassicalMethod>(component, Activator.CreateInstance(component.OptionsType)!);
            Curve(component.Name, method, Hole, _shares.Select(share => (Side, share)));
            Curve(component.Name, method, Image, _sides.Select(side => (side, Share)));
        }

        return points;

        void Curve(string name, IClassicalMethod method, string varied, IEnumerable<(int Side, double Share)> sizes)
        {
            foreach (var (side, share) in sizes)
            {
                points.Add(Point(name, method, varied, side, share, rounds ?? DefaultRounds));
                tell(points[^1]);
                if (points[^1].Seconds > LongestSeconds)
                    return;
            }
        }
    }

    private static GrowthPoint Point(string name, IClassicalMethod method, string varied, int side, double share, int rounds)
    {
        var image = BenchPictures.OfSize(side, side);
        var mask = BenchPictures.Mask(side, side, share);
        var work = ClassicalWork.Default with { Threads = 1 };
        method.Inpaint(image.Crop(0, 0, 32, 32), BenchPictures.Mask(32, 32, share), work); // compiled before it is timed
        var seconds = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            method.Inpaint(image, mask, work);
            seconds[round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return new GrowthPoint(name, varied, side, side, mask.Length - mask.AsSpan().Count((byte)0), BenchRunner.Median(seconds), rounds);
    }
}
