using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>One run of the real command line as a process of its own, to its end.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed partial record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>Ctrl-C.</summary>
    public const int SigInt = 2;

    /// <summary>A request to end.</summary>
    public const int SigTerm = 15;

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "InpaintLab.Cli.dll");

    /// <summary>The lines of standard output.</summary>
    public string[] Lines => Output.TrimEnd('\n').Split('\n');

    /// <summary>Standard output as the one JSON document that it must be.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Runs the program.</summary>
    /// <param name="runs">The folder of all runs.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ProgramRun Of(string runs, params string[] arguments) => Start(["dotnet", Program, .. arguments], runs, native: null).Finish();

    /// <summary>Runs it where there is no libtorch: only what needs none can succeed.</summary>
    public static ProgramRun WithoutTorch(string runs, params string[] arguments) =>
        Start(["dotnet", Program, .. arguments], runs, native: "/nowhere/libinpaintlab_torch.so").Finish();

    /// <summary>Runs it and sends a signal as soon as a line of standard error contains <paramref name="sign"/>.</summary>
    public static ProgramRun Interrupted(string runs, string sign, int signal, params string[] arguments)
    {
        // Whoever runs the tests in the background may ignore Ctrl-C, and what is ignored stays so in children.
        var process = Start(["env", "--default-signal=INT", "dotnet", Program, .. arguments], runs, native: null);
        return process.Finish(line =>
        {
            if (line.Contains(sign, StringComparison.Ordinal))
                process.Signal(signal);
        });
    }

    /// <summary>Runs a line of bash in a folder, in which <c>inpaintlab</c> is the program.</summary>
    public static ProgramRun Bash(string folder, string runs, string line) =>
        Start(["bash", "-c", $"cd '{folder}'; inpaintlab() {{ dotnet '{Program}' \"$@\"; }}; {line}"], runs, native: null).Finish();

    /// <summary>Runs it with a variable of the environment set.</summary>
    public static ProgramRun With(string variable, string value, string runs, params string[] arguments) =>
        Start(["env", $"{variable}={value}", "dotnet", Program, .. arguments], runs, native: null).Finish();

    /// <summary>Starts the program as a process that the caller ends and disposes; what it prints is read and dropped.</summary>
    public static Process Launch(string runs, params string[] arguments)
    {
        var process = Process.Start(Describe(["dotnet", Program, .. arguments], runs))!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Runs a line of bash, in which <c>$PROGRAM</c> is the program's file for dotnet.</summary>
    public static ProgramRun Script(string runs, string line) =>
        Start(["env", $"PROGRAM={Program}", "bash", "-c", line], runs, native: null).Finish();

    private static RunningProgram Start(string[] command, string runs, string? native)
    {
        var start = Describe(command, runs);
        if (native is not null)
            start.Environment["INPAINTLAB_NATIVE"] = native;
        return new RunningProgram(Process.Start(start)!);
    }

    private static ProcessStartInfo Describe(string[] command, string runs)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["INPAINTLAB_RUNS"] = runs;

        // What lies in the user's own folders must not decide a test.
        start.Environment["INPAINTLAB_WEIGHTS"] = Path.Combine(runs, ".weights");
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(runs, ".cache");
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(runs, ".config");
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        return start;
    }

    private sealed partial class RunningProgram(Process process)
    {
        public ProgramRun Finish(Action<string>? onErrorLine = null)
        {
            using (process)
            {
                var error = new StringBuilder();
                process.ErrorDataReceived += (_, e) =>
                {
                    if (e.Data is null)
                        return;
                    error.Append(e.Data).Append('\n');
                    onErrorLine?.Invoke(e.Data);
                };
                process.BeginErrorReadLine();
                var output = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                return new ProgramRun(process.ExitCode, output, error.ToString());
            }
        }

        public void Signal(int signal) => Assert.Equal(0, Kill(process.Id, signal));

        [LibraryImport("libc", EntryPoint = "kill")]
        private static partial int Kill(int process, int signal);
    }
}
