using System.CommandLine;
using System.Text.Json;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Runs.Queries;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using TorchSharp;

namespace InpaintLab.Cli.Doctor;

/// <summary>
/// <c>probe-torch</c>, not listed: loads libtorch and prints what it is. <c>doctor</c> runs it as a process of its own, since a library
/// that is broken in earnest ends the process that loads it.
/// </summary>
internal static class TorchProbe
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("probe-torch", "Print what libtorch is loaded.") { Hidden = true };
        command.SetAction(_ => JsonOutput.Write(TorchThread.Run(Look)));
        return command;
    }

    /// <summary>What a process of its own finds.</summary>
    public static TorchFacts Run()
    {
        var (program, arguments) = OwnProgram.With("probe-torch");
        var answer = Subprocess.Run(program, arguments, LongestWait);
        if (answer is null)
            return new TorchFacts($"{program} could not be started for a trial");
        if (answer.ExitCode == 0)
            return JsonSerializer.Deserialize<TorchFacts>(answer.Output, RunJson.Indented)!;

        // .NET says 128 + n for a process that signal n ended.
        var said = Reason(answer.Error);
        return new TorchFacts(answer.ExitCode switch
        {
            null => $"it did not load within {LongestWait.TotalSeconds} s",
            > 128 and var code => $"loading it ended the process by signal {code - 128}. {said}".TrimEnd(),
            _ => said,
        });
    }

    // The first line is the error; where .NET could not load a library, the reasons that the system gave come after its advice.
    private static string Reason(string error)
    {
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0)
            return "no reason given";
        return lines[0].Contains("Unable to load shared library", StringComparison.Ordinal)
            ? $"it does not load: {string.Join("; ", lines.Skip(1).Distinct())}"
            : lines[0].Replace("error: ", "", StringComparison.Ordinal);
    }

    private static TorchFacts Look() => new(
        Failure: null,
        LibTorch.Version,
        LoadedFiles("libtorch_cpu").FirstOrDefault() ?? "",
        LoadedFiles("libinpaintlab_torch").FirstOrDefault() ?? "",
        LibTorch.BuildConfiguration,
        // A GPU's (libcublas) computes nothing for the CPU.
        [.. LoadedFiles("blas").Where(f => !f.Contains("libcublas", StringComparison.Ordinal)), .. LoadedFiles("libmkl")],
        LibTorch.Threads,
        LibTorch.CudaDeviceCount,
        LibTorch.CudaDeviceCount > 0 ? TorchvisionDecoder.WhyNot(new torch.Device("cuda:0")) : null);

    /// <summary>Files mapped into this process whose name contains a part.</summary>
    public static IEnumerable<string> LoadedFiles(string part)
    {
        const string maps = "/proc/self/maps";
        return !File.Exists(maps)
            ? []
            : File.ReadAllLines(maps)
                .Where(line => line.Contains('/', StringComparison.Ordinal))
                .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..])
                .Where(file => Path.GetFileName(file).Contains(part, StringComparison.Ordinal))
                .Distinct();
    }
}
