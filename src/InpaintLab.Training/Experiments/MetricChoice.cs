using InpaintLab.Core.Registry;
using InpaintLab.Core.Weights;
using InpaintLab.Metrics.Paired;

namespace InpaintLab.Training.Experiments;

/// <summary>A metric that is not computed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">What it lacks, and what brings that.</param>
public sealed record MissingMetric(string Name, string Reason);

/// <summary>
/// The metrics that are asked for, by what they are taken of. What lacks its weights is left out and said, never replaced.
/// </summary>
/// <param name="PerImage">A value for each pair of images.</param>
/// <param name="OfSets">One value for two sets of images.</param>
/// <param name="Missing">Those whose weights are not in the store.</param>
public sealed record MetricChoice(
    IReadOnlyList<NamedMetric> PerImage, IReadOnlyList<NamedMetric> OfSets, IReadOnlyList<MissingMetric> Missing)
{
    /// <summary>Sorts names; the order within each kind stays.</summary>
    /// <param name="names">Names of metrics.</param>
    /// <param name="store">Where weights are.</param>
    /// <param name="registry">The metrics there are; null: the built-in ones.</param>
    /// <exception cref="Core.Errors.UserErrorException">A name is unknown, or a file of weights is damaged.</exception>
    public static MetricChoice Of(IEnumerable<string> names, WeightsStore store, ComponentRegistry? registry = null)
    {
        var choice = (PerImage: new List<NamedMetric>(), OfSets: new List<NamedMetric>(), Missing: new List<MissingMetric>());
        var paths = new Dictionary<string, string?>();
        foreach (var metric in names.Select(name => new NamedMetric(name, registry)))
        {
            var absent = metric.Weights.Where(w => Find(w) is null).ToList();
            if (absent.Count > 0)
                choice.Missing.Add(new MissingMetric(metric.Name, Reason(absent.Select(store.Entry))));
            else
                (metric.IsOfSets ? choice.OfSets : choice.PerImage).Add(metric);
        }

        return new MetricChoice(choice.PerImage, choice.OfSets, choice.Missing);

        // A file is hashed whenever it is asked for: once is enough here.
        string? Find(string weights) => paths.TryGetValue(weights, out var path) ? path : paths[weights] = store.Find(weights);
    }

    /// <summary>Reads the weights of the metrics per image that need some.</summary>
    public void Load(WeightsStore store)
    {
        foreach (var weighted in PerImage.Select(m => m.Metric).OfType<IWeightedMetric>())
            weighted.Load(store);
    }

    private static string Reason(IEnumerable<WeightsEntry> absent)
    {
        var commands = absent.Select(e => e.ImportOnly
            ? $"inpaintlab weights import {e.FileName} (converted from {e.Url})"
            : $"inpaintlab weights fetch {e.Name} (without network: weights import {e.FileName})");
        return $"needs weights that are not here; get them with: {string.Join(", ", commands)}";
    }
}
