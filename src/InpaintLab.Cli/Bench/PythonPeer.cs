using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using InpaintLab.Core.Errors;

namespace InpaintLab.Cli.Bench;

/// <summary>
/// A benchmark's other side: a Python process that runs a script of Bench/peers and answers requests line by line (protocol.py).
/// </summary>
internal sealed class PythonPeer : IDisposable
{
    /// <summary>The variable that names the interpreter where no argument does.</summary>
    internal const string Variable = "INPAINTLAB_PYTHON";

    private const string Unavailable = "unavailable ";
    private const int ErrorLines = 100;

    private readonly Process _process;
    private readonly Queue<string> _errors = [];

    private PythonPeer(Process process)
    {
        _process = process;
        // Read all the time: a peer that fills the pipe would wait for ever. The last lines say what went wrong.
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>The version of its torch package.</summary>
    public string TorchVersion { get; private set; } = "";

    /// <summary>The file with libtorch's CPU kernels that it runs on; empty when unknown.</summary>
    public string Library { get; private set; } = "";

    /// <summary>Whether it has torch.compile.</summary>
    public bool Compiles => int.Parse(TorchVersion.Split('.')[0], CultureInfo.InvariantCulture) >= 2;

    /// <summary>The interpreters to try, in order: the named one alone, else the usual ones.</summary>
    public static IReadOnlyList<string> Interpreters(string? argument) =>
        (argument ?? Environment.GetEnvironmentVariable(Variable)) is { Length: > 0 } named ? [named] : ["python3", "/usr/bin/python3"];

    /// <summary>Where a script of Bench/peers lies at run time.</summary>
    public static string PathOf(string script) => Path.Combine(AppContext.BaseDirectory, "Bench", "peers", script);

    /// <summary>Starts the script with the first interpreter that has torch.</summary>
    /// <param name="script">A file of Bench/peers.</param>
    /// <param name="interpreters">What to try, in order.</param>
    /// <param name="threads">Threads within one operator.</param>
    /// <param name="arguments">Further arguments of the script.</param>
    /// <exception cref="UserErrorException">No interpreter has torch.</exception>
    public static PythonPeer Start(string script, IReadOnlyList<string> interpreters, int threads, params string[] arguments)
    {
        var path = PathOf(script);
        var failures = new List<string>();
        foreach (var interpreter in interpreters)
        {
            if (TryStart(interpreter, [path, threads.ToString(CultureInfo.InvariantCulture), .. arguments], out var failure) is { } peer)
                return peer;
            failures.Add($"{interpreter}: {failure}");
        }

        throw new UserErrorException(
            $"bench: expected a python3 with PyTorch to compare with; tried {string.Join("; ", failures)}. Install it "
            + "(Debian, Ubuntu: apt-get install python3-torch; for classical also python3-opencv and python3-skimage), or name an "
            + $"interpreter that has it: --python PATH or {Variable}.");
    }

    /// <summary>Asks for a workload and waits.</summary>
    /// <returns>What it took, by the peer's own clocks.</returns>
    /// <exception cref="PeerUnavailableException">The workload does not work with this Python, which the peer foresees.</exception>
    /// <exception cref="InvalidOperationException">The peer ended.</exception>
    public Timing Time(string workload, int iterations)
    {
        _process.StandardInput.WriteLine($"{workload} {iterations}");
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"the peer ended in workload '{workload}': {string.Join('\n', Errors())}");
        return line.StartsWith(Unavailable, StringComparison.Ordinal)
            ? throw new PeerUnavailableException(line[Unavailable.Length..])
            : Timing.Parse(line);
    }

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.WriteLine("quit");
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended by itself.
        }

        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            _process.Kill();
        _process.Dispose();
    }

    private static PythonPeer? TryStart(string interpreter, IReadOnlyList<string> arguments, out string failure)
    {
        // -B: the program's folder gets no __pycache__.
        var start = new ProcessStartInfo(interpreter, ["-B", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[BenchTarget.Variable] = $"{BenchTarget.Device}";
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            failure = e.NativeErrorCode == 2 ? "not found" : e.Message;
            return null;
        }

        const string Ready = "ready ";
        var peer = new PythonPeer(process);
        if (process.StandardOutput.ReadLine() is { } line && line.StartsWith(Ready, StringComparison.Ordinal))
        {
            failure = "";
            var ready = JsonSerializer.Deserialize<ReadyLine>(line[Ready.Length..], JsonSerializerOptions.Web)!;
            (peer.TorchVersion, peer.Library) = (ready.Torch, ready.Library);
            return peer;
        }

        // The last line of a traceback says what was wrong.
        failure = peer.Errors().LastOrDefault() ?? "it said nothing";
        peer.Dispose();
        return null;
    }

    // Of a process that has closed its output: its last words are on their way.
    private string[] Errors()
    {
        _process.WaitForExit();
        lock (_errors)
            return [.. _errors];
    }

    private void Remember(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_errors)
        {
            _errors.Enqueue(line);
            if (_errors.Count > ErrorLines)
                _errors.Dequeue();
        }
    }

    private sealed record ReadyLine(string Torch, string Library, int Threads);
}
