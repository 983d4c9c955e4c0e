using System.Runtime.InteropServices;

namespace InpaintLab.Cli.Running;

/// <summary>
/// While it exists, the first Ctrl-C (SIGINT) or SIGTERM asks the command to stop where nothing is lost; a second one ends the process
/// at once, by the system's own way.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly string _message;

    /// <summary>Begins to listen.</summary>
    /// <param name="message">Said on the first signal: what will happen now.</param>
    public Interruption(string message)
    {
        _message = message;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];
    }

    /// <summary>Set by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the signal was SIGTERM, which unlike Ctrl-C child processes do not get as well.</summary>
    public bool IsTermination { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
            return;
        context.Cancel = true;
        IsTermination = context.Signal == PosixSignal.SIGTERM;
        Console.Error.WriteLine($"\n{_message}");
        _source.Cancel();
    }
}
