using System.Text.RegularExpressions;
using InpaintLab.Imaging;
using InpaintLab.Tests.Reporting;
using InpaintLab.Tests.Reporting.Figures;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>The scripts in <c>reports/</c>, all of them, over studies of which everything is known; drawn once for all tests.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ReportScriptsTests(ReportScriptsTests.Report report) : IClassFixture<ReportScriptsTests.Report>
{
    [Fact]
    public void One_command_makes_every_figure_and_table_and_the_paper()
    {
        var files = report.Files(report.First);
        foreach (var figure in new[] { "loss-generator", "loss-discriminator", "loss-reconstruction", "ssim", "side-by-side-places-cost", "masks-ssim", "training-masks-psnr-hole", "resolution-ssim" })
            Assert.Subset(files.ToHashSet(), new HashSet<string> { $"figures/{figure}.svg", $"figures/{figure}.pdf", $"figures/{figure}.png" });
        foreach (var table in new[] { "side-by-side-results", "side-by-side-places-tests", "results-by-mask", "training-masks", "resolution", "fid-ssim", "failures-celeba" })
            Assert.Subset(files.ToHashSet(), new HashSet<string> { $"tables/{table}.md", $"tables/{table}.tex", $"tables/{table}.html", $"tables/{table}.csv" });
        Assert.Subset(files.ToHashSet(), new HashSet<string> { "paper.html", "paper.tex" });
    }

    [Fact]
    public void The_same_store_and_script_give_the_same_bytes()
    {
        var files = report.Files(report.First);
        Assert.Equal(files, report.Files(report.Second));
        Assert.All(files, file => Assert.Equal(report.Bytes(report.First, file), report.Bytes(report.Second, file)));
    }

    [Fact]
    public void The_page_needs_nothing_else_and_every_link_leads_somewhere()
    {
        var page = report.Text("paper.html");
        Assert.DoesNotMatch("(src|href)=\"(?!#|data:)", page);
        Assert.DoesNotMatch("<script|<link|@import|url\\(", page);
        var places = Regex.Matches(page, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(places.Count, places.Distinct().Count());
        var links = Regex.Matches(page, "href=\"#([^\"]+)\"").Select(m => m.Groups[1].Value).ToHashSet();
        Assert.True(links.Count > 100);
        Assert.Empty(links.Except(places));
        Assert.Contains("<td class=\"text\">side-by-side-small-places-unet</td>", page);
    }

    [Fact]
    public void The_latex_is_whole()
    {
        var text = report.Text("paper.tex");
        foreach (var kind in Regex.Matches(text, @"\\begin\{(\w+)\}").Select(m => m.Groups[1].Value).Distinct())
            Assert.Equal(Regex.Count(text, $@"\\begin\{{{kind}\}}"), Regex.Count(text, $@"\\end\{{{kind}\}}"));
        var plain = Regex.Replace(text, @"\\.", "");
        Assert.Equal(plain.Count(c => c == '{'), plain.Count(c => c == '}'));
        var pictures = Regex.Matches(text, @"\\includegraphics\{([^}]+)\}").Select(m => m.Groups[1].Value).ToList();
        Assert.True(pictures.Count > 10);
        Assert.Subset(report.Files(report.First).ToHashSet(), pictures.ToHashSet());
        Assert.DoesNotMatch(@"[^\x00-\xff]", text);
    }

    [Fact]
    public void What_did_not_finish_or_is_not_there_is_said()
    {
        var page = report.Text("paper.html");
        Assert.Contains("transgan-small, failed", File.ReadAllText(Path.Combine(report.First, "figures", "loss-generator.svg")));
        Assert.Contains("side-by-side-small-places-transgan-small (failed)", page);
        var fid = report.Text("tables/fid-ssim.md");
        Assert.StartsWith("| Model | Mask | Dataset | FID ↓ | SSIM ↑ |", fid);
        Assert.Contains("| unet | box | places | - | ", fid);
        Assert.Contains("weights fetch fid-inception", fid);
        Assert.Matches(@"The picture mask-grid-places is left out: unet \(.*; self-attention \(.*; telea \(.*spec.yaml", page);
    }

    [Fact]
    public void Studies_without_runs_are_named_with_the_command_that_makes_them()
    {
        using var empty = new TemporaryFolder();
        using var output = new TemporaryFolder();
        var run = ProgramRun.WithoutTorch(empty, "report", Report.Script("all.csx"), "-o", output);
        Assert.True(run.ExitCode == 0, run.Error);
        var page = File.ReadAllText(output["paper.html"]);
        foreach (var study in new[] { "side-by-side", "mask-study", "resolution-study" })
            Assert.Contains($"no finished runs of {study} yet; run <code>./inpaintlab run experiments/report/{study}.yaml --profile small</code>", page);
        Assert.False(Directory.Exists(output["figures"]));
    }

    [Fact]
    public void Where_weights_are_every_mask_and_model_is_in_one_picture()
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, model) in new[] { ("unet", "{family: gated-conv, variant: unet, width: 4, discriminator_width: 4}"), ("telea", "{family: telea}") })
        {
            var spec = TrainedRun.Spec.Replace("name: tiny", $"name: side-by-side-small-leaves-{name}", StringComparison.Ordinal)
                .Replace("{family: gated-conv, variant: unet, width: 4, discriminator_width: 4}", model, StringComparison.Ordinal);
            Assert.Equal(0, ProgramRun.Of(folder["runs"], "run", folder.Write($"{name}.yaml", spec), "-s", "training.steps=2").ExitCode);
        }

        foreach (var output in new[] { "first", "second" })
        {
            var drawn = ProgramRun.Of(folder["runs"], "report", Report.Script("mask-grid.csx"), "-o", folder[output]);
            Assert.True(drawn.ExitCode == 0, drawn.Error);
        }

        const string File = "pictures/mask-grid-dead-leaves.png";
        var picture = ImageFile.Read(Path.Combine(folder["first"], File));
        Assert.True(picture.Width > 4 * 128 && picture.Height > 2 * 128);
        Assert.Equal(report.Bytes(folder["first"], File), report.Bytes(folder["second"], File));
    }

    [Fact]
    public void Any_runs_are_compared_and_their_numbers_resolved()
    {
        GnuplotRendererTests.Need();
        using var output = new TemporaryFolder();
        var run = ProgramRun.WithoutTorch(
            report.Runs, "report", Report.Script("compare.csx"), "--runs", "name ~ resolution-study-small-*-64", "-o", output, "--lineage", "--json", "ssim");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(3, run.Json.GetProperty("runs").GetInt32());
        var numbers = run.Json.GetProperty("lineage").EnumerateArray().ToList();
        var cell = numbers.First(n => n.GetProperty("table").GetString() == "comparison-results");
        Assert.Equal(("unet", "box: ssim ↑"), (cell.GetProperty("row").GetString(), cell.GetProperty("column").GetString()));
        var from = cell.GetProperty("from")[0];
        Assert.Equal(
            ("val/box", "ssim", "name ~ resolution-study-small-*-64"),
            (from.GetProperty("mask_set").GetString(), from.GetProperty("metric").GetString(), from.GetProperty("query").GetString()));
        Assert.Equal(6, from.GetProperty("runs")[0].GetString()!.Length);
        Assert.True(File.Exists(output["figures/comparison-distribution.svg"]));
    }

    /// <summary>The whole report, twice.</summary>
    public sealed class Report : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private bool _isDrawn;

        public string Runs => Drawn("runs");

        public string First => Drawn("first");

        public string Second => Drawn("second");

        public static string Script(string name) => Path.Combine(RepositoryRoot.Path, "reports", name);

        public List<string> Files(string output) =>
            [.. Directory.GetFiles(output, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(output, f)).Order(StringComparer.Ordinal)];

        public byte[] Bytes(string output, string file) => File.ReadAllBytes(Path.Combine(output, file));

        public string Text(string file) => File.ReadAllText(Path.Combine(First, file));

        public void Dispose() => _folder.Dispose();

        // In a test and not before: without gnuplot tests are skipped, where a fixture would fail.
        private string Drawn(string folder)
        {
            GnuplotRendererTests.Need();
            if (_isDrawn)
                return _folder[folder];
            _isDrawn = true;
            StudyRuns.Write(_folder["runs"]);
            foreach (var output in new[] { "first", "second" })
            {
                var run = ProgramRun.WithoutTorch(_folder["runs"], "report", Script("all.csx"), "-o", _folder[output]);
                Assert.True(run.ExitCode == 0, run.Error);
            }

            return _folder[folder];
        }
    }
}
