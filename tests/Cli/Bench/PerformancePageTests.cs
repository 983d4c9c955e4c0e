using InpaintLab.Cli.Bench;
using InpaintLab.Cli.Bench.Page;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Tests.Cli.Bench;

public sealed class PerformancePageTests : IDisposable
{
    private const string Page = $"# Performance\n\nWords.\n\n{PerformancePage.Begin}\nold\n{PerformancePage.End}\n\nMore.\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Figures_come_from_the_files_and_the_words_around_them_stay()
    {
        var page = PerformancePage.Renew(Page, "page.md", [Record("train-step", load: 0.2)]);
        Assert.StartsWith("# Performance\n\nWords.\n", page, StringComparison.Ordinal);
        Assert.EndsWith("More.\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("old", page, StringComparison.Ordinal);
        Assert.Contains("## train-step\n\n`inpaintlab bench train-step --json`, 1970-01-01", page, StringComparison.Ordinal);
        Assert.Contains(
            "fast cpu; 2 cores; os; .NET; 1 thread on each side; libtorch 1.13.0 here, torch 1.13.0a0 in Python (the same library); "
                + "matrix product 100 GFLOP/s, memory copy 10.0 GB/s",
            page,
            StringComparison.Ordinal);
        Assert.Contains("| benchmark | ours | peer | unit | ratio | images/s | of ceiling | peak MiB | runs |", page, StringComparison.Ordinal);
        Assert.Contains("| train-step/a | 75 | 100 | ms | 0.75 | 107 | 40 % | 300 | 20 |", page, StringComparison.Ordinal);
        Assert.Contains("| (train-step/b) | 1.5 | 3 | ms | 0.50 |  |  |  | 20 |", page, StringComparison.Ordinal);
        Assert.DoesNotContain("busy", page, StringComparison.Ordinal);
        Assert.Equal(page, PerformancePage.Renew(page, "page.md", [Record("train-step", load: 0.2)]));
    }

    [Fact]
    public void A_busy_machine_is_named_one() =>
        Assert.Contains("**The machine was busy in the minute before** (load 3.5)", PerformancePage.Renew(Page, "page.md", [Record("infer", load: 3.5)]), StringComparison.Ordinal);

    [Fact]
    public void A_page_without_a_place_for_figures_and_a_file_without_any_are_refused()
    {
        var error = Assert.Throws<UserErrorException>(() => PerformancePage.Renew("# Performance\n", "page.md", []));
        Assert.Contains($"page.md: expected a page with the line {PerformancePage.Begin}", error.Message, StringComparison.Ordinal);
        var file = _folder.Write("other.json", "[]");
        error = Assert.Throws<UserErrorException>(() => PerformancePage.Renew(Page, "page.md", [file]));
        Assert.Contains("other.json: expected the output of `inpaintlab bench ... --json`", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<UserErrorException>(() => PerformancePage.Renew(Page, "page.md", [file + "x"]));
        Assert.Contains("expected a JSON file", error.Message, StringComparison.Ordinal);
    }

    private string Record(string suite, double load)
    {
        var machine = new BenchMachine("fast cpu", 2, 1, "os", ".NET", "1.13.0", "1.13.0a0", true, new BenchCeiling(100, 10), load);
        var report = new BenchReport(DateTime.UnixEpoch, $"inpaintlab bench {suite} --json", machine,
        [
            new BenchResult($"{suite}/a", 75, 100, "ms", 0.75, 20, ImagesPerSecond: 106.6, ShareOfCeiling: 0.4, PeakBytes: 300 << 20),
            new BenchResult($"{suite}/b", 1.5, 3, "ms", 0.5, 20, Information: true),
        ]);
        return _folder.Write($"{suite}.json", System.Text.Json.JsonSerializer.Serialize(report, RunJson.Indented));
    }
}
