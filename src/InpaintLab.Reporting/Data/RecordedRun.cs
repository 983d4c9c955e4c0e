using System.Text.Json;
using InpaintLab.Core.Errors;
using InpaintLab.Runs;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Runs.Queries;
using YamlDotNet.Core;

namespace InpaintLab.Reporting.Data;

/// <summary>
/// One run for reports: what it is at once, its results when they are asked for. Valid as long as the <see cref="RunStore"/> it is from.
/// </summary>
public sealed class RecordedRun
{
    private readonly RunIndex _index;
    private readonly Lazy<IReadOnlyDictionary<string, string>> _labels;
    private readonly Lazy<RunSpec> _spec;
    private readonly Lazy<RunEnvironment?> _environment;
    private readonly Lazy<IReadOnlyDictionary<string, string>> _provenance;
    private readonly Lazy<IReadOnlyList<SetMetricRecord>> _setMetrics;
    private readonly Lazy<IReadOnlyList<ImageResult>> _results;
    private readonly Lazy<RunBudget> _budget;

    internal RecordedRun(RunIndex index, RunFolder folder, RunSummary summary)
    {
        (_index, Files, Summary) = (index, folder, summary);
        _labels = new(ReadLabels);
        _spec = new(ReadSpec);
        _environment = new(() => File.Exists(folder.EnvironmentPath) ? RunEnvironment.Read(folder.EnvironmentPath) : null);
        _provenance = new(() => index.Provenance(summary.Folder));
        _setMetrics = new(() => SetMetricRecord.Of(_provenance.Value));
        _results = new(() => [.. index.ImageRows(summary.Folder, latestOnly: true).Select(ImageResult.Of)]);
        _budget = new(() => RunBudget.Of(RunLog.Read(folder.LogPath), Spec));
    }

    /// <summary>Its line in the list of runs.</summary>
    public RunSummary Summary { get; }

    /// <summary>The files of its folder.</summary>
    public RunFolder Files { get; }

    /// <summary>The run's id.</summary>
    public string Id => Summary.Id;

    /// <summary>The experiment's name.</summary>
    public string Name => Summary.Name;

    /// <summary>The seed.</summary>
    public long Seed => Summary.Seed;

    /// <summary>Family and variant, e.g. "gated-conv/unet".</summary>
    public string Model => Summary.Variant.Length == 0 ? Summary.Family : $"{Summary.Family}/{Summary.Variant}";

    /// <summary>Its place in the matrix of its spec, choice by axis.</summary>
    public IReadOnlyDictionary<string, string> Labels => _labels.Value;

    /// <summary>Its resolved spec; without keys when the file is missing.</summary>
    /// <exception cref="UserErrorException">The file is not YAML.</exception>
    public RunSpec Spec => _spec.Value;

    /// <summary>The machine and the software; null when the file is missing.</summary>
    public RunEnvironment? Environment => _environment.Value;

    /// <summary>What it cost.</summary>
    public RunBudget Budget => _budget.Value;

    /// <summary>As JSON, how each metric and mask set came about, by its key in the log.</summary>
    public IReadOnlyDictionary<string, string> Provenance => _provenance.Value;

    /// <summary>The latest metrics of sets of images.</summary>
    public IReadOnlyList<SetMetricRecord> SetMetrics => _setMetrics.Value;

    /// <summary>The latest results for each image, of all mask sets, methods and metrics.</summary>
    public IReadOnlyList<ImageResult> Results => _results.Value;

    /// <summary>Equal for runs that differ in nothing but their seed.</summary>
    public string GroupKey => Spec.Text.Length > 0 ? Spec.HashWithoutSeed : Summary.SpecHash;

    /// <summary>The keys of its series.</summary>
    public IReadOnlyList<string> SeriesKeys => _index.Keys(Summary.Folder);

    /// <summary>The points of a series that count, in order; empty when there is no such key.</summary>
    public IReadOnlyList<ScalarPoint> Series(string key) => _index.Series(Summary.Folder, key);

    /// <summary>Pictures that count; their paths are relative to its folder.</summary>
    public IReadOnlyList<LoggedImage> Images => _index.Images(Summary.Folder);

    /// <summary>A property of a run by name: a label of its matrix, one of <see cref="RunKeys"/>, or a key of its spec; null when it has none.</summary>
    public string? Value(string key) =>
        Labels.TryGetValue(key, out var label) ? label : RunKeys.Of(this, key) ?? Spec[key];

    /// <summary>The hash of the masks of a set of the final evaluation, e.g. "test/box"; null when the run does not say.</summary>
    public string? MaskBankHash(string setName)
    {
        if (!Provenance.TryGetValue(setName, out var json))
            return null;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("hash", out var hash) ? hash.GetString() : null;
    }

    /// <summary>Name and id.</summary>
    public override string ToString() => $"{Name} {Id}";

    private IReadOnlyDictionary<string, string> ReadLabels()
    {
        using var reader = new LogReader(Files.LogPath);
        return reader.Records().FirstOrDefault() is DescriptionRecord first ? first.Description.Labels : new Dictionary<string, string>();
    }

    private RunSpec ReadSpec()
    {
        try
        {
            return new RunSpec(File.Exists(Files.SpecPath) ? File.ReadAllText(Files.SpecPath) : "");
        }
        catch (YamlException e)
        {
            throw new UserErrorException($"{Files.SpecPath}:{e.Start.Line}:{e.Start.Column}: expected the resolved spec of a run as YAML: {e.Message}", e);
        }
    }
}
