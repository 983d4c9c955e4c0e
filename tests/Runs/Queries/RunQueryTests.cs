using InpaintLab.Core.Errors;
using InpaintLab.Runs;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Tests.Runs.Queries;

/// <summary>Choosing runs by what is written about them.</summary>
public sealed class RunQueryTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public RunQueryTests()
    {
        foreach (var (name, seed, width) in new[] { ("places-a", 1, "32"), ("places-b", 2, "32"), ("faces", 1, "64") })
        {
            var description = SampleRun.Description with { Name = name, Seed = seed, Labels = new Dictionary<string, string> { ["width"] = width } };
            RunWriter.Create(_root, description, "name: x\n", SampleRun.Environment).Dispose();
        }
    }

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("", "places-a places-b faces")]
    [InlineData("name=places-*", "places-a places-b")]
    [InlineData("seed=1, resolution=64", "places-a faces")]
    [InlineData("name=*a*|faces seed=2", "places-b")]
    [InlineData("label.width=64", "faces")]
    [InlineData("faces places-b", "places-b faces")]
    [InlineData("family=gated-conv faces", "faces")]
    [InlineData("state=dead variant=unet mask=free-form+box dataset=images", "places-a places-b faces")]
    public void Terms_must_all_hold_and_names_add_up(string query, string expected) =>
        Assert.Equal(expected, string.Join(' ', Choose(query).Select(r => r.Name)));

    [Theory]
    [InlineData("nme=faces", "--runs 'nme=faces': unknown field of a run 'nme'. Did you mean 'name'?")]
    [InlineData("seed=1 name=face", "unknown name among 2 runs 'face'. Did you mean 'faces'? Known: faces, places-a.")]
    [InlineData("label.depth=3", "unknown label.depth among 3 runs '3'.")]
    [InlineData("fazes", "Did you mean 'faces'?")]
    public void What_chooses_nothing_is_an_error_that_says_what_there_is(string query, string message) =>
        Assert.Contains(message, Assert.Throws<UserErrorException>(() => Choose(query)).Message);

    private IReadOnlyList<RunSummary> Choose(string query)
    {
        using var index = RunIndex.Open(_root, Assert.Fail);
        return RunQuery.Parse(query).Choose(_root, index.Runs());
    }
}
