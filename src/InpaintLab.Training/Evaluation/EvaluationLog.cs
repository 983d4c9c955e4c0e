using InpaintLab.Imaging;
using InpaintLab.Models;
using InpaintLab.Runs;
using InpaintLab.Runs.Log;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Training.Evaluation;

/// <summary>
/// Writes evaluations into a run: one row per image, the means as series, metrics of sets as series with their provenance, grids as PNG.
/// </summary>
public static class EvaluationLog
{
    /// <summary>Logs results; <paramref name="prefix"/> names a baseline ("known-mean/") and is empty for the run's own network.</summary>
    public static void Write(RunWriter run, long step, IReadOnlyList<EvaluationResult> results, string prefix)
    {
        foreach (var result in results)
        {
            foreach (var set in result.Sets)
                Write(run, step, result.MaskSet, set, prefix);
            run.LogImageRows(step, result.MaskSet, [.. result.Rows.Select(row => row with { Metric = prefix + row.Metric })]);
            run.LogScalars(step, 0, [.. result.Summaries.Select(s => new ScalarValue($"{result.MaskSet}/{prefix}{s.Key}", s.Value.Mean))]);
        }

        run.Commit();
    }

    /// <summary>Writes a grid of each mask set to images/ and returns the files.</summary>
    public static IReadOnlyList<string> WriteGrids(
        RunWriter run, long step, Evaluator evaluator, InpaintingGenerator generator, IReadOnlyList<MaskSet> sets)
    {
        var files = new List<string>();
        foreach (var set in sets)
        {
            if (evaluator.DrawGrid(generator, set) is not { } grid)
                continue;
            var path = Path.Combine(run.Folder.ImagesPath, $"{set.Name.Replace('/', '-')}-{step:d7}.png");
            ImageFile.Write(path, grid);
            run.LogImage(step, $"grid/{set.Name}", path);
            files.Add(path);
        }

        run.Commit();
        return files;
    }

    private static void Write(RunWriter run, long step, string maskSet, SetResult set, string prefix)
    {
        var key = $"{maskSet}/{prefix}{set.Metric}";
        run.LogScalar(step, 0, key, set.Value.Value);
        var record = new SetMetricRecord(
            set.Metric, maskSet, prefix.TrimEnd('/'), step, set.Value.Value,
            set.Value.StandardDeviation, set.Conditions(), set.Value.Notes);
        run.SetProvenance(key, record.ToJson());
    }
}
