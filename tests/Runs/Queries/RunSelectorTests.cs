using InpaintLab.Core.Errors;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Tests.Runs.Queries;

public sealed class RunSelectorTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public RunSelectorTests()
    {
        Add("20260101-000000-quickstart-abcdef");
        Add("20260102-000000-places-64-abczzz");
        Add("20260103-000000-places-64-zzzzzz");
        Add("20260103-000000-quick-yyyyyy");
    }

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("20260101-000000-quickstart-abcdef", "abcdef")] // folder name
    [InlineData("abczzz", "abczzz")] // id
    [InlineData("zz", "zzzzzz")] // beginning of an id
    [InlineData("20260102", "abczzz")] // beginning of a folder name
    [InlineData("quickstart", "abcdef")] // name
    [InlineData("quicks", "abcdef")] // beginning of a name
    [InlineData("quick", "yyyyyy")] // a name that is also the beginning of another
    public void A_run_is_found(string received, string id) => Assert.Equal(id, RunSelector.Resolve(_root, received).Id);

    [Theory]
    [InlineData("places-64", "abczzz", "zzzzzz")]
    [InlineData("abc", "abcdef", "abczzz")]
    [InlineData("plac", "abczzz", "zzzzzz")]
    [InlineData("20260103", "zzzzzz", "yyyyyy")]
    public void Several_are_listed(string received, string first, string second)
    {
        var message = Assert.Throws<UserErrorException>(() => RunSelector.Resolve(_root, received)).Message;

        Assert.Contains("names 2 runs", message, StringComparison.Ordinal);
        Assert.Contains(first, message, StringComparison.Ordinal);
        Assert.Contains(second, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abcdeg", "Did you mean 'abcdef'?")]
    [InlineData("quikstart", "Did you mean 'quickstart'?")]
    [InlineData("lastest", "Did you mean 'latest'?")]
    [InlineData("", "The newest runs:")]
    public void None_names_the_nearest(string received, string hint)
    {
        var error = Assert.Throws<UserErrorException>(() => RunSelector.Resolve(_root, received));

        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Latest_is_the_last_created_also_within_a_second()
    {
        using var root = new TemporaryFolder();
        Assert.Throws<UserErrorException>(() => RunSelector.Resolve(root, "latest"));
        foreach (var name in new[] { "e", "b", "g", "a", "f" })
        {
            using var writer = SampleRun.Create(root, name);
            Assert.Equal(writer.Folder.Id, RunSelector.Resolve(root, "latest").Id);
        }
    }

    [Fact]
    public void A_path_is_found_wherever_it_is()
    {
        using var elsewhere = new TemporaryFolder();
        using var writer = SampleRun.Create(elsewhere);

        Assert.Equal(writer.Folder.Path, RunSelector.Resolve(_root, writer.Folder.Path + "/").Path);
        Assert.Throws<UserErrorException>(() => RunSelector.Resolve(_root, elsewhere));
    }

    private void Add(string folderName)
    {
        Directory.CreateDirectory(_root.File(folderName));
        File.WriteAllBytes(Path.Combine(_root.File(folderName), "points.log"), []);
    }
}
