using System.Text.Json;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>Queries, tags, export and removal of the recorded reference runs, on a machine without libtorch.</summary>
public sealed class RunsManagementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RunsManagementTests()
    {
        ReferenceRuns.CopyTo(_folder);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_are_chosen_sorted_and_shown_by_any_key()
    {
        var list = Runs("list", "--where", "best(psnr_hole) > 16 and training.batch = 8 and not name ~ self", "--sort", "psnr_hole", "--descending", "--json").Json;
        Assert.Equal(["photos", "faces-64", "quickstart", "places-64"], Names(list));
        Assert.Equal(["photos", "faces-64"], Names(Runs("list", "--sort", "psnr_hole", "--descending", "--limit", "2", "--json").Json));

        var table = Runs("list", "--where", "faces", "--columns", "name,mask.kind,training.steps,psnr_hole,last(loss/l1)");
        Assert.Contains("mask.kind", table.Output);
        Assert.Matches(@"fzycjo +faces-64 +free-form\+box +1500 +18\.24 ", table.Output);
        Assert.Contains("None of 5 runs fits.", Runs("list", "--where", "seed = 99").Output);
    }

    [Theory]
    [InlineData("stat = finished", "query, character 1: no run has 'stat'. Did you mean 'state'?", 4)]
    [InlineData("seed > 0 and best(psnr_hol) > 1", "query, character 19: it is not known whether more or less of 'psnr_hol' is better", 22)]
    [InlineData("seed > 0 adn psnr > 1", "query, character 10: expected and, or, or the end, received 'adn'", 13)]
    public void A_mistake_ends_with_exit_code_1_and_a_caret(string query, string message, int spaces)
    {
        var run = Runs("list", "--where", query);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.Contains($"\n    {query}\n{new string(' ', spaces)}^\n", run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public void A_removed_run_is_restored_and_several_need_a_yes()
    {
        Assert.Contains("removed fzycjo", Runs("rm", "faces-64").Output);
        var refused = Runs("rm", "--where", "name ~ places");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("add --yes", refused.Error);
        Assert.Contains("adzejr", refused.Error);
        Assert.Equal(2, Runs("rm", "--where", "name ~ places", "--yes", "--json").Json.GetArrayLength());
        Assert.Equal(["quickstart", "photos"], Names(Runs("list", "--json").Json));
        Assert.Equal(3, Runs("restore", "--json").Json.GetArrayLength());
        Assert.Equal(0, Runs("restore", "faces").ExitCode);

        var dry = Runs("gc", "--days", "0", "--dry-run", "--json").Json;
        Assert.Equal((false, 2), (dry.GetProperty("deleted").GetBoolean(), dry.GetProperty("items").GetArrayLength()));
        Assert.True(dry.GetProperty("bytes").GetInt64() > 100_000);
        Assert.Contains("deleted: 2 item(s)", Runs("gc", "--days", "0").Output);
        Assert.Contains("empty", Runs("restore").Output);
        Assert.Equal(["quickstart", "faces-64", "photos"], Names(Runs("list", "--json").Json));
        Assert.Contains("received neither", Runs("rm").Error);
    }

    [Fact]
    public void Tags_are_given_found_and_taken()
    {
        Assert.Equal(0, Runs("tag", "photos", "--add", "paper/table1,good").ExitCode);
        Assert.Equal(["photos"], Names(Runs("list", "--where", "tag = good", "--json").Json));
        Assert.Equal(0, Runs("tag", "photos", "--remove", "good").ExitCode);
        var tags = Runs("list", "--where", "photos", "--json").Json[0].GetProperty("tags");
        Assert.Equal("paper/table1", Assert.Single(tags.EnumerateArray()).GetString());
        Assert.Contains("expected tags of letters", Runs("tag", "photos", "--add", "two words").Error);
    }

    [Fact]
    public void Every_format_is_exported()
    {
        Assert.Equal(0, Runs("export", "photos", "faces-64", "-o", _folder["csv"]).ExitCode);
        Assert.Contains("kbytvy,loss/l1,", File.ReadAllText(Path.Combine(_folder["csv"], "points.csv")));
        Assert.Equal(3, File.ReadLines(Path.Combine(_folder["csv"], "runs.csv")).Count());
        var lines = Runs("export", "--where", "name = photos", "--format", "jsonl", "-o", "-").Lines;
        Assert.All(lines, line => JsonDocument.Parse(line));
        Assert.Equal("kbytvy", Runs("export", "photos", "--format", "tensorboard", "-o", _folder["logdir"], "--json").Json.GetProperty("runs")[0].GetString());
        Assert.Single(Directory.GetFiles(_folder["logdir"], "events.out.tfevents.*", SearchOption.AllDirectories));
        Assert.Equal(1, Runs("export", "photos", "-o", "-").ExitCode);
    }

    [Fact]
    public void Runs_are_compared_by_a_query()
    {
        var compared = Runs("compare", "places-64", "--where", "name ~ places", "--json").Json.GetProperty("runs");
        Assert.Equal(["places-64", "places-64-self-attention"], Names(compared));
    }

    [Fact]
    public void The_store_is_measured_in_small()
    {
        var result = Runs0("bench", "store", "--runs", "12", "--series", "3", "--points", "4", "--many", "200", "--processes", "2", "--rounds", "1", "--json");
        Assert.Equal(0, result.ExitCode);
        var benchmarks = result.Json.GetProperty("benchmarks").EnumerateArray().ToDictionary(b => b.GetProperty("name").GetString()!);
        string[] names =
        [
            "12 runs: list with filter and sort", "12 runs: compare 100", "index of 12 runs: build", "200 points from one process: durable",
            "1 run(s) x 100 values: readable",
        ];
        foreach (var name in names)
            Assert.True(benchmarks[name].GetProperty("ours").GetDouble() > 0, name);
        Assert.Equal(4, benchmarks["10 runs x 1 value: created and durable"].GetProperty("peers").GetArrayLength());
    }

    private static IEnumerable<string> Names(JsonElement runs) => runs.EnumerateArray().Select(r => r.GetProperty("name").GetString()!);

    private ProgramRun Runs(params string[] arguments) => Runs0(["runs", .. arguments]);

    private ProgramRun Runs0(params string[] arguments) => ProgramRun.WithoutTorch(Path.Combine(_folder.Path, "runs"), arguments);
}
