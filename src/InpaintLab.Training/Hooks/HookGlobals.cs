using System.Text.RegularExpressions;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Imaging;
using InpaintLab.Models;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Scripting;
using InpaintLab.Training.Loop;
using InpaintLab.Training.Scripts;
using static TorchSharp.torch;

namespace InpaintLab.Training.Hooks;

/// <summary>
/// What a hook's script can name. Its statements run once, before training, and say what is to be called when; handlers run on the training
/// thread, one after the other, without gradients, and free the tensors that they make. A hook that logs, tags and looks changes nothing of
/// what the run computes; what it may change (learning rates, an early stop) is part of checkpoints, so that a resumed run is the
/// uninterrupted one. What a script remembers in variables of its own is not.
/// </summary>
public sealed partial class HookGlobals : ScriptGlobals
{
    private readonly RunWriter _run;
    private readonly ITrainingObserver _observer;
    private readonly ITrainingControl? _control;
    private readonly HookSpec _spec;
    private readonly HashSet<string> _tags = [];
    private readonly List<nn.Module> _inUse = [];

    internal HookGlobals(ExperimentSpec spec, HookSpec hook, RunWriter run, ITrainingObserver observer, ITrainingControl? control) =>
        (Spec, _spec, _run, _observer, _control) = (spec, hook, run, observer, control);

    /// <summary>The kind of these scripts.</summary>
    public static ScriptKind Kind { get; } = ComponentGlobals.Of(typeof(HookGlobals));

    /// <summary>The run's folder, with its id and name.</summary>
    public RunFolder Run => _run.Folder;

    /// <summary>The experiment.</summary>
    public ExperimentSpec Spec { get; }

    /// <summary>Updates of the whole run; 0 for a method without training.</summary>
    public long TotalSteps => _control?.TotalSteps ?? 0;

    /// <summary>The network that is trained, in evaluation mode while a handler runs: to be looked at, not to be changed.</summary>
    /// <exception cref="UserErrorException">The run is of a method without training.</exception>
    public InpaintingGenerator Generator => Use(Control.Generator);

    /// <summary>The weights that are evaluated: the averaged ones where there are.</summary>
    /// <exception cref="UserErrorException">The run is of a method without training.</exception>
    public InpaintingGenerator Evaluated => Use(Control.Evaluated);

    /// <summary>The network that judges; null without an adversarial term.</summary>
    public InpaintingDiscriminator? Discriminator => _control?.Discriminator is { } network ? Use(network) : null;

    /// <summary>
    /// A factor on the generator's learning rate, beside that of the schedule, from 0 to 1000; 1 at first. It stays until it is set anew.
    /// </summary>
    /// <exception cref="UserErrorException">
    /// It is set outside a step, epoch or evaluation during training, or to what is no factor.
    /// </exception>
    public double LearningRateFactor
    {
        get => _control?.GeneratorRate ?? 1;
        set => SetRate("learning_rate_factor", value, (control, rate) => control.GeneratorRate = rate);
    }

    /// <summary>The same of the discriminator.</summary>
    /// <inheritdoc cref="LearningRateFactor"/>
    public double DiscriminatorLearningRateFactor
    {
        get => _control?.DiscriminatorRate ?? 1;
        set => SetRate("discriminator_learning_rate_factor", value, (control, rate) => control.DiscriminatorRate = rate);
    }

    internal HookHandlers Handlers { get; } = new();

    internal HookMoment? Now { get; private set; }

    private ITrainingControl Control =>
        _control ?? throw new UserErrorException($"the method '{Spec.Model.Name}' is not trained: it has no networks");

    /// <summary>Calls the handler when training begins or goes on, before its first step.</summary>
    public void OnStart(Action<StartEvent> handler) => Add(Handlers.Start, handler);

    /// <summary>Calls the handler after steps.</summary>
    /// <param name="handler">What is called.</param>
    /// <param name="every">Steps from one call to the next; null: what the spec says, or 1.</param>
    public void OnStep(Action<StepEvent> handler, int? every = null)
    {
        var steps = every ?? _spec.Every;
        if (steps < 1)
            throw new UserErrorException($"OnStep: expected a number of steps from 1, received {steps}");
        Add(Handlers.Step, (steps, handler));
    }

    /// <summary>Calls the handler when a pass over the training images is complete.</summary>
    public void OnEpochEnd(Action<EpochEvent> handler) => Add(Handlers.Epoch, handler);

    /// <summary>Calls the handler after each evaluation, the final one too.</summary>
    public void OnEvaluation(Action<EvaluationEvent> handler) => Add(Handlers.Evaluation, handler);

    /// <summary>Calls the handler when a checkpoint has been written.</summary>
    public void OnCheckpoint(Action<CheckpointEvent> handler) => Add(Handlers.Checkpoint, handler);

    /// <summary>Calls the handler when the run is trained and evaluated, as the last thing before it is finished.</summary>
    public void OnEnd(Action<EndEvent> handler) => Add(Handlers.End, handler);

    /// <summary>Calls the handler when the run fails.</summary>
    public void OnFailure(Action<FailureEvent> handler) => Add(Handlers.Failure, handler);

