using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Models.Losses;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Profiling;
using static TorchSharp.torch;

namespace InpaintLab.Training.Objectives;

/// <summary>
/// What the networks are trained towards: L1 on the predictions, the spec's further terms, and optionally a discriminator's opinion of the
/// composite. Owns the optimisers and makes one update of the generator a step, after n_critic updates of the discriminator
/// (arXiv:1806.03589, section 3.4); the last of them sees the generator's own images. The networks stay the caller's.
/// <para>A step reads <c>accumulate</c> batches for the generator and as many for each further update of the discriminator. With one
/// batch both networks share one forward of the generator; with more, the generator computes each a second time, so that a single graph
/// is in memory at a time (running statistics of a batch norm then see it twice).</para>
/// </summary>
public sealed class InpaintingObjective : IDisposable
{
    private readonly ExperimentSpec _spec;
    private readonly long _totalSteps;
    private readonly ComputeMode _mode;
    private readonly InpaintingL1 _l1;
    private readonly IReadOnlyList<(string Key, double Weight, ILossTerm Term)> _terms;
    private readonly NetworkOptimizer _generator;
    private readonly DiscriminatorUpdate? _discriminator;
    private Tensor? _weight;

    /// <summary>An objective on networks that are already on their device.</summary>
    /// <param name="spec">Weights, learning rates and clipping.</param>
    /// <param name="totalSteps">The length of the run, for schedules.</param>
    /// <param name="generator">Trained in place.</param>
    /// <param name="discriminator">Trained in place; null without an adversarial term.</param>
    public InpaintingObjective(ExperimentSpec spec, long totalSteps, InpaintingGenerator generator, InpaintingDiscriminator? discriminator)
    {
        (_spec, _totalSteps, Generator, Discriminator) = (spec, totalSteps, generator, discriminator);
        _mode = new ComputeMode(spec.Training.Precision, generator.parameters().First().device.type);
        _l1 = new InpaintingL1(spec.Objective.L1);
        _terms = [.. spec.Objective.Terms.Select(term => ($"loss/terms/{term.Loss.Name}", term.Weight, term.Loss.Create<ILossTerm>()))];
        var optimizer = spec.Training.Optimizer;
        _generator = new NetworkOptimizer(generator, spec.Training, optimizer.LearningRate, optimizer.Schedule, totalSteps);
        if (discriminator is not null)
            _discriminator = new DiscriminatorUpdate(spec, totalSteps, discriminator, _mode);
    }

    /// <summary>The network that inpaints.</summary>
    public InpaintingGenerator Generator { get; }

    /// <summary>The network that judges; null without an adversarial term.</summary>
    public InpaintingDiscriminator? Discriminator { get; }

    /// <summary>A factor on the learning rate of the generator, beside that of the schedule; part of a run's state.</summary>
    public double GeneratorRate
    {
        get => _generator.Rate;
        set => _generator.Rate = value;
    }

    /// <summary>The same of the discriminator; 1 where there is none.</summary>
    public double DiscriminatorRate
    {
        get => _discriminator?.Optimizer.Rate ?? 1;
        set
        {
            if (_discriminator is not null)
                _discriminator.Optimizer.Rate = value;
        }
    }

    /// <summary>Where the time of the steps is measured; null: nowhere.</summary>
    public StepProfile? Profile { get; init; }

    /// <summary>One step on one batch, which is seen again as often as the step asks for one.</summary>
    /// <inheritdoc cref="Step(long, Func{ValueTuple{Tensor, Tensor}}, LossWindow)"/>
    /// <param name="step">The step, from 0.</param>
    /// <param name="image">N x 3 x H x W in [-1,1].</param>
    /// <param name="mask">N x 1 x H x W, 1 = hole.</param>
    /// <param name="window">Where losses and health are added.</param>
    public void Step(long step, Tensor image, Tensor mask, LossWindow window) => Step(step, () => (image, mask), window);

    /// <summary>One update of the generator, and those of the discriminator before it.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="next">The next batch: image N x 3 x H x W in [-1,1] and mask N x 1 x H x W, 1 = hole; all of one N.</param>
    /// <param name="window">Where losses and health are added.</param>
    public void Step(long step, Func<(Tensor Image, Tensor Mask)> next, LossWindow window)
    {
        using var scope = NewDisposeScope();
        var weight = AdversarialWeight(step);
        Generator.train();
        for (var i = 1; weight > 0 && i < _spec.Objective.Adversarial.NCritic; i++)
        {
            using var update = NewDisposeScope();
            UpdateDiscriminator(step, Read(next), null, window);
        }

        var batches = Read(next);
        var shared = batches.Length == 1 ? Generate(batches[0]) : null;
        if (weight > 0)
            UpdateDiscriminator(step, batches, shared, window);
        using (weight > 0 ? Discriminator!.Freeze() : null)
            UpdateGenerator(step, batches, shared, weight, window);
    }

    /// <summary>Whether a step has an adversarial term.</summary>
    internal bool IsAdversarial(long step) => AdversarialWeight(step) > 0;

    /// <summary>
    /// After a step, lets the next ones depend on their number through tensors alone, so that they can be captured: the learning rates, the
    /// count of updates and the weight of the adversarial term. <see cref="Advance"/> comes before each of them, which must have the same
    /// terms.
    /// </summary>
    internal void BeginCounted(long step)
    {
        _weight = full([], AdversarialWeight(step), ScalarType.Float32, Generator.parameters().First().device).DetachFromDisposeScope();
        _generator.IsCounted = true;
        if (_discriminator is not null && IsAdversarial(step))
            _discriminator.Optimizer.IsCounted = true;
    }

