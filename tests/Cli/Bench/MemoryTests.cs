using System.Text.Json;
using InpaintLab.Cli.Bench.Gains;
using InpaintLab.Cli.Bench.Memory;
using InpaintLab.Cli.Bench.Page;
using InpaintLab.Runs.Queries;
using InpaintLab.Tests.EndToEnd;

namespace InpaintLab.Tests.Cli.Bench;

public sealed class MemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_row_is_a_process_that_fills_the_holes()
    {
        var run = ProgramRun.Of(_folder, "bench", "memory", "--size", "640x480", "--rounds", "1", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var rows = run.Json.GetProperty("benchmarks").EnumerateArray().ToList();
        Assert.Equal(
            ["memory/unet, crops, 640 x 480 px", "memory/unet, tiles, 640 x 480 px", "memory/telea, 640 x 480 px"],
            rows.Select(r => r.GetProperty("name").GetString()));
        Assert.Equal([2, 2, 1], rows.Select(r => r.GetProperty("pieces").GetInt32()));
        Assert.All(rows, row => Assert.True(row.GetProperty("ours").GetDouble() > 0));
        var peaks = rows.Select(r => r.GetProperty("peak_bytes").GetInt64()).ToList();
        Assert.All(peaks, peak => Assert.True(peak > 1 << 25));
        Assert.True(peaks[2] < peaks[0], "a method without a network took as much memory as one with libtorch");
    }

    [Theory]
    [InlineData("--size", "800")]
    [InlineData("--size", "8000x60")]
    [InlineData("--size", "99999x99999")]
    [InlineData("--rounds", "0")]
    public void Sizes_and_numbers_that_cannot_be_are_refused(string option, string value)
    {
        var run = ProgramRun.WithoutTorch(_folder, "bench", "memory", option, value);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{option}: expected", run.Error, StringComparison.Ordinal);
        Assert.Contains($"received {value}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_has_peaks_and_pieces()
    {
        var machine = new GainMachine("cpu", 2, 2, "os", ".NET", "1.13.0", 0.1);
        var row = new MemoryResult("memory/unet, tiles, 8000 x 6000 px", 30_000, "ms", 289, 1100L << 20, 3);
        var file = _folder.Write(
            "memory.json", JsonSerializer.Serialize(new MemoryReport(DateTime.UnixEpoch, "inpaintlab bench memory --json", machine, [row]), RunJson.Indented));
        var page = PerformancePage.Renew($"{PerformancePage.Begin}\n{PerformancePage.End}\n", "page.md", [file]);
        Assert.Contains("| benchmark | ours | unit | peak MiB | pieces | runs |", page, StringComparison.Ordinal);
        Assert.Contains("| memory/unet, tiles, 8000 x 6000 px | 30000 | ms | 1100 | 289 | 3 |", page, StringComparison.Ordinal);
    }
}
