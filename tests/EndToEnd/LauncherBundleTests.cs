using System.Runtime.Versioning;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>What <c>inpaintlab bundle</c> packs, and the launcher that finds itself in a bundle.</summary>
[SupportedOSPlatform("linux")]
public sealed class LauncherBundleTests : IDisposable
{
    private readonly LauncherTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task A_bundle_runs_where_there_is_no_dotnet_and_builds_the_native_part_alone()
    {
        _tree.PrepareBundle();
        using var folder = new TemporaryFolder();
        var file = folder["lab.tar"];
        var made = _tree.Run("bundle", file);
        Assert.True(made.ExitCode == 0, made.Error);
        Assert.Contains("LIBTORCH=python3", made.Error);
        var launcher = _tree.Unpack(file);
        var output = Path.Combine(Path.GetDirectoryName(launcher)!, "src/InpaintLab.Cli/bin/system/Release/net10.0");
        Assert.Equal(["linux-x64"], Directory.GetDirectories(Path.Combine(output, "runtimes")).Select(Path.GetFileName));
        Assert.Equal("png", await File.ReadAllTextAsync(Path.Combine(output, "libspng.so.0"), TestContext.Current.CancellationToken));

        _tree.RemoveCommand("dotnet");
        _tree.Set("installed", "");
        foreach (var tool in new[] { "make", "c++" })
            _tree.AddCommand(tool, "");
        _tree.TakeCalls();
        var run = await _tree.RunAsync(launcher, folder, "runs", "list");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("arguments:runs list\n", run.Output);
        var calls = _tree.TakeCalls();
        Assert.Contains(calls, c => c.StartsWith("cmake --build"));
        Assert.DoesNotContain(calls, c => c.StartsWith("apt-get") || c.StartsWith("dotnet build"));

        Assert.Contains("no tests", (await _tree.RunAsync(launcher, folder, "test")).Error);
        Assert.Contains("one already", (await _tree.RunAsync(launcher, folder, "bundle", file)).Error);
        _tree.RemoveCommand("make");
        Directory.Delete(Path.Combine(Path.GetDirectoryName(launcher)!, "src/launcher/build"), recursive: true);
        var without = await _tree.RunAsync(launcher, folder, "runs", "list");
        Assert.Equal(1, without.ExitCode);
        Assert.Contains("missing: make", without.Error);
    }

    [Theory]
    [InlineData("expected a file such as inpaintlab.tar.xz, received 'nothing'")]
    [InlineData("received 'lab.zip'", "lab.zip")]
    [InlineData("unknown option '--test'", "lab.tar", "--test")]
    [InlineData("received 'a.tar' and 'b.tar'", "a.tar", "b.tar")]
    public void A_bundle_of_unclear_arguments_is_not_made(string error, params string[] arguments)
    {
        var run = _tree.Run(["bundle", .. arguments]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(error, run.Error);
    }
}
