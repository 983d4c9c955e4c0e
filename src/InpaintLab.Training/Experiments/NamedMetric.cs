using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Metrics.Distribution;
using InpaintLab.Metrics.Paired;

namespace InpaintLab.Training.Experiments;

/// <summary>A metric of the registry by its name: a value for each image, or one for two sets of images.</summary>
public sealed class NamedMetric
{
    private readonly ComponentInfo _component;
    private readonly Lazy<IPairedMetric> _metric;

    /// <summary>The metric of that name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="registry">The metrics there are; null: the built-in ones.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public NamedMetric(string name, ComponentRegistry? registry = null)
    {
        _component = (registry ?? Components.Registry).Find<MetricAttribute>(name);
        var attribute = (MetricAttribute)_component.Attribute;
        (Name, HigherIsBetter, Unit) = (name, attribute.HigherIsBetter, attribute.Unit);
        _metric = new Lazy<IPairedMetric>(Create<IPairedMetric>);
    }

    /// <summary>Its name in specs, logs and tables.</summary>
    public string Name { get; }

    /// <summary>Whether a higher value is better.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>Its unit, e.g. "dB"; empty without one.</summary>
    public string Unit { get; }

    /// <summary>Whether it is a metric of sets.</summary>
    public bool IsOfSets => _component.Type.IsAssignableTo(typeof(ISetMetric));

    /// <summary>Whether the i-th result must belong to the i-th truth; else the two sets may be of different images.</summary>
    public bool IsPaired
    {
        get
        {
            if (!IsOfSets)
                return true;
            using var metric = CreateSetMetric();
            return metric.Paired;
        }
    }

    /// <summary>The metric, if it is one per image.</summary>
    public IPairedMetric Metric => _metric.Value;

    /// <summary>The names of the weights it needs; none for most.</summary>
    public IReadOnlyList<string> Weights
    {
        get
        {
            if (!IsOfSets)
                return Metric is IWeightedMetric weighted ? weighted.Weights : [];
            using var metric = CreateSetMetric();
            return [metric.Features.Weights];
        }
    }

    /// <summary>A new, empty metric of sets, if it is one; the caller disposes it.</summary>
    public ISetMetric CreateSetMetric() => Create<ISetMetric>();

    private T Create<T>()
        where T : class => ComponentRegistry.Create<T>(_component, Activator.CreateInstance(_component.OptionsType)!);
}
