using System.Globalization;
using System.Security.Cryptography;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Torch.Safetensors;
using InpaintLab.Training.Checkpoints;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training;

/// <summary>What must be the same, bit for bit, in two runs of one spec, interrupted or not: as lines, to be compared.</summary>
internal static class RunContent
{
    public static IReadOnlyList<string> Of(RunFolder run)
    {
        var log = RunLog.Read(run.LogPath);
        return
        [
            .. Tensors(Checkpoint.LastPath(run)),
            .. Tensors(Checkpoint.BestPath(run)),
            .. Series(log),
            .. log.ImageRows().Select(Row),
            .. log.Images().Select(i => $"image {i.Name} {i.Step} {Hash(File.ReadAllBytes(Path.Combine(run.Path, i.Path)))}"),
            .. log.Summary.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"summary {s.Key} {Number(s.Value)}"),
            $"state {log.State}",
        ];
    }

    /// <summary>Every tensor of a checkpoint by its bytes; none where there is no file.</summary>
    public static IEnumerable<string> Tensors(string checkpoint)
    {
        if (!File.Exists(checkpoint))
            return [];
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(checkpoint);
        var name = Path.GetFileName(checkpoint);
        return
        [
            $"{name} step {file.Metadata["step"]}",
            .. file.Entries.OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => $"{name} {e.Name} {Hash(file.Read(e.Name).bytes)}"),
        ];
    }

    /// <summary>All series but those of time and memory.</summary>
    public static IEnumerable<string> Series(RunLog log) => log.Keys
        .Where(key => !key.StartsWith("time/", StringComparison.Ordinal) && !key.StartsWith("memory/", StringComparison.Ordinal))
        .SelectMany(key => log.Series(key).Select(p => $"series {key} step {p.Step} epoch {p.Epoch} {Number(p.Value)}"));

    private static string Row(EvaluatedRow r) =>
        $"row {r.MaskSet} {r.Step} {r.Row.ImageId} {r.Row.MaskId} {r.Row.HoleRatio} {r.Row.Metric} {Number(r.Row.Value)}";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
