using System.Text.Json;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Runs.Folders;
using InpaintLab.Torch;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Training.Loop;

/// <summary>What a run records about itself and the machine.</summary>
internal static class RunFacts
{
    internal static RunDescription Describe(Experiment experiment) => Describe(experiment.Resolved);

    internal static RunDescription Describe(ResolvedSpec resolved)
    {
        var spec = resolved.Spec;
        return new RunDescription
        {
            Name = spec.Name,
            Family = spec.Model.Name,
            Variant = VariantOf(spec.Model.Options),
            Mask = spec.Mask.Name,
            Dataset = spec.Dataset.Name,
            Resolution = spec.Resolution,
            Seed = spec.Seed,
            SpecHash = resolved.Hash,
            Labels = resolved.Labels.ToDictionary(label => label.Axis, label => label.Label),
        };
    }

    internal static RunEnvironment Environment(Experiment experiment) => RunEnvironment.Capture() with
    {
        DatasetManifestHash = experiment.Dataset.ManifestHash,
        DatasetContentHash = experiment.DatasetContentHash,
        Seeds = new Dictionary<string, long> { ["run"] = experiment.Spec.Seed, ["evaluation_masks"] = MaskSet.Seed },
        WeightsHashes = experiment.MetricChoice.PerImage.Concat(experiment.MetricChoice.OfSets)
            .SelectMany(metric => metric.Weights)
            .Distinct()
            .ToDictionary(weights => weights, weights => experiment.Store.Entry(weights).Sha256),
        ScriptMetrics = MetricsOfScripts(experiment.Resolved.Registry ?? Components.Registry),
        Extra = new Dictionary<string, string>(experiment.Resolved.Scripts.Select(s => KeyValuePair.Create($"script {s.Name}", s.Sha256)))
        {
            ["libtorch"] = LibTorch.Version,
            ["libtorch_threads"] = LibTorch.Threads.ToString(),
            ["libtorch_build"] = LibTorch.BuildConfiguration,
            ["device"] = experiment.Device.ToString(),
        },
    };

    /// <summary>What a mask set is: which masks, and of which images.</summary>
    internal static string Provenance(Experiment experiment, MaskSet set) => JsonSerializer.Serialize(new
    {
        masks = set.Bank.Masks.Count,
        hash = set.Bank.Hash,
        images = set.Pairs.Count,
        seed = MaskSet.Seed,
        dataset_manifest = experiment.Dataset.ManifestHash,
        dataset_content = experiment.DatasetContentHash,
    });

    /// <summary>The scripts of a spec, as files of its run.</summary>
    /// <exception cref="UserErrorException">Two of them consist of different files of one name.</exception>
    internal static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Scripts(ResolvedSpec resolved)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var part in resolved.Scripts.SelectMany(script => script.Parts))
        {
            var name = $"{SpecScript.RunFolder}/{part.Name}";
            if (!files.TryAdd(name, part.Content) && !files[name].Span.SequenceEqual(part.Content.Span))
            {
                throw new UserErrorException(
                    $"two scripts consist of different files named {part.Name}; a run keeps them in one folder: rename one");
            }
        }

        return files;
    }

    /// <summary>The weights of a metric per image that has some.</summary>
    internal static string Provenance(Experiment experiment, NamedMetric metric) => JsonSerializer.Serialize(
        new { weights = metric.Weights.ToDictionary(w => w, w => experiment.Store.Entry(w).Sha256) });

    /// <summary>What differs in ways that can change results.</summary>
    internal static IEnumerable<string> Differences(RunEnvironment before, RunEnvironment now) =>
        EnvironmentDifference.Between(before, now).Where(d => d.ChangesBits).Select(d => d.ToString());

    // All that the scripts define: a metric that was not asked for may be evaluated later.
    private static Dictionary<string, RecordedMetric> MetricsOfScripts(ComponentRegistry registry)
    {
        var builtIn = Components.Registry.All<MetricAttribute>().Select(c => c.Name).ToHashSet();
        return registry.All<MetricAttribute>()
            .Where(c => !builtIn.Contains(c.Name))
            .ToDictionary(
                c => c.Name, c => new RecordedMetric(((MetricAttribute)c.Attribute).HigherIsBetter, ((MetricAttribute)c.Attribute).Unit));
    }

    private static string VariantOf(object options) =>
        options.GetType().GetProperty("Variant")?.GetValue(options) is { } variant
            ? System.Text.RegularExpressions.Regex.Replace(
                variant.ToString()!,
                "(?<=[a-z0-9])(?=[A-Z])",
                "-",
                System.Text.RegularExpressions.RegexOptions.None,
                TimeSpan.FromSeconds(1)).ToLowerInvariant()
            : "";
}
