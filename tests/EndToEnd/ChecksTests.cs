using System.Runtime.Versioning;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>The script <c>.ci/run</c>: it fails when anything fails, and its last line is the counts.</summary>
[SupportedOSPlatform("linux")]
public sealed class ChecksTests : IDisposable
{
    private readonly LauncherTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData(5, 0, 2, 0, true, 0, "5 passed, 0 failed, 2 skipped")]
    [InlineData(5, 1, 0, 1, true, 1, "5 passed, 1 failed, 0 skipped")]
    [InlineData(5, 0, 0, 0, false, 1, "5 passed, 1 failed, 0 skipped")]
    [InlineData(5, 2, 0, 1, false, 1, "5 passed, 3 failed, 0 skipped")]
    [InlineData(0, 0, 1, 0, true, 1, "0 passed, 1 failed, 1 skipped")]
    public async Task Counts_are_the_last_line(int passed, int failed, int skipped, int testExitCode, bool formatted, int expected, string last)
    {
        _tree.SetTestResults(passed, failed, errors: 0, skipped, testExitCode);
        if (!formatted)
            _tree.Set("unformatted", "");
        var run = await _tree.RunAsync(_tree.Checks, "/");
        Assert.Equal(expected, run.ExitCode);
        Assert.Single(run.Output.Split('\n'), line => line.Contains(" passed, "));
        Assert.EndsWith($"{last}\n", run.Output);
    }

    [Fact]
    public async Task A_build_or_test_program_that_breaks_is_a_failed_check()
    {
        _tree.Set("test-exit-code", "139\n");
        var crashed = await _tree.RunAsync(_tree.Checks, "/");
        Assert.Equal(1, crashed.ExitCode);
        Assert.EndsWith("0 passed, 1 failed, 0 skipped\n", crashed.Output);

        _tree.Set("broken-build", "");
        _tree.Write("tests/T.cs", "changed");
        var broken = await _tree.RunAsync(_tree.Checks, "/");
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("error CS1002", broken.Output);
        Assert.EndsWith("0 passed, 1 failed, 0 skipped\n", broken.Output);
    }
}
