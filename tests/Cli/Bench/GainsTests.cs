using System.Text.Json;
using InpaintLab.Cli.Bench.Gains;
using InpaintLab.Cli.Bench.Page;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Queries;
using InpaintLab.Tests.EndToEnd;

namespace InpaintLab.Tests.Cli.Bench;

public sealed class GainsTests
{
    [Fact]
    public void Rows_have_names_of_their_own_and_two_sides() =>
        Assert.All(Gain.All, gain =>
        {
            Assert.Single(Gain.All, other => other.Name == gain.Name);
            Assert.NotEqual(gain.Ours.Label, gain.Peer.Label);
        });

    [Fact]
    public void An_unknown_row_is_refused_with_the_nearest_name()
    {
        var error = Assert.Throws<UserErrorException>(() => Gain.Select("checkponting"));
        Assert.Contains("Did you mean 'checkpointing'?", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, Gain.Select("accumulation").Count);
    }

    [Fact]
    public void A_row_is_two_processes_and_their_ratios()
    {
        using var folder = new TemporaryFolder();
        var run = ProgramRun.Of(folder, "bench", "gains", "attention", "--rounds", "1", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var row = Assert.Single(run.Json.GetProperty("benchmarks").EnumerateArray());
        Assert.Equal("inpaintlab::attention", row.GetProperty("way").GetString());
        Assert.Equal("ATen's operators", row.GetProperty("against").GetString());
        Assert.Equal(row.GetProperty("ours").GetDouble() / row.GetProperty("peer").GetDouble(), row.GetProperty("ratio").GetDouble(), 9);
        foreach (var key in new[] { "cpu_ratio", "memory_ratio", "page_faults", "peer_page_faults" })
            Assert.True(row.GetProperty(key).GetDouble() > 0, key);
        Assert.True(row.GetProperty("peak_bytes").GetInt64() > 1 << 25);
    }

    [Fact]
    public void The_page_names_both_sides()
    {
        using var folder = new TemporaryFolder();
        var machine = new GainMachine("cpu", 2, 2, "os", ".NET", "1.13.0", 0.1);
        var row = GainResult.Of(Gain.Select("kept memory")[0], [new SideResult(1, 2, 3 << 20, 50)], [new SideResult(2, 3, 6 << 20, 400)]);
        var file = folder.Write("gains.json", JsonSerializer.Serialize(new GainReport(DateTime.UnixEpoch, "inpaintlab bench gains --json", machine, [row]), RunJson.Indented));
        var page = PerformancePage.Renew($"{PerformancePage.Begin}\n{PerformancePage.End}\n", "page.md", [file]);
        Assert.Contains("cpu; 2 cores; os; .NET; 2 threads on each side; libtorch 1.13.0\n", page, StringComparison.Ordinal);
        Assert.Contains("| benchmark | way | against | ours | peer | unit | ratio | CPU ratio | peak MiB | peer's | memory ratio | page faults | peer's | runs |", page, StringComparison.Ordinal);
        Assert.Contains("| default | INPAINTLAB_CPU_MEMORY=system | 1000 | 2000 | ms | 0.50 | 0.67 | 3 | 6 | 0.50 | 50 | 400 | 1 |", page, StringComparison.Ordinal);
    }
}
