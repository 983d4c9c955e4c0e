using InpaintLab.Tests.Reporting;

namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>runs compare</c> on runs whose images and masks have equal ids, on a machine without libtorch.</summary>
public sealed class RunsCompareCommandTests : IDisposable
{
    private static readonly string _digits = new('a', 64);

    private readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Equal_ids_of_other_contents_are_no_pairs_and_their_sets_do_not_compare()
    {
        var first = _runs.Add("first", [10, 20, 30], change: w => RecordedRuns.Fid(w, 40), content: _digits);
        var alike = _runs.Add("alike", [11, 21, 32], change: w => RecordedRuns.Fid(w, 50), content: _digits);
        var other = _runs.Add("other", [12, 22, 32], change: w => RecordedRuns.Fid(w, 1), content: "b" + _digits[1..]);

        var run = Compare(first, alike, other);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"study {alike} minus study {first}, over the pairs", run.Output);
        Assert.DoesNotContain($"study {other} minus", run.Output);
        Assert.Contains(
            $"study {other} and study {first} have no pairs, for they saw other images: dataset content: baaaaaaaaaaa and aaaaaaaaaaaa\n", run.Output);
        Assert.Contains($"test/box fid of study {other} does not compare: dataset content: baaaaaaaaaaa and aaaaaaaaaaaa\n", run.Output);

        var json = Compare(first, alike, other, "--bins", "--json").Json;
        Assert.All(json.GetProperty("differences").EnumerateArray(), d => Assert.EndsWith(alike, d.GetProperty("run").GetString()!));
        Assert.All(json.GetProperty("bins").EnumerateArray(), b => Assert.EndsWith(alike, b.GetProperty("difference").GetProperty("run").GetString()!));
        var refused = Assert.Single(json.GetProperty("unpaired").EnumerateArray());
        Assert.Equal(2, refused.GetProperty("run").GetInt32());
        Assert.Equal("dataset content: baaaaaaaaaaa and aaaaaaaaaaaa", Assert.Single(refused.GetProperty("unlike").EnumerateArray()).GetString());
    }

    [Fact]
    public void Where_a_run_does_not_know_its_contents_names_and_lengths_decide()
    {
        var first = _runs.Add("first", [10, 20, 30], content: _digits);
        var older = _runs.Add("older", [11, 21, 32]);
        var elsewhere = _runs.Add("elsewhere", [11, 21, 32], manifest: "others");

        var run = Compare(first, older, elsewhere);
        Assert.Contains($"study {older} minus study {first}, over the pairs", run.Output);
        Assert.Contains($"study {elsewhere} and study {first} have no pairs, for they saw other images: dataset manifest: others and images\n", run.Output);
    }

    private ProgramRun Compare(params string[] arguments) => ProgramRun.WithoutTorch(_runs.Path, ["runs", "compare", .. arguments]);
}
