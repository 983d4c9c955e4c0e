using InpaintLab.Metrics.Paired;
using InpaintLab.Runs;
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
internal sealed record RunDocument(
    string Id,
    string Run,
    string Path,
    long Steps,
    IReadOnlyList<MaskSetDocument> Results,
    AdversarialHealth? Health,
    IReadOnlyList<string> Warnings,
    int BrokenImages,
    IReadOnlyList<string> Images)
{
    /// <summary>The document of an outcome.</summary>
    /// <param name="outcome">Results and pictures.</param>
    /// <param name="log">The run's log.</param>
    public static RunDocument Of(TrainingOutcome outcome, RunLog log)
    {
        var results = outcome.Network.Select((network, i) => new MaskSetDocument(
            network.MaskSet,
            ResultTables.ImagesIn(network),
            network.Summaries,
            outcome.Untrained[i].Summaries,
            outcome.KnownMean[i].Summaries,
            ResultTables.Gain(network, outcome.KnownMean[i])));

        // One file may be met by training, by evaluation and again after a resume.
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
            outcome.Grids);
    }
}

/// <summary>The results on one set of masks.</summary>
/// <param name="MaskSet">Split and set, e.g. "test/box".</param>
/// <param name="N">Images.</param>
/// <param name="Network">Each metric of the trained network.</param>
/// <param name="Untrained">The same of the network before the first step.</param>
/// <param name="KnownMean">The same of the mean of the known pixels.</param>
/// <param name="PsnrHoleGain">dB of hole PSNR above the mean of the known pixels; null when it was not measured.</param>
internal sealed record MaskSetDocument(
    string MaskSet,
    int N,
    IReadOnlyDictionary<string, MetricSummary> Network,
    IReadOnlyDictionary<string, MetricSummary> Untrained,
    IReadOnlyDictionary<string, MetricSummary> KnownMean,
    double? PsnrHoleGain);
