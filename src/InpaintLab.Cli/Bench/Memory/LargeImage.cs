using InpaintLab.Cli.Bench.Workloads;
using InpaintLab.Imaging;

namespace InpaintLab.Cli.Bench.Memory;

/// <summary>
/// An image with its mask, <see cref="Holes"/> squares on a grid, and a run to fill them with: the compact network at its default width
/// after one step, since no operator's memory depends on the weights.
/// </summary>
internal sealed class LargeImage
{
    /// <summary>The smallest width and height, px.</summary>
    public const int LeastSide = 64;

    /// <summary>How many holes there are.</summary>
    public const int Holes = Columns * Rows;

    private const int Columns = 4;
    private const int Rows = 3;

    // The hole's side over the image's shorter one.
    private const double Share = 0.1;

    private const string Spec = """
        name: memory
        resolution: 256
        device: cpu
        dataset: {kind: dead-leaves, train: 2, val: 2, test: 2}
        mask: {kind: box}
        model: {family: gated-conv, variant: unet}
        training: {steps: 1, batch: 1, workers: 0}
        evaluation: {every: 0, images: 1, metrics: [l1], masks: [{name: box, kind: box}], grid: 0}
        """;

    private readonly string _folder;

    /// <summary>Writes image and mask, and trains for one step.</summary>
    /// <param name="folder">Empty; the caller's.</param>
    /// <param name="size">Of the image.</param>
    public LargeImage(string folder, ImageSize size)
    {
        (_folder, Size) = (folder, size);
        ImageFile.Write(InFolder("image.png"), BenchPictures.OfSize(size.Width, size.Height));
        ImageFile.Write(InFolder("mask.png"), MaskFile.ToImage(Mask(size), size));
        File.WriteAllText(InFolder("memory.yaml"), Spec);
        Network = MeasuredProcess.Of(folder, "run", InFolder("memory.yaml")).Output.TrimEnd().Split('\n')[^1];
    }

    /// <summary>Of the image.</summary>
    public ImageSize Size { get; }

    /// <summary>The run.</summary>
    public string Network { get; }

    /// <summary>Fills the holes in a process of its own, as a user does.</summary>
    /// <param name="filler">The run, or a method.</param>
    /// <param name="options">Further ones of <c>inpaint</c>.</param>
    public MeasuredProcess Inpaint(string filler, IReadOnlyList<string> options) => MeasuredProcess.Of(
        _folder, ["inpaint", filler, InFolder("image.png"), InFolder("mask.png"), "-o", InFolder("result.png"), "--json", .. options]);

    private static byte[] Mask(ImageSize size)
    {
        var mask = new byte[size.Width * size.Height];
        var side = (int)(Share * Math.Min(size.Width, size.Height));
        for (var hole = 0; hole < Holes; hole++)
        {
            var left = ((((2 * (hole % Columns)) + 1) * size.Width / Columns) - side) / 2;
            var top = ((((2 * (hole / Columns)) + 1) * size.Height / Rows) - side) / 2;
            for (var y = top; y < top + side; y++)
                mask.AsSpan((y * size.Width) + left, side).Fill(1);
        }

        return mask;
    }

    private string InFolder(string file) => Path.Combine(_folder, file);
}
