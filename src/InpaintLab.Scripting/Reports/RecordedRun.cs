using InpaintLab.Runs;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Scripting.Reports;

/// <summary>One run as a script sees it: read only. What is large is read when it is asked for.</summary>
public sealed class RecordedRun
{
    private readonly RecordedRuns _runs;
    private readonly Lazy<IReadOnlyDictionary<string, string>> _labels;
    private readonly RunFolder _files;

    internal RecordedRun(RecordedRuns runs, RunSummary summary, RunFolder files)
    {
        _runs = runs;
        _files = files;
        Summary = summary;
        _labels = new Lazy<IReadOnlyDictionary<string, string>>(
            () => files.ReadDescription()?.Description.Labels ?? new Dictionary<string, string>());
    }

    /// <summary>Its line in the list of runs.</summary>
    public RunSummary Summary { get; }

    /// <summary>The run's id.</summary>
    public string Id => Summary.Id;

    /// <summary>The experiment's name.</summary>
    public string Name => Summary.Name;

    /// <summary>Where it stands.</summary>
    public RunState State => Summary.State;

    /// <summary>The model family.</summary>
    public string Family => Summary.Family;

    /// <summary>The family's variant; empty where it has none.</summary>
    public string Variant => Summary.Variant;

    /// <summary>The kind of training masks.</summary>
    public string Mask => Summary.Mask;

    /// <summary>The dataset.</summary>
    public string Dataset => Summary.Dataset;

    /// <summary>Side of the training images, px.</summary>
    public int Resolution => Summary.Resolution;

    /// <summary>The seed.</summary>
    public long Seed => Summary.Seed;

    /// <summary>When it was created (UTC).</summary>
    public DateTime Created => Summary.Created;

    /// <summary>The last step logged, or -1.</summary>
    public long LastStep => Summary.LastStep;

    /// <summary>The run folder, a full path.</summary>
    public string Folder => _files.Path;

    /// <summary>Results of the run by key; for keys without one, the last value of the series.</summary>
    public IReadOnlyDictionary<string, double> Metrics => Summary.Metrics;

    /// <summary>Its place in the matrix of its spec, choice by axis; empty without a matrix.</summary>
    public IReadOnlyDictionary<string, string> Labels => _labels.Value;

    /// <summary>The resolved spec as YAML.</summary>
    public string Spec => File.ReadAllText(_files.SpecPath);

    /// <summary>The machine and the software.</summary>
    public RunEnvironment Environment => RunEnvironment.Read(_files.EnvironmentPath);

    /// <summary>The keys of its series, sorted.</summary>
    public IReadOnlyList<string> Keys => _runs.Ask(index => index.Keys(Summary.Folder));

    /// <summary>Events in their order.</summary>
    public IReadOnlyList<EventRecord> Events => _runs.Ask(index => index.Events(Summary.Folder));

    /// <summary>Pictures that count; their paths are relative to <see cref="Folder"/>.</summary>
    public IReadOnlyList<LoggedImage> Images => _runs.Ask(index => index.Images(Summary.Folder));

    /// <summary>The latest metrics of sets of images, with the conditions under which they compare.</summary>
    public IReadOnlyList<SetMetricRecord> SetMetrics => SetMetricRecord.Of(_runs.Ask(index => index.Provenance(Summary.Folder)));

    /// <summary>The latest evaluations: mean and deviation of each metric under each set of masks.</summary>
    public IReadOnlyList<MetricMean> Means => MetricMean.Of(Rows());

    /// <summary>A result by its key, e.g. <c>psnr_hole</c>; NaN where the run has none.</summary>
    public double Metric(string key) => Metrics.GetValueOrDefault(key, double.NaN);

    /// <summary>The points of a series in their order, without superseded ones; empty when there are none.</summary>
    public IReadOnlyList<ScalarPoint> Series(string key) => _runs.Ask(index => index.Series(Summary.Folder, key));

    /// <summary>Results per image and mask: of the latest evaluations, or of all.</summary>
    public IReadOnlyList<EvaluatedRow> Rows(bool latestOnly = true) => _runs.Ask(index => index.ImageRows(Summary.Folder, latestOnly));

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Id}";
}
