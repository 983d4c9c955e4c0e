using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Masks;
using InpaintLab.Metrics.Paired;
using InpaintLab.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Training.Experiments;

/// <summary>What a spec names, created: data, masks, networks and metrics, on the device it asks for.</summary>
public sealed class Experiment
{
    /// <summary>Creates all that <paramref name="resolved"/> names, but no network yet.</summary>
    /// <exception cref="UserErrorException">A missing dataset, an absent device, or parts that do not fit together.</exception>
    public Experiment(ResolvedSpec resolved)
    {
        Resolved = resolved;
        Device = DeviceChoice.Of(Spec.Device);
        Dataset = Spec.Dataset.Create<IDataset>();
        Mask = Spec.Mask.Create<IMaskGenerator>();
        Family = Spec.Model.Create<IModelFamily>();
        Metrics = [.. Spec.Evaluation.Metrics.Select(name => new NamedMetric(name))];
    }

    /// <summary>The spec with all defaults filled in.</summary>
    public ResolvedSpec Resolved { get; }

    /// <summary>The spec.</summary>
    public ExperimentSpec Spec => Resolved.Spec;

    /// <summary>Where the networks live.</summary>
    public Device Device { get; }

    /// <summary>The images.</summary>
    public IDataset Dataset { get; }

    /// <summary>The training masks.</summary>
    public IMaskGenerator Mask { get; }

    /// <summary>The networks.</summary>
    public IModelFamily Family { get; }

    /// <summary>The metrics of an evaluation.</summary>
    public IReadOnlyList<NamedMetric> Metrics { get; }

    /// <summary>A new generator with weights drawn from the spec's seed, on the device; the caller disposes it.</summary>
    /// <exception cref="UserErrorException">The network does not take the spec's resolution.</exception>
    public InpaintingGenerator CreateGenerator()
    {
        manual_seed(Spec.Seed);
        var generator = Family.CreateGenerator();
        if (generator.FixedSize is { } side && Spec.Resolution != side)
            throw new UserErrorException($"resolution: the model '{Spec.Model.Name}' takes {side} px only, received {Spec.Resolution}");
        if (Spec.Resolution % generator.SizeMultiple != 0)
        {
            throw new UserErrorException(
                $"resolution: the model '{Spec.Model.Name}' expects a multiple of {generator.SizeMultiple} px, received {Spec.Resolution}");
        }

        generator.to(Device);
        return generator;
    }

    /// <summary>A new discriminator with weights drawn from the spec's seed, on the device; the caller disposes it.</summary>
    /// <exception cref="UserErrorException">The family has none, or it does not take the spec's resolution.</exception>
    public InpaintingDiscriminator CreateDiscriminator()
    {
        manual_seed(Spec.Seed + 1);
        var discriminator = Family.CreateDiscriminator()
            ?? throw new UserErrorException($"objective.adversarial: the model '{Spec.Model.Name}' has no discriminator; use kind: none");
        if (Spec.Resolution < discriminator.MinimumSize)
        {
            throw new UserErrorException(
                $"resolution: the discriminator of '{Spec.Model.Name}' expects at least {discriminator.MinimumSize} px, received {Spec.Resolution}");
        }

        discriminator.to(Device);
        return discriminator;
    }
}

/// <summary>A metric of the registry with its name and direction.</summary>
public sealed class NamedMetric
{
    /// <summary>The metric of that name.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public NamedMetric(string name)
    {
        var component = Components.Registry.Find<Core.Registry.MetricAttribute>(name);
        var attribute = (Core.Registry.MetricAttribute)component.Attribute;
        (Name, HigherIsBetter, Unit) = (name, attribute.HigherIsBetter, attribute.Unit);
        Metric = Core.Registry.ComponentRegistry.Create<IPairedMetric>(component, Activator.CreateInstance(component.OptionsType)!);
    }

    /// <summary>Its name in specs, logs and tables.</summary>
    public string Name { get; }

    /// <summary>Whether a higher value is better.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>Its unit, e.g. "dB"; empty without one.</summary>
    public string Unit { get; }

    /// <summary>The metric.</summary>
    public IPairedMetric Metric { get; }
}
