using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Scripting.Compilation;

namespace InpaintLab.Scripting;

/// <summary>A script ready to run, any number of times. Disposing frees its code, once nothing of it runs or is held any more.</summary>
public sealed class LoadedScript : IDisposable
{
    private readonly ScriptContext _context;
    private readonly ScriptKind _kind;
    private readonly TimeSpan _grace;
    private readonly string[] _files;
    private readonly ScriptInput[] _inputs;
    private Func<object?[], Task<object?>>? _entry;

    internal LoadedScript(ScriptImage image, ScriptKind kind, TimeSpan grace)
    {
        _grace = grace;
        _kind = kind;
        _inputs = [.. image.Inputs];
        _files = [.. image.Inputs.Where(i => !i.IsAssembly).Select(i => i.Path)];
        _context = new ScriptContext($"script {_files[0]}", image.Inputs.Where(i => i.IsAssembly).Select(i => i.Path));
        try
        {
            var assembly = _context.Load(image);
            Types = assembly.GetTypes();
            _entry = ScriptContext.EntryOf(assembly);
        }
        catch
        {
            _context.Unload();
            throw;
        }
    }

    /// <summary>
    /// The types that it defines, beside what the compiler makes of its statements. Nothing of it has run when they are asked for.
    /// </summary>
    public IReadOnlyList<Type> Types { get; private set; }

    /// <summary>Checks that it was made of what was found for it, and of nothing else.</summary>
    /// <exception cref="UserErrorException">A file was changed since, or named in a way that was not seen.</exception>
    public void CheckParts(SpecScript script)
    {
        var folder = Path.GetDirectoryName(script.Path)!;
        var parts = script.Parts.ToDictionary(part => Path.GetFullPath(part.Name, folder), part => ScriptInput.HashOf(part.Content.Span));
        foreach (var input in _inputs.Where(
            input => !PlatformAssemblies.Contains(input.Path) && parts.GetValueOrDefault(input.Path) != input.Hash))
        {
            throw new UserErrorException(
                $"{ScriptPlace.Display(input.Path)}: it was changed while it was read, or is used in a way that is not allowed in a "
                    + "spec's script");
        }
    }

    /// <summary>An exception that something of it threw later, called from outside, as <see cref="Run"/> would throw it.</summary>
    public ScriptException Failure(Exception thrown) => ScriptPlace.Failure(thrown, _files);

    /// <summary>
    /// Runs it to its end, on a thread of its own. A script is asked to end by <see cref="ScriptGlobals.Cancel"/>; .NET has no way to end
    /// one that does not look at it, so that one is left to itself after <see cref="ScriptHost.Grace"/>, and ends with the process.
    /// </summary>
    /// <param name="globals">What it can name; of the type that scripts of this kind are compiled for.</param>
    /// <param name="limit">How long it may take; null: as long as it likes.</param>
    /// <param name="stop">Asks it to end.</param>
    /// <exception cref="ScriptException">It failed: what it threw, with the script's line.</exception>
    /// <exception cref="UserErrorException">Its time was up.</exception>
    /// <exception cref="OperationCanceledException">It was asked to end by <paramref name="stop"/>.</exception>
    public void Run(ScriptGlobals globals, TimeSpan? limit, CancellationToken stop)
    {
        var entry = _entry ?? throw new ObjectDisposedException(nameof(LoadedScript));
        if (!_kind.Globals.IsInstanceOfType(globals))
            throw new ArgumentException($"expected {_kind.Globals.Name}, received {globals.GetType().Name}", nameof(globals));

        // Not disposed: a script that is left behind may still look at its token.
        var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        globals.Cancel = end.Token;
        var work = Task.Factory.StartNew(
            () => entry([globals, null])
                .GetAwaiter()
                .GetResult(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (limit is { } time)
            end.CancelAfter(time);
        var isCancelled = WaitHandle.WaitAny([((IAsyncResult)work).AsyncWaitHandle, end.Token.WaitHandle]) == 1
            || (end.IsCancellationRequested && !work.IsCompletedSuccessfully);
        var hasEnded = !isCancelled || WaitHandle.WaitAny([((IAsyncResult)work).AsyncWaitHandle], _grace) == 0;
        stop.ThrowIfCancellationRequested();
        if (isCancelled)
            throw new UserErrorException(TimeIsUp(limit!.Value, hasEnded));
        if (work.Exception is { } failure)
            throw Failure(failure.InnerException!);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_entry is null)
            return;
        _entry = null;
        Types = [];
        _context.Unload();
    }

    private string TimeIsUp(TimeSpan limit, bool hasEnded)
    {
        var message = $"{ScriptPlace.Display(_files[0])}: expected to end within {limit.TotalSeconds:0.###} s, and it had not";
        return hasEnded ? message : $"{message}; nor did it when asked to: where it loops it should look at Cancel";
    }
}
