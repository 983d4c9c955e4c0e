using System.Xml.Linq;
using InpaintLab.Tests.Reporting.Figures;

namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>runs plot</c> on the recorded reference runs, on a machine without libtorch.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class RunsPlotCommandTests
{
    private static readonly string Reference = Path.Combine(RepositoryRoot.Path, "runs", "reference");

    [Fact]
    public void Two_series_of_two_runs_become_two_panels()
    {
        GnuplotRendererTests.Need();
        using var folder = new TemporaryFolder();
        var file = folder.File("curves.svg");
        var plot = Plot("quickstart", "faces-64", "--series", "loss/l1,val/box/psnr_hole", "--smooth", "0.9", "--x", "images", "-o", file, "--json");
        Assert.True(plot.ExitCode == 0, plot.Error);
        var panels = plot.Json.GetProperty("panels").EnumerateArray().ToList();
        Assert.Equal(["loss/l1, EMA 0.9", "val/box/psnr_hole, EMA 0.9 (dB)"], panels.Select(p => p.GetProperty("y").GetString()));
        var curves = panels[0].GetProperty("curves").EnumerateArray().ToList();
        Assert.Equal(["quickstart", "faces-64"], curves.Select(c => c.GetProperty("label").GetString()));
        Assert.All(curves, c => Assert.True(c.GetProperty("points").GetInt32() > 50));
        var texts = XDocument.Load(file).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value.Trim()).ToList();
        foreach (var expected in new[] { "quickstart", "loss/l1, EMA 0.9", "val/box/psnr_hole, EMA 0.9 (dB)", "training images" })
            Assert.Contains(expected, texts);
    }

    [Fact]
    public void A_run_named_twice_is_one_curve()
    {
        GnuplotRendererTests.Need();
        using var folder = new TemporaryFolder();
        var plot = Plot("quickstart", "quickstart", "--series", "loss/l1", "-o", folder.File("one.pdf"), "--json");
        Assert.True(plot.ExitCode == 0, plot.Error);
        var curve = Assert.Single(plot.Json.GetProperty("panels")[0].GetProperty("curves").EnumerateArray());
        Assert.Equal("quickstart", curve.GetProperty("label").GetString());
    }

    [Theory]
    [InlineData("unknown series 'loss/l1_hol'. Did you mean 'loss/l1", "--series", "loss/l1_hol")]
    [InlineData("unknown extension of a figure 'pgn'. Did you mean 'png'?", "--series", "loss/l1", "-o", "a.pgn")]
    [InlineData("--smooth: expected a weight", "--series", "loss/l1", "--smooth", "1")]
    [InlineData("unknown value of --theme 'prin'. Did you mean 'print'?", "--series", "loss/l1", "--theme", "prin")]
    [InlineData("e.g. 84x60; received '84'", "--series", "loss/l1", "--size", "84")]
    [InlineData("--series: expected keys", "--series", ",")]
    public void Mistakes_are_named_and_nothing_is_written(string message, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var output = arguments.Contains("-o") ? Array.Empty<string>() : ["-o", folder.File("x.svg")];
        var plot = Plot(["quickstart", .. arguments, .. output]);
        Assert.Equal(1, plot.ExitCode);
        Assert.Contains(message, plot.Error);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static ProgramRun Plot(params string[] arguments) => ProgramRun.WithoutTorch(Reference, ["runs", "plot", .. arguments]);
}
