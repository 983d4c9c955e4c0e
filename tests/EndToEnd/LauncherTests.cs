using System.Runtime.Versioning;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>The script <c>inpaintlab</c>: when it builds, what it says when it cannot go on, and what it hands to the command line.</summary>
[SupportedOSPlatform("linux")]
public sealed class LauncherTests : IDisposable
{
    private readonly LauncherTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void A_cold_start_builds_and_a_warm_one_only_runs()
    {
        var cold = _tree.Run("runs", "list", "--json");
        Assert.Equal(0, cold.ExitCode);
        Assert.StartsWith("arguments:runs list --json\n", cold.Output);
        Assert.Contains("building", cold.Error);
        Assert.Single(_tree.TakeCalls(), c => c.StartsWith("dotnet build src/InpaintLab.Cli") && c.Contains("-p:CompileAhead=true"));

        var warm = _tree.Run("runs", "list", "--json");
        Assert.Equal(cold.Output, warm.Output);
        Assert.Empty(warm.Error);
        Assert.EndsWith("InpaintLab.Cli.dll runs list --json", Assert.Single(_tree.TakeCalls()));
    }

    [Theory]
    [InlineData("src/A.cs", true, false)]
    [InlineData("src/New/B.cs", true, false)]
    [InlineData("global.json", true, false)]
    [InlineData("src/InpaintLab.Torch/native/a.cpp", false, true)]
    [InlineData("src/docs/glossary.md", false, false)]
    [InlineData("tests/T.cs", false, false)]
    public void Only_what_a_changed_file_belongs_to_is_built_again(string file, bool managed, bool native)
    {
        _tree.Run();
        _tree.TakeCalls();
        _tree.Write(file, "changed");
        Assert.Equal(0, _tree.Run().ExitCode);
        var calls = _tree.TakeCalls();
        Assert.Equal(managed, calls.Any(c => c.StartsWith("dotnet build")));
        Assert.Equal(native, calls.Any(c => c.StartsWith("cmake --build")));
    }

    [Theory]
    [InlineData("broken-build", "A.cs(1,1): error CS1002: ; expected")]
    [InlineData("broken-native", "a.cpp:1:1: error: expected unqualified-id")]
    public void A_failed_build_shows_the_compilers_errors_and_is_tried_again(string what, string error)
    {
        _tree.Set(what, "");
        for (var i = 0; i < 2; i++)
        {
            var failed = _tree.Run();
            Assert.Equal(2, failed.ExitCode);
            Assert.Contains(error, failed.Error);
            Assert.Empty(failed.Output);
        }

        _tree.Unset(what);
        Assert.Equal(0, _tree.Run().ExitCode);
    }

