using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Core.Weights;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Masks;
using InpaintLab.Data.Transforms;
using InpaintLab.Metrics.Paired;
using InpaintLab.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Training.Experiments;

/// <summary>What a spec names, created: data, masks, networks and metrics, on the device it asks for.</summary>
public sealed class Experiment
{
    private readonly Lazy<string?> _contentHash;

    /// <summary>Creates all that <paramref name="resolved"/> names, but no network yet.</summary>
    /// <param name="resolved">The spec.</param>
    /// <param name="store">Where the weights of metrics are; the user's store by default.</param>
    /// <exception cref="UserErrorException">A missing dataset, an absent device, or parts that do not fit together.</exception>
    public Experiment(ResolvedSpec resolved, WeightsStore? store = null)
    {
        Resolved = resolved;
        Device = DeviceChoice.Of(Spec.Device);
        Mode = ComputeMode.Begin(Spec, Device);
        GraphChoice.CheckSteps(Spec);
        Dataset = Spec.Dataset.Create<IDataset>();
        _contentHash = new Lazy<string?>(() => (Dataset as ImageFileDataset)?.ReadManifest().Hash);
        Mask = Spec.Mask.Create<IMaskGenerator>();
        Transforms = [.. Spec.Training.Transforms.Select(transform => transform.Create<ITransform>())];
        Family = Spec.Model.CreateFamily();
        Store = store ?? WeightsStore.Default();
        MetricChoice = MetricChoice.Of(Spec.Evaluation.Metrics, Store, resolved.Registry);
        CheckMetrics();
    }

    /// <summary>The spec with all defaults filled in.</summary>
    public ResolvedSpec Resolved { get; }

    /// <summary>The spec.</summary>
    public ExperimentSpec Spec => Resolved.Spec;

    /// <summary>Where the networks live.</summary>
    public Device Device { get; }

    /// <summary>How the networks compute while they train.</summary>
    public ComputeMode Mode { get; }

    /// <summary>The images.</summary>
    public IDataset Dataset { get; }

    /// <summary>The hash of the images' contents, where they are files; reads those that were not read in this state before.</summary>
    public string? DatasetContentHash => _contentHash.Value;

    /// <summary>The training masks.</summary>
    public IMaskGenerator Mask { get; }

    /// <summary>What is done to training images.</summary>
    public IReadOnlyList<ITransform> Transforms { get; }

    /// <summary>The networks.</summary>
    public IModelFamily Family { get; }

    /// <summary>Whether the model is trained; a classical method is not.</summary>
    public bool IsTrained => !Spec.Model.IsClassical();

    /// <summary>Where the weights of metrics are.</summary>
    public WeightsStore Store { get; }

    /// <summary>The metrics of an evaluation.</summary>
    public MetricChoice MetricChoice { get; }

    /// <summary>Those of them that are taken of each image, at least one; the first chooses the best checkpoint.</summary>
    public IReadOnlyList<NamedMetric> Metrics => MetricChoice.PerImage;

    /// <summary>A new generator with weights drawn from the spec's seed, on the device; the caller disposes it.</summary>
    /// <exception cref="UserErrorException">The network does not take the spec's resolution.</exception>
    public InpaintingGenerator CreateGenerator()
    {
        Family.CheckResolution(Spec.Model.Name, Spec.Resolution);
        manual_seed(Spec.Seed);
        var generator = Family.CreateGenerator(Spec.Resolution);
        ComputeMode.Configure(generator, Spec.Training);
        generator.to(Device);
        return generator;
    }

    /// <summary>A new discriminator with weights drawn from the spec's seed, on the device; the caller disposes it.</summary>
    /// <exception cref="UserErrorException">The family has none, or it does not take the spec's resolution.</exception>
    public InpaintingDiscriminator CreateDiscriminator()
    {
        if (Spec.Resolution < Family.DiscriminatorMinimumSize)
        {
            throw new UserErrorException(
                $"resolution: the discriminator of '{Spec.Model.Name}' expects at least {Family.DiscriminatorMinimumSize} px, received "
                    + $"{Spec.Resolution}");
        }

        manual_seed(Spec.Seed + 1);
        var discriminator = Family.CreateDiscriminator(Spec.Resolution)
            ?? throw new UserErrorException($"objective.adversarial: the model '{Spec.Model.Name}' has no discriminator; use kind: none");
        ComputeMode.Configure(discriminator, Spec.Training);
        discriminator.to(Device);
        return discriminator;
    }

    // What the last evaluation would refuse is refused before the first step.
    private void CheckMetrics()
    {
        var evaluation = Spec.Evaluation;
        if (Metrics.Count == 0)
        {
            throw new UserErrorException(
                "evaluation.metrics: expected at least one metric per image that can be computed here, e.g. psnr_hole, since the first "
                    + "chooses the "
                + $"best checkpoint; received {string.Join(", ", evaluation.Metrics)}");
        }

        if (MetricChoice.OfSets.Count > 0 && evaluation.Images < 2)
        {
            throw new UserErrorException(
                $"evaluation.images: {MetricChoice.OfSets[0].Name} expects at least 2, received {evaluation.Images}");
        }

        foreach (var metric in Metrics)
        {
            if (metric.Metric is IWeightedMetric { MinimumSize: var least } && Spec.Resolution < least)
                throw new UserErrorException($"resolution: {metric.Name} expects at least {least} px, received {Spec.Resolution}");
        }
    }
}
