using InpaintLab.Metrics.Paired;
using InpaintLab.Runs;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Loop;

namespace InpaintLab.Cli.Output;

/// <summary>The results of a run: the document of <c>run --json</c>.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Run">Its folder's name.</param>
/// <param name="Path">Its folder.</param>
/// <param name="Steps">Updates made.</param>
/// <param name="Results">One for each set of masks.</param>
/// <param name="Health">The adversarial game at the end; null without one.</param>
/// <param name="Warnings">Signs that training went wrong, and what to try.</param>
/// <param name="BrokenImages">Files of the dataset that could not be read and were skipped.</param>
/// <param name="Images">Pictures of the evaluation.</param>
/// <param name="NotComputed">Metrics that were asked for and lack something, with what brings it.</param>
internal sealed record RunDocument(
    string Id,
    string Run,
    string Path,
    long Steps,
    IReadOnlyList<MaskSetDocument> Results,
    AdversarialHealth? Health,
    IReadOnlyList<string> Warnings,
    int BrokenImages,
    IReadOnlyList<string> Images,
    IReadOnlyList<MissingMetric> NotComputed)
{
    /// <summary>What it cost.</summary>
    public RunCost? Cost { get; init; }

    /// <summary>Hash of what decides which images the dataset holds.</summary>
    public string? DatasetManifestHash { get; init; }

    /// <summary>Hash of the dataset's files by their contents; null for a dataset without files.</summary>
    public string? DatasetContentHash { get; init; }

    /// <summary>The document of an outcome.</summary>
    /// <param name="outcome">Results and pictures.</param>
    /// <param name="log">The run's log.</param>
    public static RunDocument Of(TrainingOutcome outcome, RunLog log)
    {
        var results = outcome.Network.Select((network, i) => new MaskSetDocument(
            network.MaskSet,
            ResultTables.ImagesIn(network),
            network.Summaries,
            outcome.Untrained.ElementAtOrDefault(i)?.Summaries,
            outcome.KnownMean[i].Summaries,
            ResultTables.Gain(network, outcome.KnownMean[i]),
            SetMetricDocument.Of(network, outcome.Untrained.ElementAtOrDefault(i), outcome.KnownMean[i])));

        // One file may be met by training, by evaluation and again after a resume.
        var environment = RunEnvironment.Read(outcome.Run.EnvironmentPath);
        var broken = log.Events.Where(e => e.Kind == "broken-image").Select(e => e.Message).Distinct().Count();
        return new RunDocument(
            outcome.Run.Id,
            outcome.Run.FolderName,
            outcome.Run.Path,
            outcome.Steps,
            [.. results],
            AdversarialHealth.Of(log),
            HealthDocument.WarningsOf(log),
            broken,
            outcome.Grids,
            outcome.Missing)
        {
            Cost = RunCost.Of(RunSummary.Of(outcome.Run, outcome.Run.FolderName, log).Metrics),
            DatasetManifestHash = environment.DatasetManifestHash,
            DatasetContentHash = environment.DatasetContentHash,
        };
    }
}

/// <summary>The results on one set of masks.</summary>
/// <param name="MaskSet">Split and set, e.g. "test/box".</param>
/// <param name="N">Images.</param>
/// <param name="Network">Each metric of the trained network, or of the classical method.</param>
/// <param name="Untrained">The same of the network before the first step; null for a classical method.</param>
/// <param name="KnownMean">The same of the mean of the known pixels.</param>
/// <param name="PsnrHoleGain">dB of hole PSNR above the mean of the known pixels; null when it was not measured.</param>
/// <param name="SetMetrics">The metrics of all composites against all true images.</param>
internal sealed record MaskSetDocument(
    string MaskSet,
    int N,
    IReadOnlyDictionary<string, MetricSummary> Network,
    IReadOnlyDictionary<string, MetricSummary>? Untrained,
    IReadOnlyDictionary<string, MetricSummary> KnownMean,
    double? PsnrHoleGain,
    IReadOnlyList<SetMetricDocument> SetMetrics);

/// <summary>A metric of sets.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Network">Its value for the trained network.</param>
/// <param name="StandardDeviation">Over subsets, where there are any.</param>
/// <param name="Untrained">Its value for the network before the first step; null for a classical method.</param>
/// <param name="KnownMean">Its value for the mean of the known pixels.</param>
/// <param name="Conditions">Weights, layer, resize, sample sizes: numbers compare only where all of it is the same.</param>
/// <param name="Notes">What to know before comparing it.</param>
internal sealed record SetMetricDocument(
    string Metric,
    double Network,
    double? StandardDeviation,
    double? Untrained,
    double KnownMean,
    IReadOnlyDictionary<string, string> Conditions,
    IReadOnlyList<string> Notes)
{
    /// <summary>One for each metric of sets.</summary>
    public static IReadOnlyList<SetMetricDocument> Of(EvaluationResult network, EvaluationResult? untrained, EvaluationResult knownMean) =>
    [
        .. network.Sets.Select((set, i) => new SetMetricDocument(
            set.Metric,
            set.Value.Value,
            set.Value.StandardDeviation,
            untrained?.Sets[i].Value.Value,
            knownMean.Sets[i].Value.Value,
            set.Conditions(),
            set.Value.Notes)),
    ];
}
