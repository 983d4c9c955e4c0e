using InpaintLab.Core.Randomness;
using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Models.Augmentation;
using InpaintLab.Models.Losses;
using InpaintLab.Training.Experiments;
using static TorchSharp.torch;

namespace InpaintLab.Training.Objectives;

/// <summary>
/// The discriminator's side: one update from one or more batches, and its opinion for the generator. The spectral norm is updated once an
/// update, before its first pass: real, fake, interpolated images and all accumulated batches are judged by the same weights. The network
/// stays the caller's.
/// </summary>
internal sealed class DiscriminatorUpdate : IDisposable
{
    private readonly AdversarialSpec _spec;
    private readonly ComputeMode _mode;
    private readonly AdversarialLoss _loss;
    private readonly double _drift;
    private readonly DiffAugmentPolicy _augmentation;
    private readonly long _seed;
    private (long Step, long Draws) _augmented = (-1, 0);

    internal DiscriminatorUpdate(ExperimentSpec spec, long totalSteps, InpaintingDiscriminator network, ComputeMode mode)
    {
        (_spec, Network, _mode, _loss) = (spec.Objective.Adversarial, network, mode, AdversarialLoss.Of(spec.Objective.Adversarial.Kind));
        _drift = _spec.Drift ?? (_spec.Kind == AdversarialKind.WganGpEps ? 1e-3 : 0);
        _seed = spec.Seed;
        network.TwiceDifferentiable = PenalisesInterpolations || _spec.R1 > 0;
        _augmentation = _spec.DiffAugment.Aggregate(
            DiffAugmentPolicy.None, (policy, kind) => policy | Enum.Parse<DiffAugmentPolicy>($"{kind}"));
        var optimizer = spec.Training.Optimizer;
        Optimizer = new NetworkOptimizer(
            network, spec.Training, optimizer.DiscriminatorLearningRate, optimizer.DiscriminatorSchedule ?? optimizer.Schedule, totalSteps);
    }

    internal InpaintingDiscriminator Network { get; }

    internal NetworkOptimizer Optimizer { get; }

    private bool PenalisesInterpolations => AdversarialSpec.IsWasserstein(_spec.Kind) && _spec.Gp.Weight > 0;

    /// <summary>One update from the batches' gradients, each of which counts alike.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="batches">Real images, composites without graph, masks.</param>
    /// <param name="count">How many batches come.</param>
    /// <param name="window">Where losses and health are added.</param>
    internal void Run(long step, IEnumerable<(Tensor Real, Tensor Fake, Tensor Mask)> batches, int count, LossWindow window)
    {
        if (_augmented.Step != step)
            _augmented = (step, 0);
        Network.train();
        Network.UpdateSpectralNorm();
        Optimizer.Begin();
        foreach (var (real, fake, mask) in batches)
        {
            using var scope = NewDisposeScope();
            var loss = Loss(real, fake, mask, window);
            (count == 1 ? loss : loss / count).backward();
        }

        window.Add("health/discriminator_gradient_norm", Optimizer.Update(step));
    }

    /// <summary>The generator's adversarial loss of composites; ask for it inside <see cref="InpaintingDiscriminator.Freeze"/>.</summary>
    internal Tensor GeneratorLoss(Tensor composite, Tensor mask)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(_loss.Generator(Judge(composite, mask)));
    }

    /// <inheritdoc/>
    public void Dispose() => Optimizer.Dispose();

    // Every pass of a step has draws of its own, and each of its samples: they are functions of (seed, step) as all that is random.
    private Tensor Judge(Tensor image, Tensor mask) => _mode.Call(() => JudgeInSingle(image, mask));

    // Penalties differentiate a gradient, which mixed precision would round away.
    private Tensor JudgeInSingle(Tensor image, Tensor mask)
    {
        if (_augmentation == DiffAugmentPolicy.None)
            return Network.call(image, mask);
        using var scope = NewDisposeScope();
        var stream = RandomStream.Create(_seed, "diff-augment", _augmented.Step, _augmented.Draws++);
        var shape = image.shape;
        var draw = DiffAugmentDraw.From(stream, (int)shape[0], (int)shape[2], (int)shape[3]);
        (image, mask) = DiffAugment.Apply(image, mask, draw, _augmentation);
        return scope.MoveToOuter(Network.call(image, mask));
    }

    private Tensor Loss(Tensor real, Tensor fake, Tensor mask, LossWindow window)
    {
        // Real and fake in one batch: normalised weights are computed once, and batch statistics see both.
        var logits = Judge(cat([real, fake]), cat([mask, mask])).chunk(2);
        var loss = _loss.Discriminator(logits[0], logits[1]);
        if (PenalisesInterpolations)
        {
            var alpha = rand([real.shape[0], 1, 1, 1], dtype: real.dtype, device: real.device);
            Penalise(
                "loss/gradient_penalty",
                GradientPenalty.Interpolated(JudgeInSingle, real, fake, mask, alpha, _spec.Gp.Masked),
                _spec.Gp.Weight);
        }

        if (_drift > 0)
            Penalise("loss/drift", WassersteinLoss.Drift(logits[0]), _drift);
        if (_spec.R1 > 0)
            Penalise("loss/r1", GradientPenalty.Real(JudgeInSingle, real, mask), _spec.R1 / 2);
        window.Add("loss/discriminator", loss);
        LogHealth(logits[0].detach(), logits[1].detach(), window);
        return loss;

        void Penalise(string key, Tensor penalty, double weight)
        {
            var weighted = penalty * weight;
            window.Add(key, weighted);
            loss += weighted;
        }
    }

    // Signs of a game that one side has won: a margin that only grows, hinges that no longer pull.
    private void LogHealth(Tensor real, Tensor fake, LossWindow window)
    {
        window.Add("health/discriminator_real", real.mean());
        window.Add("health/discriminator_fake", fake.mean());
        window.Add("health/discriminator_margin", real.mean() - fake.mean());
        if (_spec.Kind != AdversarialKind.Hinge)
            return;
        window.Add("health/zero_hinge_real", real.ge(1).to(ScalarType.Float32).mean());
        window.Add("health/zero_hinge_fake", fake.le(-1).to(ScalarType.Float32).mean());
    }
}
