using System.Diagnostics;
using System.Formats.Tar;
using System.Runtime.Versioning;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>
/// A small tree with the real launcher and a PATH of its own, where dotnet, cmake and the package tools are stand-ins that write down
/// how they were called. What they do is steered by files beside them: an SDK list, a broken build, absent packages, test results.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class LauncherTree : IDisposable
{
    private const string Dotnet =
        """
        echo "dotnet $*" >>"$FAKE/calls"
        case $1 in
          --list-sdks) cat "$FAKE/sdks" ;;
          --list-runtimes) cat "$FAKE/runtimes" ;;
          build)
            if [[ -e $FAKE/slow-build ]]; then sleep 0.5; fi
            if [[ -e $FAKE/broken-build ]]; then echo 'A.cs(1,1): error CS1002: ; expected'; exit 1; fi
            for dll in src/InpaintLab.Cli/bin/system/Release/net10.0/InpaintLab.Cli.dll tests/bin/system/Release/net10.0/InpaintLab.Tests.dll; do
              mkdir -p "${dll%/*}" && touch "$dll"
            done ;;
          format) [[ ! -e $FAKE/unformatted ]] ;;
          *InpaintLab.Cli.dll)
            echo "arguments:${*:2}"
            echo "folder:$PWD"
            echo "native:$INPAINTLAB_NATIVE"
            echo "threads:$OMP_WAIT_POLICY $OMP_NUM_THREADS $OPENBLAS_NUM_THREADS" ;;
          *InpaintLab.Tests.dll)
            echo "long:${INPAINTLAB_LONG_TESTS-}"
            if [[ -e $FAKE/results ]]; then cp "$FAKE/results" "${@: -1}"; fi
            exit "$(cat "$FAKE/test-exit-code")" ;;
        esac
        """;

    private const string Cmake =
        """
        echo "cmake $*" >>"$FAKE/calls"
        if [[ -e $FAKE/broken-native ]]; then echo 'a.cpp:1:1: error: expected unqualified-id'; exit 1; fi
        if [[ $1 == -S ]]; then mkdir -p "$4"; fi
        """;

    private const string AptGet =
        """
        echo "apt-get $*" >>"$FAKE/calls"
        if [[ ! -e $FAKE/network ]]; then echo 'E: Unable to fetch some archives'; exit 100; fi
        """;

    private static readonly string[] Tools =
        [
            "awk", "bash", "cat", "cp", "cut", "dirname", "du", "env", "find", "flock", "grep", "ln", "md5sum", "mkdir", "mktemp", "paste", "readlink",
            "rm", "sed", "sleep", "sort", "stat", "tail", "tar", "tee", "touch",
        ];

    private readonly TemporaryFolder _folder = new();

    public LauncherTree()
    {
        foreach (var tool in Tools)
            File.CreateSymbolicLink(InFolder("path", tool), Find(tool));
        AddCommand("dotnet", Dotnet);
        AddCommand("cmake", Cmake);
        AddCommand("apt-get", AptGet);
        AddCommand("dpkg-query", "cat \"$FAKE/installed\"");
        AddCommand("nproc", "echo 7");
        AddCommand("ldconfig", "for l in libz.so.1 libspng.so.0 libturbojpeg.so.0; do echo \"  $l (libc6,x86-64) => $FAKE/$l\"; done");
        AddCommand("id", "cat \"$FAKE/user\"");
        Set("sdks", "10.0.100 [/sdk]\n");
        Set("user", "0\n");
        Set("test-exit-code", "0\n");
        Set("network", "");
        Set("installed", string.Concat(
            new[] { "cmake", "make", "g++", "libturbojpeg0-dev", "libspng-dev", "libtorch-dev", "libopenblas0-pthread" }
                .Select(p => $"{p} installed\n")));

        File.WriteAllText(InFolder("torch/lib", "libtorch_cpu.so"), "");
        File.WriteAllText(
            InFolder("torch/include/torch/csrc/api/include/torch", "version.h"),
            "#define TORCH_VERSION_MAJOR 2\n#define TORCH_VERSION_MINOR 11\n#define TORCH_VERSION_PATCH 0\n");

        var real = RepositoryRoot();
        File.Copy(Path.Combine(real, "inpaintlab"), Launcher);
        File.Copy(Path.Combine(real, ".ci/run"), Checks);
        foreach (var script in Directory.GetFiles(Path.Combine(real, "src/launcher"), "*.sh"))
            File.Copy(script, InFolder("tree/src/launcher", Path.GetFileName(script)));
        foreach (var source in new[] { "global.json", ".editorconfig", "src/A.cs", "src/InpaintLab.Torch/native/CMakeLists.txt", "tests/T.cs" })
            Write(source, "");
    }

    /// <summary>What is set for the launcher beside PATH.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>The launcher in this tree.</summary>
    public string Launcher => InFolder("tree", "inpaintlab");

    /// <summary>The script of all checks in this tree.</summary>
    public string Checks => InFolder("tree/.ci", "run");

    /// <summary>A libtorch with nothing in it.</summary>
    public string Libtorch => Path.Combine(_folder, "torch");

    /// <summary>How the stand-ins were called since the last question.</summary>
    public string[] TakeCalls()
    {
        var file = InFolder("fake", "calls");
        if (!File.Exists(file))
            return [];
        var calls = File.ReadAllLines(file);
        File.Delete(file);
        return calls;
    }

    /// <summary>Sets what steers a stand-in.</summary>
    public void Set(string name, string text) => File.WriteAllText(InFolder("fake", name), text);

    /// <summary>Sets the result file and the exit code of the test program.</summary>
    public void SetTestResults(int passed, int failed, int errors, int skipped, int exitCode)
    {
        Set("test-exit-code", $"{exitCode}\n");
        Set("results", $"<assemblies><assembly failed=\"{failed}\" errors=\"{errors}\" passed=\"{passed}\" skipped=\"{skipped}\" /></assemblies>");
    }

    /// <summary>Takes it away.</summary>
    public void Unset(string name) => File.Delete(InFolder("fake", name));

    /// <summary>Takes a command off the PATH.</summary>
    public void RemoveCommand(string name) => File.Delete(InFolder("path", name));

    /// <summary>Puts a script on the PATH.</summary>
    public void AddCommand(string name, string script)
    {
        var file = InFolder("path", name);
        File.Delete(file); // else a tool's link would be followed and the tool itself overwritten
        File.WriteAllText(file, $"#!/usr/bin/env bash\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a file of the tree.</summary>
    public void Write(string path, string text) =>
        File.WriteAllText(InFolder(Path.Combine("tree", Path.GetDirectoryName(path)!), Path.GetFileName(path)), text);

    /// <summary>Lays down what a bundle is made of beside the sources: a .NET with a runtime, image libraries, the rest of the tree.</summary>
    public void PrepareBundle()
    {
        foreach (var name in new[] { "LICENSE", "README.md", "InpaintLab.sln", "experiments/a.yaml", "reports/a.csx" })
            Write(name, "");
        foreach (var platform in new[] { "linux-x64", "win-x64" })
            Write($"src/InpaintLab.Cli/bin/system/Release/net10.0/runtimes/{platform}/library", "");
        var home = Path.GetDirectoryName(InFolder("home", "dotnet"))!;
        File.Copy(InFolder("path", "dotnet"), InFolder("home", "dotnet"));
        File.WriteAllText(InFolder("home/host/fxr/10.0.1", "hostfxr"), "");
        File.WriteAllText(InFolder("home/shared/Microsoft.NETCore.App/10.0.1", "runtime"), "");
        Set("runtimes", $"Microsoft.AspNetCore.App 10.0.1 [{home}/shared/Microsoft.AspNetCore.App]\nMicrosoft.NETCore.App 10.0.1 [{home}/shared/Microsoft.NETCore.App]\n");
        Set("libspng.so.0", "png");
        Set("libturbojpeg.so.0", "jpeg");
    }

    /// <summary>Unpacks a bundle into a folder and gives its launcher.</summary>
    public string Unpack(string bundle)
    {
        var folder = Path.GetDirectoryName(InFolder("unpacked", "x"))!;
        TarFile.ExtractToDirectory(bundle, folder, overwriteFiles: true);
        return Path.Combine(folder, "inpaintlab", "inpaintlab");
    }

    /// <summary>Runs the launcher to its end.</summary>
    public (int ExitCode, string Output, string Error) Run(params string[] arguments) => RunAsync(Launcher, _folder, arguments).Result;

    /// <summary>Runs the launcher, by any path and from any folder.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(string launcher, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(launcher, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Path.Combine(_folder, "path");
        start.Environment["FAKE"] = Path.Combine(_folder, "fake");
        start.Environment["LIBTORCH"] = Libtorch;
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    public void Dispose() => _folder.Dispose();

    private static string Find(string tool) =>
        System.Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, tool)).First(File.Exists);

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "InpaintLab.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("the tests do not run inside the tree");
        return folder;
    }

    private string InFolder(string folder, string name)
    {
        var path = Path.Combine(_folder, folder);
        Directory.CreateDirectory(path);
        return Path.Combine(path, name);
    }
}
