using InpaintLab.Runs.Folders;
using InpaintLab.Torch.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Training.Checkpoints;

/// <summary>How far the last checkpoints of two runs are the same: weights, averages and the optimisers' states.</summary>
/// <param name="Tensors">Tensors that both have.</param>
/// <param name="Missing">Tensors that only one has, or of another shape or type.</param>
/// <param name="Different">Tensors that differ in at least one bit.</param>
/// <param name="LargestDifference">The largest absolute difference of two numbers in them.</param>
public sealed record WeightsAgreement(int Tensors, int Missing, int Different, double LargestDifference)
{
    /// <summary>Whether both are equal, bit for bit.</summary>
    public bool IsIdentical => Missing == 0 && Different == 0;

    /// <summary>Compares them; null when one of the runs has none.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static WeightsAgreement? Of(RunFolder first, RunFolder second)
    {
        if (!File.Exists(Checkpoint.LastPath(first)) || !File.Exists(Checkpoint.LastPath(second)))
            return null;
        using var a = SafetensorsFile.Open(Checkpoint.LastPath(first));
        using var b = SafetensorsFile.Open(Checkpoint.LastPath(second));
        var others = b.Entries.Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
        var common = a.Entries.Select(e => e.Name).Where(others.Contains).ToList();
        var (different, missing, largest) = (0, a.Entries.Count + others.Count - (2 * common.Count), 0.0);
        foreach (var name in common)
        {
            using var scope = NewDisposeScope();
            using var constants = no_grad();
            var (x, y) = (a.Read(name), b.Read(name));
            if (x.dtype != y.dtype || !x.shape.SequenceEqual(y.shape))
            {
                missing++;
            }
            else if (!x.bytes.SequenceEqual(y.bytes))
            {
                different++;
                largest = Math.Max(largest, (x.to(ScalarType.Float64) - y.to(ScalarType.Float64)).abs().max().ToDouble());
            }
        }

        return new WeightsAgreement(common.Count, missing, different, largest);
    }
}
