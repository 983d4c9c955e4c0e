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
/// One run for reports, read only: what it is at once, its results when they are asked for. Any thread may ask; one from a
/// <see cref="RunStore"/> answers as long as that is open.
/// </summary>
public sealed class RecordedRun
{
    private readonly IRunSource _source;
    private readonly Lazy<IReadOnlyList<string>> _keys;
    private readonly Lazy<RunSpec> _spec;
    private readonly Lazy<RunEnvironment?> _environment;
    private readonly Lazy<IReadOnlyDictionary<string, string>> _provenance;
    private readonly Lazy<IReadOnlyList<SetMetricRecord>> _setMetrics;
    private readonly Lazy<IReadOnlyList<ImageResult>> _results;
    private readonly Lazy<RunBudget> _budget;

    internal RecordedRun(IRunSource source, RunFolder folder, RunSummary summary)
    {
        (_source, Files, Summary) = (source, folder, summary);
        _keys = new(() => AllKeys(folder.LogPath));
        _spec = new(ReadSpec);
        _environment = new(() => File.Exists(folder.EnvironmentPath) ? RunEnvironment.Read(folder.EnvironmentPath) : null);
        _provenance = new(() => source.Provenance);
        _setMetrics = new(() => SetMetricRecord.Of(_provenance.Value));
        _results = new(() => ImageResult.Of(source.Rows(latestOnly: true)));
        _budget = new(() => RunBudget.Of(this));
    }

    /// <summary>Its line in the list of runs.</summary>
    public RunSummary Summary { get; }

    /// <summary>The files of its folder.</summary>
    public RunFolder Files { get; }

    /// <summary>The run folder, a full path.</summary>
    public string Folder => Files.Path;

    /// <summary>The run's id.</summary>
    public string Id => Summary.Id;

    /// <summary>The experiment's name.</summary>
    public string Name => Summary.Name;

    /// <summary>Where it stood when the store was opened.</summary>
    public RunState State => Summary.State;

    /// <summary>The model family.</summary>
    public string Family => Summary.Family;

    /// <summary>The family's variant; empty where it has none.</summary>
    public string Variant => Summary.Variant;

    /// <summary>Family and variant, e.g. "gated-conv/unet".</summary>
    public string Model => Variant.Length == 0 ? Family : $"{Family}/{Variant}";

    /// <summary>The kind of training masks.</summary>
    public string Mask => Summary.Mask;

    /// <summary>The kind of dataset.</summary>
    public string Dataset => Summary.Dataset;

    /// <summary>Side of the training images, px.</summary>
    public int Resolution => Summary.Resolution;

    /// <summary>The seed.</summary>
    public long Seed => Summary.Seed;

    /// <summary>When it was created (UTC).</summary>
    public DateTime Created => Summary.Created;

    /// <summary>The last step logged, or -1.</summary>
    public long LastStep => Summary.LastStep;

    /// <summary>Results of the run by key; for keys without one, the last value of the series.</summary>
    public IReadOnlyDictionary<string, double> Metrics => Summary.Metrics;

    /// <summary>Its place in the matrix of its spec, choice by axis; empty without a matrix.</summary>
    public IReadOnlyDictionary<string, string> Labels => Summary.Labels;

    /// <summary>Its resolved spec; without keys when the file is missing.</summary>
    /// <exception cref="UserErrorException">The file is not YAML.</exception>
    public RunSpec Spec => _spec.Value;

    /// <summary>The machine and the software; null when the file is missing.</summary>
    public RunEnvironment? Environment => _environment.Value;

    /// <summary>What it cost.</summary>
    public RunBudget Budget => _budget.Value;

    /// <summary>As JSON, how each metric and mask set came about, by its key in the log.</summary>
    public IReadOnlyDictionary<string, string> Provenance => _provenance.Value;

    /// <summary>The latest metrics of sets of images, with the conditions under which they compare.</summary>
    public IReadOnlyList<SetMetricRecord> SetMetrics => _setMetrics.Value;

    /// <summary>The latest results for each image, of all mask sets, methods and metrics.</summary>
    public IReadOnlyList<ImageResult> Results => _results.Value;

    /// <summary>The latest evaluations: mean and deviation of each metric under each set of masks, as keyed in the log.</summary>
    public IReadOnlyList<MetricMean> Means => MetricMean.Of(Rows());

    /// <summary>The latest evaluations by bin of hole ratio.</summary>
    public IReadOnlyList<BinMean> Bins => BinMean.Of(Rows());

    /// <summary>Equal for runs that differ in nothing but their seed.</summary>
    public string GroupKey => (Family, Spec.Text) switch
    {
        ("", _) => Id, // the description is damaged: nobody knows the seed
        (_, "") => Summary.SpecHash,
        _ => Spec.HashWithoutSeed,
    };

    /// <summary>The keys of its series, sorted.</summary>
    public IReadOnlyList<string> Keys => _keys.Value;

    /// <summary>Events in their order.</summary>
    public IReadOnlyList<EventRecord> Events => _source.Events;

    /// <summary>Pictures that count; their paths are relative to <see cref="Folder"/>.</summary>
    public IReadOnlyList<LoggedImage> Images => _source.Images;

    /// <summary>A run from its own files, without a store.</summary>
    /// <exception cref="UserErrorException">The log cannot be understood.</exception>
    public static RecordedRun Read(RunFolder folder)
    {
        var log = RunLog.Read(folder.LogPath);
        var summary = RunSummary.Of(folder, folder.FolderName, log) with { State = folder.StateNow(log.State) };
        return new RecordedRun(new LoggedRunSource(log), folder, summary);
    }

    /// <summary>The points of a series that count, in order of steps; empty when there is no such key. Read anew at every call.</summary>
    public IReadOnlyList<ScalarPoint> Series(string key)
    {
        using var scan = Scan(name => name == key);
        return scan[key]?.ToPoints() ?? [];
    }

    /// <summary>Several series, read from the log in one pass as columns; the caller disposes them.</summary>
    /// <param name="isWanted">Which, by their keys.</param>
    public SeriesScan Scan(Func<string, bool> isWanted) => SeriesScan.Read(Files.LogPath, isWanted);

    /// <summary>Results per image and mask as they are logged: of the latest evaluations, or of all.</summary>
    public IReadOnlyList<EvaluatedRow> Rows(bool latestOnly = true) => _source.Rows(latestOnly);

    /// <summary>A result by its key, e.g. <c>psnr_hole</c>; NaN where the run has none.</summary>
    public double Metric(string key) => Metrics.GetValueOrDefault(key, double.NaN);

    /// <summary>
    /// A property of a run by name: a label of its matrix, one of <see cref="RunKeys"/>, or a key of its spec; null when it has none.
    /// </summary>
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

    private static IReadOnlyList<string> AllKeys(string logPath)
    {
        using var scan = SeriesScan.Read(logPath, _ => false);
        return scan.AllKeys;
    }

    private RunSpec ReadSpec()
    {
        try
        {
            return new RunSpec(File.Exists(Files.SpecPath) ? File.ReadAllText(Files.SpecPath) : "");
        }
        catch (YamlException e)
        {
            throw new UserErrorException(
                $"{Files.SpecPath}:{e.Start.Line}:{e.Start.Column}: expected the resolved spec of a run as YAML: {e.Message}", e);
        }
    }
}
