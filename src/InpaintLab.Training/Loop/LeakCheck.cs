using InpaintLab.Data.Datasets;
using InpaintLab.Data.Manifests;
using InpaintLab.Runs;
using InpaintLab.Runs.Log;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Training.Loop;

/// <summary>Keeps images of a split out of those that judge it; a method without training is chosen by none.</summary>
internal static class LeakCheck
{
    // Reading fewer takes no time that anybody would notice.
    private const int WorthALine = 2000;

    /// <summary>Reads the dataset, once for each state of its files, and refuses leaks unless the spec excludes or allows them.</summary>
    /// <exception cref="Core.Errors.UserErrorException">
    /// There are leaks: the pairs are named, with the place of the dataset in the spec.
    /// </exception>
    public static void Refuse(Experiment experiment, ITrainingObserver observer)
    {
        if (!experiment.IsTrained || experiment.Dataset is not ImageFileDataset files)
            return;
        experiment.Spec.Dataset.Placed(() =>
        {
            files.RefuseLeaks((read, all) =>
            {
                if (read == 1 && all >= WorthALine)
                    observer.OnNotice($"reading {all} images, this first time only: does one stand in two splits?");
            });
            return true;
        });
    }

    /// <summary>Logs what the spec excluded or allowed.</summary>
    public static void Log(Experiment experiment, RunWriter run)
    {
        if (!experiment.IsTrained || experiment.Dataset is not ImageFileDataset files || files.FindLeaks() is not { Count: > 0 } leaks)
            return;
        var images = leaks.GroupBy(leak => leak.From, leak => leak.Image)
            .Select(of => (Split: of.Key, Count: of.Distinct().Count()))
            .ToList();
        var (kind, level, fate) = files.Leaks == LeakPolicy.Exclude
            ? ("leaks-excluded", EventLevel.Info, "are left out")
            : ("leaks-allowed", EventLevel.Warning, "are used although results are measured on them, too");
        var which = string.Join(" and ", images.Select(of => $"{of.Count} images of {of.Split.Name()}"));
        run.LogEvent(level, kind, $"{which} that a later split has {fate}, e.g. {leaks[0]}", images.Sum(of => of.Count));
    }
}