    /// <summary>Says which step comes next.</summary>
    internal void Advance(long step)
    {
        using var constants = no_grad();
        _weight!.fill_(AdversarialWeight(step));
        _generator.Advance(step, 1);
        if (_discriminator is { Optimizer.IsCounted: true } discriminator)
            discriminator.Optimizer.Advance(step, _spec.Objective.Adversarial.NCritic);
    }

    /// <summary>Ends what <see cref="BeginCounted"/> began.</summary>
    internal void EndCounted()
    {
        _weight?.Dispose();
        _weight = null;
        _generator.IsCounted = false;
        if (_discriminator is not null)
            _discriminator.Optimizer.IsCounted = false;
    }

    /// <summary>The optimisers' states for a checkpoint, in the caller's dispose scope.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> OptimizerState() =>
        _generator.State("generator.").Concat(_discriminator?.Optimizer.State("discriminator.") ?? []);

    /// <summary>Restores the optimisers' states.</summary>
    /// <exception cref="ArgumentException">The state is not of these networks; nothing has been changed.</exception>
    public void RestoreOptimizers(IReadOnlyDictionary<string, Tensor> state)
    {
        _generator.Restore("generator.", state);
        _discriminator?.Optimizer.Restore("discriminator.", state);
    }

    /// <summary>Frees the optimisers and the terms.</summary>
    public void Dispose()
    {
        _weight?.Dispose();
        foreach (var term in _terms)
            (term.Term as IDisposable)?.Dispose();
        _generator.Dispose();
        _discriminator?.Dispose();
    }

    private double AdversarialWeight(long step) =>
        Discriminator is null ? 0 : Schedules.Adversarial(_spec.Objective.Adversarial, step, _totalSteps);

    private (Tensor Image, Tensor Mask)[] Read(Func<(Tensor Image, Tensor Mask)> next) =>
        [.. Enumerable.Range(0, _spec.Training.Accumulate).Select(_ => next())];

    private Prediction Generate((Tensor Image, Tensor Mask) batch)
    {
        using var timed = Profile?.Phase(StepProfile.Forward);
        return _mode.Call(() => Generator.call(batch.Image, batch.Mask));
    }

    private void UpdateDiscriminator(long step, (Tensor Image, Tensor Mask)[] batches, Prediction? shared, LossWindow window)
    {
        using var timed = Profile?.Phase(StepProfile.Discriminator);
        _discriminator!.Run(step, batches.Select(b => (b.Image, Fake(b), b.Mask)), batches.Length, window);

        Tensor Fake((Tensor Image, Tensor Mask) batch)
        {
            using var scope = NewDisposeScope();
            using var constants = no_grad();
            return scope.MoveToOuter(Composite.Of((shared ?? Generate(batch)).Refined, batch.Image, batch.Mask));
        }
    }

    private void UpdateGenerator(long step, (Tensor Image, Tensor Mask)[] batches, Prediction? shared, double weight, LossWindow window)
    {
        _generator.Begin();
        foreach (var batch in batches)
        {
            using var scope = NewDisposeScope();
            var prediction = shared ?? Generate(batch);
            var loss = Loss(prediction, batch, weight, window);
            using var timed = Profile?.Phase(StepProfile.Backward);
            (batches.Length == 1 ? loss : loss / batches.Length).backward();
        }

        using var updating = Profile?.Phase(StepProfile.Optimizer);
        window.Add("health/generator_gradient_norm", _generator.Update(step));
    }

    private Tensor Loss(Prediction prediction, (Tensor Image, Tensor Mask) batch, double weight, LossWindow window)
    {
        using var timed = Profile?.Phase(StepProfile.Losses);
        var l1 = _l1.Compute(prediction, batch.Image, batch.Mask);
        Log(window, l1);
        var loss = l1.Total;
        foreach (var (key, termWeight, term) in _terms)
        {
            var value = term.Compute(prediction, batch.Image, batch.Mask);
            window.Add(key, value);
            loss += value * termWeight;
        }

        if (weight > 0)
        {
            var judged = _discriminator!.GeneratorLoss(Composite.Of(prediction.Refined, batch.Image, batch.Mask), batch.Mask);
            window.Add("loss/generator_adversarial", judged);
            loss += _weight is null ? judged * weight : judged * _weight;
        }

        window.Add("loss/generator", loss);
        LogRange(window, prediction.Refined.detach());
        return loss;
    }

    private static void Log(LossWindow window, L1Terms terms)
    {
        window.Add("loss/l1", terms.Total);
        window.Add("loss/l1_hole", terms.RefinedHole);
        window.Add("loss/l1_known", terms.RefinedKnown);
        if (terms.CoarseHole is not null && terms.CoarseKnown is not null)
        {
            window.Add("loss/l1_hole_coarse", terms.CoarseHole);
            window.Add("loss/l1_known_coarse", terms.CoarseKnown);
        }
    }

    // Shares of the prediction at the ends of the range, where tanh has no slope left, and beyond them.
    private static void LogRange(LossWindow window, Tensor refined)
    {
        var size = refined.abs();
        window.Add("health/saturated", size.gt(0.99).to(ScalarType.Float32).mean());
        window.Add("health/out_of_range", size.gt(1).to(ScalarType.Float32).mean());
    }
}
