using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Figures;

namespace InpaintLab.Tests.Reporting.Figures;

/// <summary>gnuplot as a renderer.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class GnuplotRendererTests : FigureRendererContract
{
    private static readonly string[] Places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

    /// <summary>Skips the test where there is no gnuplot.</summary>
    internal static void Need() =>
        Assert.SkipUnless(Array.Exists(Places, p => File.Exists(Path.Combine(p, "gnuplot"))), "no gnuplot on this machine (apt-get install gnuplot-nox)");

    [Fact]
    public void Without_gnuplot_the_error_says_how_to_get_it()
    {
        var error = Assert.Throws<UserErrorException>(() => new GnuplotRenderer("/nowhere/gnuplot").Render(FigureSamples.All["bars"], FigureFormat.Svg));
        Assert.Contains("apt-get install --no-install-recommends gnuplot-nox", error.Message);
    }

    [Fact]
    public void A_gnuplot_that_does_not_end_is_ended()
    {
        var script = Path.GetTempFileName();
        try
        {
            File.WriteAllText(script, "#!/bin/sh\nexec sleep 600\n");
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            var renderer = new GnuplotRenderer(script, TimeSpan.FromMilliseconds(300));
            var error = Assert.Throws<UserErrorException>(() => renderer.Render(FigureSamples.All["bars"], FigureFormat.Svg));
            Assert.Contains("did not finish", error.Message);
        }
        finally
        {
            File.Delete(script);
        }
    }

    [Fact]
    public void A_text_is_closed_by_nothing_in_it()
    {
        Assert.Equal("'a''b'", GnuplotText.Quoted("a'b"));
        Assert.Equal("'a b `c` @d \"e\"'", GnuplotText.Quoted("a\nb `c` @d \"e\""));
        Assert.Equal("'5 %% '''''", GnuplotText.QuotedTick("5 % ''"));
    }

    protected override IFigureRenderer Create()
    {
        Need();
        return StackFigureRenderer.Create();
    }
}