    /// <summary>Logs a value of this step as the series <c>hook/KEY</c>.</summary>
    /// <param name="key">Letters, digits and any of . _ / -.</param>
    /// <param name="value">Any double.</param>
    public void Log(string key, double value)
    {
        var now = Here("Log");
        _run.LogScalars(now.Step, now.Epoch, [new ScalarValue($"hook/{Checked(key)}", value)]);
    }

    /// <summary>Writes an image of this step into the run, as <c>hook/NAME</c>.</summary>
    /// <param name="name">Letters, digits and any of . _ / -.</param>
    /// <param name="image">3 x H x W or 1 x H x W in [0,1]; what lies outside is cut off.</param>
    public void LogImage(string name, Tensor image)
    {
        if (image.shape is not [var channels and (1 or 3), var height, var width])
            throw new UserErrorException($"LogImage: expected a tensor 3 x H x W or 1 x H x W, received {string.Join(" x ", image.shape)}");
        using var scope = NewDisposeScope();
        var planes = image.detach().to(ScalarType.Float32).cpu().clamp(0, 1).contiguous().data<float>().ToArray();
        LogImage(name, ImageBuffer.FromPlanar(planes, (int)channels, (int)height, (int)width));
    }

    /// <inheritdoc cref="LogImage(string, Tensor)"/>
    public void LogImage(string name, ImageBuffer image)
    {
        var now = Here("LogImage");
        var path = Path.Combine(Run.ImagesPath, $"hook-{Checked(name).Replace('/', '-')}-{now.Step:d7}.png");
        ImageFile.Write(path, image);
        _run.LogImage(now.Step, $"hook/{name}", path);
    }

    /// <summary>Gives the run a tag, by which queries find it (<c>tag = WORD</c>); the same word once.</summary>
    public void Tag(string tag)
    {
        Here("Tag");
        if (_tags.Add(Checked(tag)))
            RunTags.Change(_run, [tag], []);
    }

    /// <summary>Shows a line to the user and logs it as an event.</summary>
    public void Say(string message)
    {
        _run.LogEvent(EventLevel.Info, "hook", $"{_spec.File}: {message}");
        _observer.OnNotice(message);
    }

    /// <summary>Ends training after this step; the run is evaluated and finished then.</summary>
    /// <param name="reason">Why, for the run's record.</param>
    /// <exception cref="UserErrorException">It is called outside a step, epoch or evaluation during training.</exception>
    public void StopEarly(string reason) => Change("StopEarly").StopEarly($"{_spec.File}: {reason}");

    /// <summary>Calls a handler at a moment of the run.</summary>
    internal void Call<T>(Action<T> handler, T e, HookMoment moment)
    {
        Now = moment;
        try
        {
            using var scope = NewDisposeScope();
            using var constants = no_grad();
            handler(e);
        }
        finally
        {
            Now = null;
            foreach (var network in _inUse)
                network.train();
            _inUse.Clear();
        }
    }

    // A forward in training mode would change what batch normalisation has seen.
    private T Use<T>(T network)
        where T : nn.Module
    {
        Here("a network");
        if (network.training)
        {
            network.eval();
            _inUse.Add(network);
        }

        return network;
    }

    private void SetRate(string key, double rate, Action<ITrainingControl, double> set)
    {
        var control = Change("a learning rate");
        if (!double.IsFinite(rate) || rate < 0 || rate > 1000)
            throw new UserErrorException($"a learning rate: expected a factor from 0 to 1000, received {rate}");
        set(control, rate);
        Log(key, rate);
    }

    private ITrainingControl Change(string what) => Here(what).MayChange
        ? Control
        : throw new UserErrorException(
            $"{what}: expected in a handler of OnStep, OnEpochEnd or OnEvaluation while the run trains; a change made elsewhere would be "
                + "lost by a resume");

    private HookMoment Here(string what) => Now ?? throw new UserErrorException($"{what}: expected in a handler, e.g. OnStep(step => ...)");

    private void Add<T>(List<T> handlers, T handler)
    {
        if (Now is not null)
            throw new UserErrorException("handlers are added by the script's own statements, not by a handler");
        handlers.Add(handler);
    }

    private static string Checked(string key) => Key().IsMatch(key)
        ? key
        : throw new UserErrorException($"expected a name of letters, digits and any of . _ / -, received '{key}'");

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._/-]{0,99}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}

/// <summary>Where in a run a handler is called.</summary>
/// <param name="Step">Updates made.</param>
/// <param name="Epoch">The pass over the data.</param>
/// <param name="MayChange">Whether what it changes will be in the next checkpoint.</param>
internal sealed record HookMoment(long Step, int Epoch, bool MayChange);

/// <summary>The handlers of a script.</summary>
internal sealed class HookHandlers
{
    internal List<Action<StartEvent>> Start { get; } = [];

    internal List<(int Every, Action<StepEvent> Handler)> Step { get; } = [];

    internal List<Action<EpochEvent>> Epoch { get; } = [];

    internal List<Action<EvaluationEvent>> Evaluation { get; } = [];

    internal List<Action<CheckpointEvent>> Checkpoint { get; } = [];

    internal List<Action<EndEvent>> End { get; } = [];

    internal List<Action<FailureEvent>> Failure { get; } = [];
}
