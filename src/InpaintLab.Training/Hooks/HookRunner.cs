using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Runs;
using InpaintLab.Runs.Log;
using InpaintLab.Scripting;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Loop;
using InpaintLab.Training.Scripts;

namespace InpaintLab.Training.Hooks;

/// <summary>
/// Calls the hooks of a run. What one of them throws is its own: it is named, and the spec's <c>on_error</c> decides. There is none for a
/// run without hooks.
/// </summary>
public sealed class HookRunner : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly ResolvedSpec _resolved;
    private readonly RunWriter _run;
    private readonly ITrainingObserver _observer;
    private readonly CancellationToken _stop;
    private readonly List<(HookSpec Spec, LoadedScript Script)> _scripts;
    private readonly List<(LoadedScript Script, HookGlobals Globals, string Name)> _hooks = [];
    private readonly Dictionary<string, long> _failures = [];
    private HookMoment _last = new(0, 0, MayChange: false);

    private HookRunner(ResolvedSpec resolved, RunWriter run, ITrainingObserver observer, CancellationToken stop) =>
        (_resolved, _run, _observer, _stop, _scripts) = (resolved, run, observer, stop, Load(resolved));

    /// <summary>Compiles the hooks of a spec, so that their errors are known before a run is created; runs nothing of them.</summary>
    /// <exception cref="UntrustedScriptException">The user has not confirmed one of them.</exception>
    /// <exception cref="ScriptException">One does not compile.</exception>
    public static void Check(ResolvedSpec resolved)
    {
        foreach (var (_, script) in Load(resolved))
            script.Dispose();
    }

    /// <summary>The hooks of a run; null for a spec without.</summary>
    internal static HookRunner? Create(ResolvedSpec resolved, RunWriter run, ITrainingObserver observer, CancellationToken stop) =>
        resolved.Spec.Hooks.Scripts.Count == 0 ? null : new HookRunner(resolved, run, observer, stop);

    /// <summary>Runs the scripts, which say what they want to be called for, and tells them that training begins.</summary>
    internal void Start(ITrainingControl? control, long step, bool isResumed)
    {
        _last = new HookMoment(step, 0, MayChange: false);
        foreach (var (spec, script) in _scripts)
        {
            var globals = new HookGlobals(_resolved.Spec, spec, _run, _observer, control);
            try
            {
                script.Run(globals, StartLimit, _stop);
                _hooks.Add((script, globals, spec.File));
            }
            catch (UserErrorException e)
            {
                Fail(spec.File, "its statements", e);
            }
        }

        Call("OnStart", h => h.Start, new StartEvent(step, isResumed), _last);
    }

    internal void Step(long step, int epoch, Func<IReadOnlyList<(string Key, double Mean)>> means)
    {
        _last = new HookMoment(step, epoch, MayChange: true);
        StepEvent? e = null;
        foreach (var (script, globals, name) in _hooks)
        {
            foreach (var (every, handler) in globals.Handlers.Step)
            {
                if (step % every == 0)
                    Call(script, globals, name, "OnStep", handler, e ??= new StepEvent(step, epoch, means), _last);
            }
        }
    }

    internal void EpochEnded(long step, int epoch) =>
        Call("OnEpochEnd", h => h.Epoch, new EpochEvent(step, epoch), new HookMoment(step, epoch, MayChange: true));

    internal void Evaluated(long step, IReadOnlyList<EvaluationResult> results, bool isFinal) =>
        Call(
            "OnEvaluation",
            h => h.Evaluation,
            new EvaluationEvent(step, results, isFinal),
            new HookMoment(step, _last.Epoch, MayChange: !isFinal));

    internal void CheckpointWritten(long step, string path, bool isBest) =>
        Call(
            "OnCheckpoint",
            h => h.Checkpoint,
            new CheckpointEvent(step, path, isBest),
            new HookMoment(step, _last.Epoch, MayChange: false));

    internal void Ended(TrainingOutcome outcome) =>
        Call("OnEnd", h => h.End, new EndEvent(outcome.Steps, outcome), new HookMoment(outcome.Steps, _last.Epoch, MayChange: false));

    /// <summary>The run has failed; what a hook throws now is only said.</summary>
    internal void Failed(Exception error)
    {
        try
        {
            Call("OnFailure", h => h.Failure, new FailureEvent(_last.Step, error), _last with { MayChange = false });
        }
        catch (HookFailedException)
        {
            // Said already. The run ends for the reason that it had before.
        }
    }

    /// <summary>Frees the scripts.</summary>
    public void Dispose()
    {
        _hooks.Clear();
        foreach (var (_, script) in _scripts)
            script.Dispose();
    }

    private static List<(HookSpec Spec, LoadedScript Script)> Load(ResolvedSpec resolved)
    {
        var loaded = new List<(HookSpec, LoadedScript)>();
        try
        {
            foreach (var hook in resolved.Spec.Hooks.Scripts)
            {
                var library = resolved.Registry?.Scripts as ScriptLibrary ?? Components.Scripts;
                loaded.Add((hook, library.Load(resolved.Scripts.Single(s => s.Name == hook.File), HookGlobals.Kind)));
            }

            return loaded;
        }
        catch
        {
            foreach (var (_, script) in loaded)
                script.Dispose();
            throw;
        }
    }

    private void Call<T>(string on, Func<HookHandlers, List<Action<T>>> handlers, T e, HookMoment moment)
    {
        foreach (var (script, globals, name) in _hooks)
        {
            foreach (var handler in handlers(globals.Handlers))
                Call(script, globals, name, on, handler, e, moment);
        }
    }

    private void Call<T>(LoadedScript script, HookGlobals globals, string name, string on, Action<T> handler, T e, HookMoment moment)
    {
        try
        {
            globals.Call(handler, e, moment);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The loop sees the same request, and ends with a checkpoint.
        }
        catch (Exception thrown)
        {
            Fail(name, $"{on} at step {moment.Step}", script.Failure(thrown));
        }
    }

    private void Fail(string name, string when, Exception error)
    {
        var message = $"hook {name} failed in {when}: {error.Message}";
        if (_resolved.Spec.Hooks.OnError == HookError.Stop)
        {
            _run.LogEvent(EventLevel.Error, "hook-failed", message);
            throw new HookFailedException(message, error);
        }

        // A hook that fails in every step is said at its 1st, 10th, 100th ... failure.
        var count = _failures[name] = _failures.GetValueOrDefault(name) + 1;
        for (var rest = count; rest > 1; rest /= 10)
        {
            if (rest % 10 != 0)
                return;
        }

        var said = $"{message}\nThe run goes on (hooks.on_error: warn){(count == 1 ? "" : $"; it has failed {count} times")}";
        _run.LogEvent(EventLevel.Warning, "hook-failed", said);
        _observer.OnNotice($"warning: {said}");
    }
}
