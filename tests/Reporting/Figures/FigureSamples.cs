using InpaintLab.Reporting.Figures;
using InpaintLab.Reporting.Figures.Kinds;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Tests.Reporting.Figures;

/// <summary>A figure of every kind, as reports have them.</summary>
internal static class FigureSamples
{
    private static readonly string[] Methods = ["known mean", "unet", "self-attention", "deepfill-v2"];
    private static readonly Axis Psnr = new("PSNR in the hole", "dB");

    public static IReadOnlyDictionary<string, Figure> All { get; } = new Dictionary<string, Figure>
    {
        ["curves"] = new([Losses()]) { Title = "Losses" },
        ["panels"] = new([Losses(), Losses() with { Title = "the same, linear", Y = new Axis("loss/l1") }, Many()]) { Title = "Three panels" },
        ["many"] = new([Many()]),
        ["bars"] = new([BarPanel.Of(Psnr, ["boxes", "free-form", "irregular 10-20 %"],
            [.. Methods.Select((m, i) => (m, (IReadOnlyList<Estimate>)[Around(14 + (2 * i)), Around(15 + i), i == 2 ? new Estimate(double.NaN) : Around(18)]))])]),
        ["boxes"] = new([DistributionPanel.Boxes(Psnr, Values())]),
        ["violins"] = new([DistributionPanel.Violins(Psnr, Values())]),
        ["scatter"] = new([ScatterPanel.Of(Psnr, "unet", "self-attention", Pairs())]),
        ["pareto"] = new([ParetoPanel.Of(new Axis("multiply-adds", "10⁹") { Log = true }, Psnr, higherIsBetter: true,
        [
            new(0.4, 14.7, "known mean"), new(2, 18.9, "unet"), new(2.2, 18.7, "unet, batch norm"), new(9, 18.2, "self-attention"),
            new(40, 21.3, "deepfill-v2"), new(45, 21.1, "transgan (report)"),
        ])]),
        ["hole-ratio"] = new([HoleRatioPanel.Of(Psnr, [.. Methods.Skip(1).Select((m, i) => (m, Bins(i)))])]),
    };

    public static Panel Losses() => new(new Axis("step"), new Axis("loss/l1") { Log = true },
    [
        .. Enumerable.Range(0, 3).Select(run => new Curve(
            run == 0 ? "unet, 3 seeds, mean ± sd, EMA 0.9" : run == 1 ? "self-attention" : "transgan",
            [.. Enumerable.Range(0, 100).Select(i => Point(run, i))]) { Style = run }),
    ]);

    private static Panel Many() => new(new Axis("time since the start", "min"), new Axis("val/box/ssim"),
    [
        .. Enumerable.Range(0, 7).Select(run => new Curve($"method {run}",
            [.. Enumerable.Range(0, 12).Select(i => new CurvePoint(i * 2.5, 0.9 - (0.05 * run) - (0.4 / (i + 1))))]) { Style = run }),
    ]);

    // The second curve has a gap with a single value in it.
    private static CurvePoint Point(int run, int i)
    {
        var y = (0.3 + (0.1 * run)) * Math.Exp(-i / 40.0) * (1 + (0.05 * Math.Sin(i * (run + 2)))) + 0.02;
        if (run == 1 && i is > 40 and < 60 and not 50)
            return new CurvePoint(i * 40, double.NaN);
        return run == 0 ? new CurvePoint(i * 40, y, y * 0.8, y * 1.2) : new CurvePoint(i * 40, y);
    }

    private static Estimate Around(double value) => new(value, value - 0.6, value + 0.7);

    private static IReadOnlyList<(string, IReadOnlyList<double>)> Values() =>
        [.. Methods.Select((m, i) => (m, (IReadOnlyList<double>)[.. Normal(i, 200).Select(v => 15 + (1.5 * i) + (2 * v))]))];

    private static IReadOnlyList<(double, double)> Pairs() => [.. Normal(7, 200).Zip(Normal(8, 200), (a, b) => (18 + (3 * a), 18.6 + (2.8 * a) + (0.8 * b)))];

    private static IReadOnlyList<BinMean> Bins(int method) =>
        [.. new[] { "1-10 %", "10-20 %", "20-30 %", "30-40 %", "40-50 %" }.Select((bin, i) => new BinMean("irregular", "psnr_hole", bin, 40, 24 - (2 * i) + method, 2.5))];

    private static IEnumerable<double> Normal(int seed, int n)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, n).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
    }
}
