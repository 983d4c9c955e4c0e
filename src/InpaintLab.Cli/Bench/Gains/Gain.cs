using InpaintLab.Cli.Bench.Workloads;
using InpaintLab.Core.Errors;

namespace InpaintLab.Cli.Bench.Gains;

/// <summary>Something that this program can do in two ways, of which one is to gain something.</summary>
/// <param name="Name">Its name in results; no two are the same.</param>
/// <param name="Ours">The way that is to gain.</param>
/// <param name="Peer">The other one.</param>
/// <param name="Iterations">How many are timed in each process.</param>
/// <param name="IsWholeProcess">
/// Whether the process counts from its start, rather than the median iteration after some that warm it up.
/// </param>
internal sealed record Gain(string Name, GainSide Ours, GainSide Peer, int Iterations = 3, bool IsWholeProcess = false)
{
    private const string Checkpointed = "activation_checkpointing: blocks";

    /// <summary>All rows.</summary>
    public static IReadOnlyList<Gain> All { get; } =
    [
        new(
            "attention, 8 x 2 x 1024 tokens of 32",
            new GainSide("inpaintlab::attention", () => new AttentionWorkload(isComposed: false)),
            new GainSide("ATen's operators", () => new AttentionWorkload(isComposed: true)),
            Iterations: 10),
        Filtering("convolution, unet-64, batch 8", "unet", 64, 8, iterations: 10),
        Filtering("convolution, unet-128, batch 4", "unet", 128, 4, iterations: 10),
        Filtering("convolution, self-attention-64, batch 8", "self-attention", 64, 8),
        Filtering("convolution, self-attention-128, batch 4", "self-attention", 128, 4),
        Training("bf16, unet-64, batch 8", "unet", 64, "precision: bf16", "bf16", 8, "fp32", iterations: 10),
        Training("bf16, self-attention-64, batch 8", "self-attention", 64, "precision: bf16", "bf16", 8, "fp32"),
        Training("bf16, transgan-small-64, batch 8", "transgan-small", 64, "precision: bf16", "bf16", 8, "fp32"),
        Training("checkpointing, unet-256, batch 8", "unet", 256, Checkpointed, "blocks", 8, "none"),
        Training("checkpointing, self-attention-128, batch 8", "self-attention", 128, Checkpointed, "blocks", 8, "none"),
        Training("checkpointing, self-attention-256, batch 2", "self-attention", 256, Checkpointed, "blocks", 2, "none"),
        Training("checkpointing, transgan-small-128, batch 8", "transgan-small", 128, Checkpointed, "blocks", 8, "none"),
        Training("checkpointing, transgan-small-256, batch 4", "transgan-small", 256, Checkpointed, "blocks", 4, "none"),
        Training("accumulation, unet-256, 8 images", "unet", 256, "accumulate: 4", "4 batches of 2", 2, "a batch of 8", peerBatch: 8),
        Training(
            "accumulation, self-attention-128, 8 images",
            "self-attention",
            128,
            "accumulate: 4",
            "4 batches of 2",
            2,
            "a batch of 8",
            peerBatch: 8),
        new(
            "kept memory, start and 22 steps of unet-64, batch 8",
            new GainSide("default", () => TrainStepWorkload.Of("unet", 64, 8)),
            new GainSide("INPAINTLAB_CPU_MEMORY=system", () => TrainStepWorkload.Of("unet", 64, 8), CpuMemory: "system"),
            Iterations: 22,
            IsWholeProcess: true),
    ];

    /// <summary>What the names of rows begin with.</summary>
    public static IEnumerable<string> Kinds => All.Select(gain => gain.Name.Split(',')[0]).Distinct();

    /// <summary>The rows whose name begins so; all for null.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static IReadOnlyList<Gain> Select(string? start)
    {
        var chosen = All.Where(gain => start is null || gain.Name.StartsWith(start, StringComparison.OrdinalIgnoreCase)).ToList();
        return chosen.Count > 0
            ? chosen
            : throw UserErrorException.UnknownName("gain", start!, Kinds, "bench gains");
    }

    private static Gain Filtering(string name, string network, int side, int batch, int iterations = 5) => new(
        name,
        new GainSide("minimal filtering", () => TrainStepWorkload.With(network, side, batch, "")),
        new GainSide("libtorch's", () => TrainStepWorkload.With(network, side, batch, "convolution: direct")),
        iterations);

    private static Gain Training(
        string name, string network, int side, string training, string label, int batch,
        string peerLabel, int? peerBatch = null, int iterations = 3) => new(
        name,
        new GainSide(label, () => TrainStepWorkload.With(network, side, batch, training)),
        new GainSide(peerLabel, () => TrainStepWorkload.With(network, side, peerBatch ?? batch, "")),
        iterations);
}
