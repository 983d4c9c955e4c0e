using InpaintLab.Data.Loading;
using InpaintLab.Data.Masks;
using InpaintLab.Training.Experiments;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>
/// A batch of training tensors from JPEG files: 64 images of 256 px, mirrored at random, each with a random box, on the benchmark's device.
/// Decoded by the workers, as many as there are processors, or on the device, where two workers read the files. Without a peer: the one is
/// the other's.
/// </summary>
internal sealed class DecodingWorkload : Workload
{
    private const int BatchSize = 64;
    private const int Files = 128;
    private const int Readers = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("inpaintlab-bench-").FullName;
    private readonly BatchLoader _loader;
    private readonly IJpegDecoder? _decoder;

    private DecodingWorkload(string how, int workers, Func<IJpegDecoder>? decoder)
        : base(
            $"JPEG files to the device, decoded {how}, {workers} workers, {BatchSize} x {DataWorkload.FileSide} px",
            peerName: "",
            TimeUnit.Milliseconds,
            iterations: 8,
            rounds: 20)
    {
        try
        {
            _decoder = decoder?.Invoke();
            _loader = new BatchLoader(
                DataWorkload.WriteImages(_folder, Files),
                new MaskSource(new RandomBox(new RandomBoxOptions()), seed: 0, DataWorkload.FileSide, DataWorkload.FileSide),
                new BatchLoaderOptions { BatchSize = BatchSize, Seed = 0, Workers = workers, DefersDecoding = decoder is not null });
        }
        catch
        {
            _decoder?.Dispose();
            Directory.Delete(_folder, recursive: true);
            throw;
        }
    }

    /// <inheritdoc/>
    public override int? Images => BatchSize;

    /// <summary>Decoded by the workers.</summary>
    public static DecodingWorkload ByWorkers() => new("by the CPU", Environment.ProcessorCount, decoder: null);

    /// <summary>Decoded where the networks are.</summary>
    public static DecodingWorkload OnDevice() => new("there", Readers, () => TorchvisionDecoder.Open(BenchTarget.Device));

    /// <inheritdoc/>
    public override void Run(int iterations)
    {
        for (var i = 0; i < iterations; i++)
        {
            using var scope = NewDisposeScope();
            BatchTensors.Of(_loader.Next(), BenchTarget.Device, _decoder);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _loader.Dispose();
        _decoder?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
