using System.Diagnostics;
using System.Globalization;
using InpaintLab.Cli.Running;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Sweeps;

/// <summary>
/// One cell of a sweep as a process of its own, which is a plain <c>run SPEC --cell K</c> (or <c>run --resume</c>): it shares nothing with
/// others but files, so its failure is its own.
/// </summary>
internal sealed class CellProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;

    private CellProcess(SweepCell cell, Process process)
    {
        Cell = cell;
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>The cell it works on.</summary>
    public SweepCell Cell { get; }

    /// <summary>
    /// Starts a process for the cell. Its progress goes to this process's standard error, with the cell's name before each line when it has
    /// company.
    /// </summary>
    /// <param name="sweep">The spec.</param>
    /// <param name="job">The cell, and how far to train it.</param>
    /// <param name="threads">Threads that it may compute with.</param>
    /// <param name="alone">Whether no other cell runs beside it.</param>
    public static CellProcess Start(Sweep sweep, SweepJob job, int threads, bool alone)
    {
        var cell = job.Cell;
        string[] until = job.Until is { } step && !cell.Cell.Resolved.Spec.Model.IsClassical()
            ? ["--until", step.ToString(CultureInfo.InvariantCulture)]
            : [];
        var (program, arguments) = cell.Status == CellStatus.Stopped
            ? OwnProgram.With(["run", "--resume", cell.Run!.Id, "--json", .. until])
            : OwnProgram.With(["run", .. sweep.ArgumentsOf(cell.Cell), "--json", .. until]);
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = !alone,
        };
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(start)!;
        if (!alone)
        {
            process.ErrorDataReceived += (_, e) =>
            {
                if (e.Data is { Length: > 0 })
                    Console.Error.WriteLine($"{cell.Name}: {e.Data}");
            };
            process.BeginErrorReadLine();
        }

        return new CellProcess(cell, process);
    }

    /// <summary>Waits for its end: the exit code, and what it printed.</summary>
    public async Task<(int ExitCode, string Output)> Finish()
    {
        var output = await _output.ConfigureAwait(false);
        await _process.WaitForExitAsync().ConfigureAwait(false);
        return (_process.ExitCode, output);
    }

    /// <summary>Passes on a request to end that only this process got.</summary>
    public void Terminate()
    {
        if (!_process.HasExited)
            Signals.Terminate(_process.Id);
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();
}