    [Fact]
    public void The_doctor_is_built_and_started_where_libtorch_is_absent_and_nothing_is_installed()
    {
        _tree.Environment["LIBTORCH"] = "/nowhere";
        _tree.Set("installed", "");
        var run = _tree.Run("doctor", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("arguments:doctor --json\n", run.Output);
        var calls = _tree.TakeCalls();
        Assert.Contains(calls, c => c.StartsWith("dotnet build src/InpaintLab.Cli"));
        Assert.DoesNotContain(calls, c => c.StartsWith("apt-get") || c.StartsWith("cmake"));
        Assert.Equal(1, _tree.Run("runs").ExitCode);
    }

    [Fact]
    public void The_doctor_gets_the_native_part_that_is_there()
    {
        var usual = _tree.Run("runs").Output.Split('\n').Single(l => l.StartsWith("native:"));
        Assert.Contains($"{usual}\n", _tree.Run("doctor").Output);
    }

    [Fact]
    public void A_press_of_the_tab_key_builds_nothing()
    {
        Assert.Equal((0, "", ""), _tree.Run("complete", "--", "ru"));
        Assert.Empty(_tree.TakeCalls());
        _tree.Run("runs");
        _tree.Write("src/A.cs", "changed");
        _tree.TakeCalls();
        Assert.StartsWith("arguments:complete -- ru\n", _tree.Run("complete", "--", "ru").Output);
        Assert.Single(_tree.TakeCalls());
    }

    [Fact]
    public async Task Two_cold_starts_at_once_build_once()
    {
        _tree.Set("slow-build", "");
        var both = await Task.WhenAll(_tree.RunAsync(_tree.Launcher, "/"), _tree.RunAsync(_tree.Launcher, "/"));
        Assert.All(both, r => Assert.Equal(0, r.ExitCode));
        Assert.Single(_tree.TakeCalls(), c => c.StartsWith("dotnet build"));
    }

    [Fact]
    public async Task The_users_folder_and_arguments_are_kept_also_through_a_link()
    {
        var folder = Directory.CreateTempSubdirectory("a folder with spaces");
        try
        {
            var link = Path.Combine(folder.FullName, "paint");
            File.CreateSymbolicLink(link, _tree.Launcher);
            var run = await _tree.RunAsync(link, folder.FullName, "validate", "my spec.yaml");
            Assert.Contains("arguments:validate my spec.yaml\n", run.Output);
            Assert.Contains($"folder:{folder.FullName}\n", run.Output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Threads_are_set_unless_the_user_did()
    {
        Assert.Contains("threads:passive 7 7\n", _tree.Run().Output);
        _tree.Environment["OMP_NUM_THREADS"] = "3";
        _tree.Environment["OMP_WAIT_POLICY"] = "active";
        Assert.Contains("threads:active 3 3\n", _tree.Run().Output);
        _tree.Environment["OPENBLAS_NUM_THREADS"] = "1";
        Assert.Contains("threads:active 3 1\n", _tree.Run().Output);
    }

    [Fact]
    public void Each_libtorch_has_a_build_folder_of_its_own()
    {
        var first = _tree.Run().Output;
        Assert.Contains("/src/InpaintLab.Torch/native/build/2.11-", first);
        File.WriteAllText(Path.Combine(_tree.Libtorch, "lib/libtorch_cpu.so"), "another one in the same place");
        Assert.NotEqual(first, _tree.Run().Output);
    }

    [Fact]
    public void A_folder_without_a_libtorch_is_named()
    {
        _tree.Environment["LIBTORCH"] = "/nowhere";
        var run = _tree.Run();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no libtorch with headers in /nowhere", run.Error);
    }

    [Fact]
    public void The_libtorch_of_a_python_can_be_asked_for()
    {
        var named = _tree.Run().Output;
        _tree.Environment["LIBTORCH"] = "python3";
        var without = _tree.Run();
        Assert.Equal(1, without.ExitCode);
        Assert.Contains("has no package 'torch'", without.Error);

        _tree.AddCommand("python3", $"echo {_tree.Libtorch}");
        Assert.Equal(named, _tree.Run().Output);
    }

    [Fact]
    public void Without_dotnet_or_its_sdk_the_message_says_what_to_install()
    {
        _tree.Set("sdks", "8.0.100 [/sdk]\n");
        var old = _tree.Run();
        Assert.Equal(1, old.ExitCode);
        Assert.Contains("the .NET 10 SDK is missing", old.Error);
        Assert.Contains("8.0.100", old.Error);

        _tree.RemoveCommand("dotnet");
        var none = _tree.Run();
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("Install the .NET 10 SDK", none.Error);
    }

    [Theory]
    [InlineData("1000", "")]
    [InlineData("0", "1")]
    public void Who_may_not_install_is_told_the_command(string user, string noInstall)
    {
        _tree.Environment["LIBTORCH"] = "";
        _tree.Environment["INPAINTLAB_NO_INSTALL"] = noInstall;
        _tree.Set("user", user);
        _tree.Set("installed", "cmake installed\nmake installed\ng++ installed\nlibspng-dev installed\nlibopenblas0-pthread not-installed\n");
        var run = _tree.Run();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("sudo apt-get update && sudo apt-get install --no-install-recommends libturbojpeg0-dev libtorch-dev libopenblas0-pthread\n", run.Error);
        Assert.Contains("reads and writes JPEG files", run.Error);
        Assert.Contains("LIBTORCH=python3", run.Error);
        Assert.DoesNotContain(_tree.TakeCalls(), c => c.StartsWith("apt-get"));
    }

    [Fact]
    public void Root_gets_what_is_missing_and_only_that()
    {
        _tree.Set("installed", "cmake installed\nmake installed\ng++ installed\nlibturbojpeg0-dev installed\n");
        Assert.Equal(0, _tree.Run().ExitCode);
        Assert.EndsWith(" libspng-dev", Assert.Single(_tree.TakeCalls(), c => c.StartsWith("apt-get")));
    }

    [Fact]
    public void Without_a_network_the_lists_are_tried_and_the_command_is_said()
    {
        _tree.Unset("network");
        _tree.Set("installed", "");
        var run = _tree.Run();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("E: Unable to fetch some archives", run.Error);
        Assert.Contains("could not be installed", run.Error);
        Assert.Contains(_tree.TakeCalls(), c => c.StartsWith("apt-get update"));
    }

    [Fact]
    public void Elsewhere_than_on_Debian_the_message_names_what_is_needed()
    {
        _tree.RemoveCommand("apt-get");
        _tree.Environment["LIBTORCH"] = "";
        var run = _tree.Run();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("LIBTORCH=/path/to/libtorch", run.Error);
    }

    [Theory]
    [InlineData(3, 0, 0, 1, 0, 0)]
    [InlineData(3, 1, 0, 0, 1, 3)]
    [InlineData(3, 0, 1, 0, 1, 3)]
    [InlineData(0, 0, 0, 2, 0, 3)]
    public void Test_ends_with_the_counts_of_the_run(int passed, int failed, int errors, int skipped, int testExitCode, int expected)
    {
        _tree.SetTestResults(passed, failed, errors, skipped, testExitCode);
        var run = _tree.Run("test", "-class", "X");
        Assert.Equal(expected, run.ExitCode);
        Assert.EndsWith($"{passed} passed, {failed + errors} failed, {skipped} skipped\n", run.Output);
        Assert.Contains(_tree.TakeCalls(), c => c.Contains("InpaintLab.Tests.dll -class X", StringComparison.Ordinal));
    }

    [Fact]
    public void Test_runs_the_long_tests_too_when_asked_to()
    {
        _tree.SetTestResults(passed: 1, failed: 0, errors: 0, skipped: 0, exitCode: 0);
        Assert.Contains("long:\n", _tree.Run("test").Output);
        _tree.TakeCalls();
        var run = _tree.Run("test", "-class", "X", "--long");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("long:1\n", run.Output);
        Assert.Contains(_tree.TakeCalls(), c => c.Contains("InpaintLab.Tests.dll -class X -", StringComparison.Ordinal));
    }

    [Fact]
    public void A_crash_of_the_test_program_is_not_a_success()
    {
        _tree.Set("test-exit-code", "139\n");
        var run = _tree.Run("test");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("exit code 139", run.Error);
        Assert.DoesNotContain("passed", run.Output);
    }

    [Fact]
    public void The_tests_build_holds_the_command_line()
    {
        _tree.SetTestResults(passed: 1, failed: 0, errors: 0, skipped: 0, exitCode: 0);
        _tree.Run("test");
        Assert.Single(_tree.TakeCalls(), c => c.StartsWith("dotnet build tests"));
        _tree.Run();
        Assert.DoesNotContain(_tree.TakeCalls(), c => c.StartsWith("dotnet build"));
        _tree.Write("tests/T.cs", "changed");
        _tree.Run("test");
        Assert.Single(_tree.TakeCalls(), c => c.StartsWith("dotnet build tests"));
    }
}
