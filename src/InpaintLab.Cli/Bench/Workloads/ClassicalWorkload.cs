using InpaintLab.Classical;
using InpaintLab.Core.Specs;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>
/// A classical method on the pictures of <see cref="BenchPictures"/> with strokes as holes. With a peer, one iteration is one picture, on
/// one thread; on all threads pictures are done side by side on both sides. Without a peer all threads share one picture.
/// </summary>
internal sealed class ClassicalWorkload : Workload
{
    private static readonly int[] _percents = [10, 30, 50];
    private const int PatchMatchPercent = 20;
    private const int SlowPercent = 10;
    private const int SlowSide = 256;

    private readonly IClassicalMethod _method;
    private readonly IReadOnlyList<Imaging.ImageBuffer> _images;
    private readonly byte[] _mask;
    private readonly int _sideBySide;
    private readonly ClassicalWork _work;

    private ClassicalWorkload(string method, IReadOnlyList<string> options, int percent, int threads, int rounds, bool hasPeer, bool isSlow)
        : base(
            Title(method, percent, threads, isSlow),
            hasPeer ? $"{method}/{percent}/{threads}" : "",
            TimeUnit.Milliseconds,
            hasPeer ? Math.Max(BenchPictures.Count, threads) : 1,
            rounds)
    {
        _method = ComponentOptions.Read(ClassicalMethods.Find(method)!, options, "bench").Create<IClassicalMethod>();
        _images = isSlow ? [.. BenchPictures.Images.Select(image => image.Crop(256, 128, SlowSide, SlowSide))] : BenchPictures.Images;
        _mask = BenchPictures.Mask(_images[0].Width, _images[0].Height, percent / 100.0);
        _sideBySide = hasPeer ? threads : 1;
        _work = ClassicalWork.Default with { Threads = hasPeer ? 1 : threads };
    }

    /// <summary>All of them: with OpenCV or scikit-image as peer first, then those without.</summary>
    public static IReadOnlyList<Func<Workload>> All { get; } = [.. WithPeer(), .. WithoutPeer()];

    /// <summary>Writes what the peer reads.</summary>
    public static void WriteInput(string folder) => BenchPictures.Write(folder, _percents);

    /// <inheritdoc/>
    public override void Run(int iterations)
    {
        if (_sideBySide == 1)
        {
            for (var i = 0; i < iterations; i++)
                Fill(i);
        }
        else
        {
            Parallel.For(0, iterations, new ParallelOptions { MaxDegreeOfParallelism = _sideBySide }, Fill);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
    }

    private static IEnumerable<Func<Workload>> WithPeer()
    {
        (string, string[], int)[] methods = [("telea", ["radius=5"], 10), ("navier-stokes-fm", ["radius=5"], 10), ("biharmonic", [], 3)];
        foreach (var (method, options, rounds) in methods)
        {
            foreach (var percent in _percents)
            {
                foreach (var threads in Threads())
                    yield return () => new ClassicalWorkload(method, options, percent, threads, rounds, hasPeer: true, isSlow: false);
            }
        }
    }

    private static IEnumerable<Func<Workload>> WithoutPeer()
    {
        foreach (var threads in Threads())
            yield return () => new ClassicalWorkload("patchmatch", [], PatchMatchPercent, threads, 5, hasPeer: false, isSlow: false);
        string[] done = ["telea", "navier-stokes-fm", "biharmonic", "patchmatch"];
        foreach (var method in ClassicalMethods.All.Select(m => m.Name).Except(done))
        {
            foreach (var threads in Threads())
                yield return () => new ClassicalWorkload(method, [], SlowPercent, threads, 3, hasPeer: false, isSlow: true);
        }
    }

    private static IEnumerable<int> Threads() => new[] { 1, Environment.ProcessorCount }.Distinct();

    private static string Title(string method, int percent, int threads, bool isSlow)
    {
        var (width, height) = isSlow ? (SlowSide, SlowSide) : (BenchPictures.Width, BenchPictures.Height);
        return $"{method} {width} x {height}, hole {percent} %, {threads} {(threads == 1 ? "thread" : "threads")}";
    }

    private void Fill(int i) => _method.Inpaint(_images[i % _images.Count], _mask, _work);
}
