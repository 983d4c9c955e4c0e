using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Models.Losses;
using InpaintLab.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Training.Objectives;

/// <summary>
/// What the networks are trained towards: L1 on the predictions, and optionally a discriminator's opinion of the composite (hinge).
/// Owns the optimisers (Adam, with a learning rate for each network) and makes one update a step: the discriminator first, then the
/// generator, both on the same forward of the generator (arXiv:1806.03589, section 3.4). The networks stay the caller's.
/// </summary>
public sealed class InpaintingObjective : IDisposable
{
    private readonly ExperimentSpec _spec;
    private readonly long _totalSteps;
    private readonly InpaintingL1 _l1;
    private readonly Optimiser _generator;
    private readonly Optimiser? _discriminator;

    /// <summary>An objective on networks that are already on their device.</summary>
    /// <param name="spec">Weights, learning rates and clipping.</param>
    /// <param name="totalSteps">The length of the run, for schedules.</param>
    /// <param name="generator">Trained in place.</param>
    /// <param name="discriminator">Trained in place; null without an adversarial term.</param>
    public InpaintingObjective(ExperimentSpec spec, long totalSteps, InpaintingGenerator generator, InpaintingDiscriminator? discriminator)
    {
        (_spec, _totalSteps, Generator, Discriminator) = (spec, totalSteps, generator, discriminator);
        _l1 = new InpaintingL1(spec.Objective.L1);
        _generator = new Optimiser(generator, spec.Training.Optimizer, spec.Training.Optimizer.LearningRate);
        if (discriminator is not null)
            _discriminator = new Optimiser(discriminator, spec.Training.Optimizer, spec.Training.Optimizer.DiscriminatorLearningRate);
    }

    /// <summary>The network that inpaints.</summary>
    public InpaintingGenerator Generator { get; }

    /// <summary>The network that judges; null without an adversarial term.</summary>
    public InpaintingDiscriminator? Discriminator { get; }

    /// <summary>One update of each network.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="image">N x 3 x H x W in [-1,1].</param>
    /// <param name="mask">N x 1 x H x W, 1 = hole.</param>
    /// <param name="window">Where losses and health are added.</param>
    public void Step(long step, Tensor image, Tensor mask, LossWindow window)
    {
        using var scope = NewDisposeScope();
        var factor = Schedules.LearningRate(_spec.Training.Optimizer.Schedule, step, _totalSteps);
        var adversarialWeight = Discriminator is null ? 0 : Schedules.Adversarial(_spec.Objective.Adversarial, step, _totalSteps);

        Generator.train();
        var prediction = Generator.call(image, mask);
        var l1 = _l1.Compute(prediction, image, mask);
        Log(window, l1);
        var loss = l1.Total;
        if (adversarialWeight > 0)
        {
            var composite = Composite.Of(prediction.Refined, image, mask);
            StepDiscriminator(image, composite.detach(), mask, factor, window);
            using (Discriminator!.Freeze())
            {
                var judged = HingeLoss.Generator(Discriminator.call(composite, mask));
                window.Add("loss/generator_adversarial", judged);
                loss += judged * adversarialWeight;
                UpdateGenerator(loss, factor, window);
            }
        }
        else
        {
            UpdateGenerator(loss, factor, window);
        }

        window.Add("loss/generator", loss.detach());
    }

    /// <summary>The optimisers' states for a checkpoint, in the caller's dispose scope.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> OptimizerState() =>
        _generator.State("generator.").Concat(_discriminator?.State("discriminator.") ?? []);

    /// <summary>Restores the optimisers' states.</summary>
    /// <exception cref="ArgumentException">The state is not of these networks; nothing has been changed.</exception>
    public void RestoreOptimizers(IReadOnlyDictionary<string, Tensor> state)
    {
        _generator.Restore("generator.", state);
        _discriminator?.Restore("discriminator.", state);
    }

    /// <summary>Frees the optimisers.</summary>
    public void Dispose()
    {
        _generator.Dispose();
        _discriminator?.Dispose();
    }

    private static void Log(LossWindow window, L1Terms terms)
    {
        window.Add("loss/l1", terms.Total.detach());
        window.Add("loss/l1_hole", terms.RefinedHole);
        window.Add("loss/l1_known", terms.RefinedKnown);
        if (terms.CoarseHole is not null && terms.CoarseKnown is not null)
        {
            window.Add("loss/l1_hole_coarse", terms.CoarseHole);
            window.Add("loss/l1_known_coarse", terms.CoarseKnown);
        }
    }

    private void UpdateGenerator(Tensor loss, double factor, LossWindow window) =>
        _generator.Update(loss, factor, _spec.Training.Clip, window, "health/generator_gradient_norm");

    private void StepDiscriminator(Tensor real, Tensor fake, Tensor mask, double factor, LossWindow window)
    {
        using var scope = NewDisposeScope();
        Discriminator!.train();
        Discriminator.UpdateSpectralNorm();

        // Real and fake in one batch: the spectral norm is computed once, and batch statistics see both.
        var logits = Discriminator.call(cat([real, fake]), cat([mask, mask])).chunk(2);
        var loss = HingeLoss.Discriminator(logits[0], logits[1]);
        _discriminator!.Update(loss, factor, _spec.Training.Clip, window, "health/discriminator_gradient_norm");
        LogHealth(logits[0].detach(), logits[1].detach(), loss.detach(), window);
    }

    // Signs of a game that one side has won: a loss stuck near 0 or 1, a margin that only grows, hinges that no longer pull.
    private static void LogHealth(Tensor real, Tensor fake, Tensor loss, LossWindow window)
    {
        window.Add("loss/discriminator", loss);
        window.Add("health/discriminator_real", real.mean());
        window.Add("health/discriminator_fake", fake.mean());
        window.Add("health/discriminator_margin", real.mean() - fake.mean());
        window.Add("health/zero_hinge_real", real.ge(1).to(ScalarType.Float32).mean());
        window.Add("health/zero_hinge_fake", fake.le(-1).to(ScalarType.Float32).mean());
    }

    /// <summary>A network's Adam with its base learning rate.</summary>
    private sealed class Optimiser : IDisposable
    {
        private readonly nn.Module _network;
        private readonly Parameter[] _parameters;
        private readonly Adam _adam;
        private readonly double _learningRate;

        internal Optimiser(nn.Module network, OptimizerSpec spec, double learningRate)
        {
            (_network, _learningRate) = (network, learningRate);
            _parameters = [.. network.parameters()];
            _adam = optim.Adam(_parameters, learningRate, spec.Beta1, spec.Beta2);
        }

        internal void Update(Tensor loss, double factor, double clip, LossWindow window, string normKey)
        {
            _adam.zero_grad();
            loss.backward();
            if (clip > 0)
                window.Add(normKey, nn.utils.clip_grad_norm_(_parameters, clip));
            foreach (var group in _adam.ParamGroups)
                group.LearningRate = _learningRate * factor;
            _adam.step();
        }

        internal IEnumerable<KeyValuePair<string, Tensor>> State(string prefix) =>
            OptimizerCheckpoint.Get(_adam, _network.named_parameters()).Select(s => KeyValuePair.Create(prefix + s.Key, s.Value));

        internal void Restore(string prefix, IReadOnlyDictionary<string, Tensor> state) =>
            OptimizerCheckpoint.Load(
                _adam,
                _network.named_parameters(),
                state.Where(s => s.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(s => s.Key[prefix.Length..], s => s.Value));

        public void Dispose() => _adam.Dispose();
    }
}
