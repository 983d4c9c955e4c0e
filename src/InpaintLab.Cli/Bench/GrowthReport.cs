using InpaintLab.Cli.Output;
using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Figures;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Bench;

/// <summary>What <c>bench classical --growth</c> prints and draws.</summary>
internal static class GrowthReport
{
    private const string Suite = "classical";

    /// <summary>Measures, and writes the figure, the document or the table.</summary>
    /// <exception cref="UserErrorException">Another benchmark was named, or the file's extension is none of a figure.</exception>
    public static void Make(string? name, int? rounds, string? file, bool json)
    {
        if (name != Suite)
            throw new UserErrorException($"--growth: expected the benchmark '{Suite}', received {(name is null ? "none" : $"'{name}'")}");
        if (file is not null)
            _ = FigureFile.FormatOf(file); // before minutes of work
        var points = ClassicalGrowth.Measure(rounds, p => Console.Error.WriteLine(
            $"{p.Method}: {p.Width} x {p.Height} px, hole {p.HolePixels} px: {Numbers.Format(p.Seconds)} s"));
        if (file is not null)
            FigureFile.Write(FigureOf(points), file);
        if (json)
        {
            var here = RunEnvironment.Capture();
            JsonOutput.Write(
                new { machine = new { here.Cpu, here.Cores, here.OperatingSystem, here.DotNet }, figure = file, growth = points });
        }
        else
        {
            Print(points);
            if (file is not null)
                Console.Out.WriteLine(file);
        }
    }

    /// <summary>Time against hole pixels beside time against image pixels, both logarithmic, a curve for each method.</summary>
    internal static Figure FigureOf(IReadOnlyList<GrowthPoint> points)
    {
        var methods = points.Select(p => p.Method).Distinct().ToList();
        return new Figure(
        [
            PanelOf(ClassicalGrowth.Hole, new Axis($"hole in {ClassicalGrowth.Side} x {ClassicalGrowth.Side}", "px"), p => p.HolePixels),
            PanelOf(
                ClassicalGrowth.Image,
                new Axis($"image with a hole of {100 * ClassicalGrowth.Share:0} %", "px"),
                p => (double)p.Width * p.Height),
        ]);

        Panel PanelOf(string varied, Axis x, Func<GrowthPoint, double> size) => new(
            x with { Log = true },
            new Axis("time on one thread", "s") { Log = true },
            [.. methods.Select((method, i) => new Curve(method, [.. CurveOf(method, varied, size)]) { Style = i })]);

        IEnumerable<CurvePoint> CurveOf(string method, string varied, Func<GrowthPoint, double> size) =>
            points.Where(p => p.Method == method && p.Varied == varied).Select(p => new CurvePoint(size(p), p.Seconds));
    }

    private static void Print(IReadOnlyList<GrowthPoint> points)
    {
        var table = Tables.Create(["method", "image", "hole"], ["seconds", "runs"]);
        foreach (var p in points)
            table.Add(p.Method, $"{p.Width} x {p.Height}", $"{p.HolePixels} px", Numbers.Format(p.Seconds), $"{p.Runs}");
        Tables.Print(table);
    }
}
