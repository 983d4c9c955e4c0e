using System.Diagnostics;
using InpaintLab.Torch;

namespace InpaintLab.Training.Profiling;

/// <summary>A stretch of time on the training thread.</summary>
/// <param name="Name">Phase, path of a module, or operator.</param>
/// <param name="Category">Phase, module or operator.</param>
/// <param name="Step">The step, from 0.</param>
/// <param name="Start">Microseconds since the profile began.</param>
/// <param name="Duration">Microseconds.</param>
public readonly record struct ProfiledSpan(string Name, string Category, int Step, double Start, double Duration);

/// <summary>
/// Where the time of training steps goes: phases that follow each other, and within them spans of modules. A phase within a phase is part
/// of the outer one. Before each stamp the device is asked to finish, so that asynchronous work counts where it was ordered.
/// </summary>
/// <param name="finishDevice">Waits until the device has done all that was asked of it; nothing to do on a CPU.</param>
public sealed class StepProfile(Action finishDevice)
{
    /// <summary>Waiting for the data loader.</summary>
    public const string DataWait = "data wait";

    /// <summary>From arrays to tensors on the device.</summary>
    public const string HostToDevice = "host to device";

    /// <summary>The generator's forward.</summary>
    public const string Forward = "generator forward";

    /// <summary>All losses of the generator, with the discriminator's judgement.</summary>
    public const string Losses = "losses";

    /// <summary>The generator's backward.</summary>
    public const string Backward = "backward";

    /// <summary>All updates of the discriminator: forward, losses, backward, optimiser.</summary>
    public const string Discriminator = "discriminator";

    /// <summary>Clipping and update of the generator.</summary>
    public const string Optimizer = "optimiser";

    /// <summary>The moving average of the weights.</summary>
    public const string Average = "ema";

    /// <summary>Reading the means of losses and health from the device.</summary>
    public const string Logging = "logging";

    /// <summary>Category of phases.</summary>
    public const string PhaseCategory = "phase";

    /// <summary>Category of modules.</summary>
    public const string ModuleCategory = "module";

    /// <summary>Category of operators.</summary>
    public const string OperatorCategory = "operator";

    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly List<ProfiledSpan> _spans = [];
    private string? _phase;

    /// <summary>The phases in the order of a step.</summary>
    public static IReadOnlyList<string> Phases { get; } =
        [DataWait, HostToDevice, Forward, Discriminator, Losses, Backward, Optimizer, Average, Logging];

    /// <summary>The step that is measured.</summary>
    public int Step { get; set; }

    /// <summary>All that was measured, in order of ends.</summary>
    public IReadOnlyList<ProfiledSpan> Spans => _spans;

    /// <summary>Measures until the result is disposed; null inside another phase, whose part it is.</summary>
    public IDisposable? Phase(string name)
    {
        if (_phase is not null)
            return null;
        _phase = name;
        return new OpenSpan(this, name, PhaseCategory);
    }

    /// <summary>Measures a module's forward within <see cref="Forward"/>; null elsewhere.</summary>
    public IDisposable? Module(string path) => _phase == Forward ? Span(path) : null;

    /// <summary>Measures a module, whatever the phase.</summary>
    public IDisposable Span(string path) => new OpenSpan(this, path, ModuleCategory);

    /// <summary>
    /// Operators as spans on this profile's clock; those that ran before it began are left out. Their step is not known: 0.
    /// </summary>
    public IEnumerable<ProfiledSpan> Of(IEnumerable<OperatorSpan> operators) => operators.Where(o => o.Start >= _began).Select(o =>
        new ProfiledSpan(o.Name, OperatorCategory, 0, Microseconds(o.Start - _began), Microseconds(o.Duration)));

    /// <summary>Microseconds since the profile began, when the device has finished.</summary>
    internal double Now()
    {
        finishDevice();
        return Stopwatch.GetElapsedTime(_began).TotalMicroseconds;
    }

    private static double Microseconds(long ticks) => ticks / (Stopwatch.Frequency / 1e6);

    private sealed class OpenSpan : IDisposable
    {
        private readonly StepProfile _profile;
        private readonly string _name;
        private readonly string _category;
        private readonly double _start;

        public OpenSpan(StepProfile profile, string name, string category)
        {
            (_profile, _name, _category) = (profile, name, category);
            _start = profile.Now();
        }

        public void Dispose()
        {
            _profile._spans.Add(new ProfiledSpan(_name, _category, _profile.Step, _start, _profile.Now() - _start));
            if (_category == PhaseCategory)
                _profile._phase = null;
        }
    }
}
