using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;

namespace InpaintLab.Data.Masks;

/// <summary>Options of <see cref="IrregularBins"/>; border: with and without are the halves of the 12 published bins.</summary>
public sealed record IrregularBinsOptions : MaskFileOptions;

/// <summary>
/// The protocol of Liu et al.: mask files by their hole ratio in six bins, (0.01,0.1], (0.1,0.2] ... (0.5,0.6], each bin equally likely
/// however many files it has. A file's own ratio decides its bin, whatever folder it is in. The origin names bin and file.
/// </summary>
[Mask("irregular-bins", Source = "arXiv:1804.07723")]
public sealed class IrregularBins : MaskGenerator
{
    private static readonly double[] Bounds = [0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6];

    private readonly MaskFileDraw _draw;

    /// <summary>Lists the files; none is opened.</summary>
    /// <exception cref="UserErrorException">The folder is missing or holds no image.</exception>
    public IrregularBins(IrregularBinsOptions options)
        : base(options) => _draw = new MaskFileDraw(options, "mask 'irregular-bins'");

    /// <inheritdoc/>
    protected override string Fill(RandomStream stream, Span<byte> pixels, int height, int width)
    {
        var bin = stream.Integer(1, Bounds.Length);
        return $"bin{bin}:{_draw.Fill(stream, pixels, height, width, Bounds[bin - 1], Bounds[bin])}";
    }
}
