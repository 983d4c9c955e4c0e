using InpaintLab.Data.Datasets;
using InpaintLab.Data.Loading;
using InpaintLab.Data.Masks;
using InpaintLab.Data.Packing;
using InpaintLab.Imaging;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>
/// A batch of the training loader: 16 images of 128 px, mirrored at random, each with a random box, by two threads that read ahead. They
/// come from 32 JPEG files of 256 px (dead leaves, quality 90, 4:4:4), from the same files in a pack, or from a pack of them decoded at 128
/// px. The peer is torch's DataLoader with two processes: Pillow on the files, or NumPy on the decoded pack.
/// </summary>
internal sealed class DataWorkload : Workload
{
    /// <summary>Threads here, processes in the peer.</summary>
    internal const int Workers = 2;

    /// <summary>Images of a batch.</summary>
    internal const int BatchSize = 16;

    /// <summary>The side of the images that come out, px.</summary>
    internal const int Side = 128;

    /// <summary>The side of the images in files, px.</summary>
    internal const int FileSide = 256;

    private const int Files = 32;

    private readonly string _folder;
    private readonly BatchLoader _loader;

    private DataWorkload(string name, string peer, bool isInformation, IDataset dataset, string peerPath, string folder)
        : base(
            $"{name}, {Workers} workers, {BatchSize} x {Side} px",
            $"{peer} {Workers} {BatchSize} {Side} {peerPath}",
            TimeUnit.Milliseconds,
            iterations: 16,
            rounds: 20,
            isInformation)
    {
        _folder = folder;
        var masks = new MaskSource(new RandomBox(new RandomBoxOptions()), seed: 0, Side, Side);
        _loader = new BatchLoader(dataset, masks, new BatchLoaderOptions { BatchSize = BatchSize, Seed = 0, Workers = Workers });
    }

    /// <inheritdoc/>
    public override int? Images => BatchSize;

    /// <inheritdoc/>
    public override bool HasPeerProcesses => true;

    /// <summary>JPEG files against Pillow on the same ones.</summary>
    public static DataWorkload JpegFiles()
    {
        var folder = NewFolder();
        return new DataWorkload("JPEG files", "jpeg", isInformation: false, WriteImages(folder, Files), folder, folder);
    }

    /// <summary>The files in a pack, against Pillow on the files themselves.</summary>
    public static DataWorkload PackedFiles()
    {
        var folder = NewFolder();
        return new DataWorkload("packed files", "jpeg", isInformation: true, Pack(folder, PackStorage.Files, side: null), folder, folder);
    }

    /// <summary>Decoded images against NumPy on the same pack.</summary>
    public static DataWorkload PackedDecoded()
    {
        var folder = NewFolder();
        return new DataWorkload(
            "packed, decoded", "decoded", isInformation: false, Pack(folder, PackStorage.Decoded, Side), PackIn(folder), folder);
    }

    /// <inheritdoc/>
    public override void Run(int iterations)
    {
        for (var i = 0; i < iterations; i++)
            _loader.Next();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _loader.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>So many JPEG files of <see cref="FileSide"/> px in a folder, all for training.</summary>
    internal static Images WriteImages(string folder, int count)
    {
        var pictures = new DeadLeaves(new DeadLeavesOptions { Train = count });
        Parallel.For(0, count, i =>
        {
            var planes = new float[3 * FileSide * FileSide];
            pictures.Read(Split.Train, i, FileSide, null, planes);
            ImageFile.Write(
                Path.Combine(folder, $"{i:d2}.jpg"),
                ImageBuffer.FromPlanar(planes, 3, FileSide, FileSide),
                new ImageWriteOptions { JpegQuality = 90 });
        });
        return new Images(new ImagesOptions { Root = folder, Train = "" });
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("inpaintlab-bench-").FullName;

    private static PackedImages Pack(string folder, PackStorage storage, int? side)
    {
        PackWriter.Write(PackIn(folder), WriteImages(folder, Files), [Split.Train], storage, side, _ => { }, CancellationToken.None);
        return new PackedImages(new PackedOptions { Root = PackIn(folder) });
    }

    private static string PackIn(string folder) => Path.Combine(folder, "images.pack");
}
