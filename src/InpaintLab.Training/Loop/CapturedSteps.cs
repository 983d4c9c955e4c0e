using InpaintLab.Torch;
using InpaintLab.Training.Objectives;
using static TorchSharp.torch;

namespace InpaintLab.Training.Loop;

/// <summary>
/// Steps of an objective of which one is captured in a graph and the others replay it. The first step with given terms and shapes is an
/// ordinary one, the next ones warm the graph up, then one is captured; all of them are steps of the run. When terms or shapes change (the
/// adversarial term sets in), it begins anew. Batches are copied into buffers that stay where they are, losses are read from where the
/// graph leaves them.
/// </summary>
public sealed class CapturedSteps : IDisposable
{
    /// <summary>Steps before a capture: an ordinary one, and those on the graph's own stream.</summary>
    public const int WarmUps = 3;

    private readonly InpaintingObjective _objective;
    private readonly Func<IDeviceGraph> _create;
    private (bool Adversarial, string Shapes)? _kind;
    private List<(Tensor Image, Tensor Mask)> _buffers = [];
    private IDeviceGraph? _graph;
    private LossSums? _losses;
    private int _made;

    /// <summary>Steps of an objective, which stays the caller's.</summary>
    /// <param name="objective">What a step is.</param>
    /// <param name="create">Makes an empty graph.</param>
    public CapturedSteps(InpaintingObjective objective, Func<IDeviceGraph> create) => (_objective, _create) = (objective, create);

    /// <summary>How many graphs have been captured.</summary>
    public int Captures { get; private set; }

    /// <summary>Makes a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="batches">All batches that it reads, in their order; copied.</param>
    /// <param name="window">Where losses and health are added.</param>
    public void Run(long step, IReadOnlyList<(Tensor Image, Tensor Mask)> batches, LossWindow window)
    {
        Prepare(step, batches);
        if (_made == 0)
        {
            var next = 0;
            _objective.Step(step, () => _buffers[next++], window);
            _objective.BeginCounted(step);
            _made++;
            return;
        }

        _objective.Advance(step);
        if (_made < WarmUps)
        {
            _graph ??= _create();
            LossSums? losses = null;
            _graph.WarmUp(() => losses = Step(step));
            window.Add(losses!);
            losses!.Dispose();
            _made++;
            return;
        }

        if (_losses is null)
        {
            var names = default(LossSums);
            var sums = _graph!.Capture(() => (names = Step(step)).Sums);
            _losses = names! with { Sums = sums };
            Captures++;
        }

        _graph!.Replay();
        window.Add(_losses);
    }

    /// <summary>Frees graph and buffers.</summary>
    public void Dispose()
    {
        _graph?.Dispose();
        _graph = null;
        _losses?.Dispose();
        _losses = null;
        foreach (var (image, mask) in _buffers)
        {
            image.Dispose();
            mask.Dispose();
        }

        _buffers = [];
    }

    private LossSums Step(long step)
    {
        using var scope = NewDisposeScope();
        using var window = new LossWindow();
        var next = 0;
        _objective.Step(step, () => _buffers[next++], window);
        return window.Take();
    }

    private void Prepare(long step, IReadOnlyList<(Tensor Image, Tensor Mask)> batches)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        var kind = (
            _objective.IsAdversarial(step),
            string.Join(';', batches.Select(b => $"{string.Join(',', b.Image.shape)}/{string.Join(',', b.Mask.shape)}")));
        if (_kind != kind)
        {
            Dispose();
            if (_kind is not null)
                _objective.EndCounted();
            (_kind, _made) = (kind, 0);
            _buffers = [.. batches.Select(b => (scope.Detach(empty_like(b.Image)), scope.Detach(empty_like(b.Mask))))];
        }

        foreach (var (buffer, batch) in _buffers.Zip(batches))
        {
            buffer.Image.copy_(batch.Image);
            buffer.Mask.copy_(batch.Mask);
        }
    }
}
