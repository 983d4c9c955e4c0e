using InpaintLab.Training.Inference;

namespace InpaintLab.Cli.Inpainting;

/// <summary>What was done to one image; the document of <c>--json</c> has one of these for each.</summary>
internal sealed record InpaintingResult(string Image, string? Mask, string Output, string Status)
{
    /// <summary>Values of <see cref="Status"/>.</summary>
    public const string StatusDone = "done", StatusSkipped = "skipped", StatusFailed = "failed";

    /// <summary>In pixels.</summary>
    public int? Width { get; init; }

    /// <summary>In pixels.</summary>
    public int? Height { get; init; }

    /// <summary>The share of hole pixels.</summary>
    public double? HoleRatio { get; init; }

    /// <summary>How the image reached the network: whole, tiles or crops.</summary>
    public string? Strategy { get; init; }

    /// <summary>How many pieces were computed.</summary>
    public int? Pieces { get; init; }

    /// <summary>Why it failed: one of the constants of <see cref="InpaintingFailure"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>The same as a sentence.</summary>
    public string? Error { get; init; }

    /// <summary>An image that was inpainted and written.</summary>
    public static InpaintingResult Done(LoadedTask loaded, InpaintingStrategy strategy, int pieces) =>
        new(loaded.Task.Image, loaded.Task.Mask, loaded.Task.Output, StatusDone)
        {
            Width = loaded.Image.Width,
            Height = loaded.Image.Height,
            HoleRatio = loaded.Mask.AsSpan().Count((byte)1) / (double)loaded.Mask.Length,
            Strategy = strategy.ToString().ToLowerInvariant(),
            Pieces = pieces,
        };

    /// <summary>An image whose result was there already.</summary>
    public static InpaintingResult Skipped(InpaintingTask task) => new(task.Image, task.Mask, task.Output, StatusSkipped);

    /// <summary>An image that could not be done.</summary>
    public static InpaintingResult Failed(InpaintingTask task, InpaintingFailure failure) =>
        new(task.Image, task.Mask, task.Output, StatusFailed) { Reason = failure.Reason, Error = failure.Message };
}

/// <summary>A batch in numbers.</summary>
internal sealed class InpaintingSummary(IReadOnlyList<InpaintingResult> results, TimeSpan time)
{
    /// <summary>Images inpainted and written.</summary>
    public int Done { get; } = results.Count(r => r.Status == InpaintingResult.StatusDone);

    /// <summary>Images whose results were there already.</summary>
    public int Skipped { get; } = results.Count(r => r.Status == InpaintingResult.StatusSkipped);

    /// <summary>Images that could not be done.</summary>
    public int Failed { get; } = results.Count(r => r.Status == InpaintingResult.StatusFailed);

    /// <summary>How many failed for each reason.</summary>
    public SortedDictionary<string, int> Failures { get; } = new(
        results.Where(r => r.Reason is not null).GroupBy(r => r.Reason!).ToDictionary(g => g.Key, g => g.Count()), StringComparer.Ordinal);

    /// <summary>Wall time in seconds, reading and writing included.</summary>
    public double Seconds { get; } = time.TotalSeconds;

    /// <summary>Images done in a second of it.</summary>
    public double ImagesPerSecond => Done / Math.Max(Seconds, 1e-9);

    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        var reasons = Failed == 0 ? "" : $" ({string.Join(", ", Failures.Select(f => $"{f.Key.Replace('_', ' ')} {f.Value}"))})";
        return $"{Done} done, {Skipped} skipped, {Failed} failed{reasons}, {ImagesPerSecond:F1} images/s";
    }
}
