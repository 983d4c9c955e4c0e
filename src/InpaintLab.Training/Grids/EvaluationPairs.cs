using System.Text.Json;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Loading;
using InpaintLab.Imaging;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Loop;

namespace InpaintLab.Training.Grids;

/// <summary>The images and frozen masks on which a run was evaluated in the end.</summary>
public static class EvaluationPairs
{
    private const int BatchSize = 16;

    /// <summary>Reads some of them, each image under every mask set before the next image.</summary>
    /// <param name="run">The run; its dataset must be at hand.</param>
    /// <param name="masks">Names of its mask sets, or of kinds of masks, which are drawn anew; none: its first set.</param>
    /// <param name="selection">Which images.</param>
    /// <param name="notify">Receives what a user should know, e.g. a broken image.</param>
    /// <exception cref="UserErrorException">
    /// Data are missing, a name is unknown, or the masks are not those that the run recorded.
    /// </exception>
    public static IReadOnlyList<MaskedImage> Read(
        RunFolder run, IReadOnlyList<string> masks, ImageSelection selection, Action<string> notify)
    {
        var experiment = new Experiment(SpecLoader.Resolve(run.SpecPath, ["device=cpu"], Components.Registry));
        var split = TrainingSession.FinalSplit(experiment);
        var recorded = RunLog.Read(run.LogPath).Provenance;
        var columns = MaskChoice.Of(masks, experiment.Spec).Select(mask =>
        {
            var set = MaskSet.Of(experiment, split, mask, e => notify($"skipped: {e.Message}"));
            CheckRecorded(run, recorded, set);
            return Read(set, mask.Name, selection, $"{run.FolderName}'s evaluation on {split}".ToLowerInvariant());
        }).ToList();
        return [.. Enumerable.Range(0, columns[0].Count).SelectMany(i => columns.Select(c => c[i]))];
    }

    private static IReadOnlyList<MaskedImage> Read(MaskSet set, string name, ImageSelection selection, string where)
    {
        var pairs = new List<MaskedImage>();
        foreach (var batch in set.Pairs.Batches(BatchSize))
        {
            pairs.AddRange(Enumerable.Range(0, batch.Count).Select(i => Of(batch, i, name)));
            if (pairs.Count >= (selection.Count ?? int.MaxValue))
                break;
        }

        return [.. selection.Places([.. pairs.Select(p => p.ImageId)], where).Select(place => pairs[place])];
    }

    private static MaskedImage Of(Batch batch, int i, string maskSet)
    {
        var area = batch.Height * batch.Width;
        var image = ImageBuffer.FromPlanar(batch.Images.AsSpan(i * 3 * area, 3 * area), 3, batch.Height, batch.Width);
        var mask = Array.ConvertAll(batch.Masks.AsSpan(i * area, area).ToArray(), value => (byte)value);
        return new MaskedImage(batch.ImageIds[i], maskSet, batch.MaskIds[i], image, mask);
    }

    private static void CheckRecorded(RunFolder run, IReadOnlyDictionary<string, string> recorded, MaskSet set)
    {
        if (!recorded.TryGetValue(set.Name, out var json))
            return;
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.TryGetProperty("hash", out var hash) && hash.GetString() != set.Bank.Hash)
        {
            throw new UserErrorException(
                $"{run.FolderName}: the masks of {set.Name} are not those of its evaluation (hash {set.Bank.Hash[..12]}, recorded "
                    + $"{hash.GetString()?[..12]}): "
                + "were its mask files changed?");
        }
    }
}
