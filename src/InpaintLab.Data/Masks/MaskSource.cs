using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;

namespace InpaintLab.Data.Masks;

/// <summary>
/// The training masks of a run: a fresh one for every sample, or one of the bank that <see cref="MaskOptions.Bank"/> asks for. Which one
/// a sample gets depends only on (seed, epoch, index). Safe to call from several threads at once.
/// </summary>
public sealed class MaskSource
{
    private readonly IMaskGenerator _generator;
    private readonly MaskBank? _bank;
    private readonly long _seed;

    /// <summary>Draws the bank, if there is one.</summary>
    /// <param name="generator">The law.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="height">Rows, px.</param>
    /// <param name="width">Columns, px.</param>
    /// <exception cref="UserErrorException">See <see cref="IMaskGenerator.Draw"/>.</exception>
    public MaskSource(IMaskGenerator generator, long seed, int height, int width)
    {
        (_generator, _seed, Height, Width) = (generator, seed, height, width);
        if (generator.Options.Bank > 0)
            _bank = MaskBank.Draw(generator, "train", seed, generator.Options.Bank, height, width);
    }

    /// <summary>Rows, px.</summary>
    public int Height { get; }

    /// <summary>Columns, px.</summary>
    public int Width { get; }

    /// <summary>The mask of one sample.</summary>
    /// <param name="epoch">The pass over the data, from 0.</param>
    /// <param name="index">The image's index in its split.</param>
    public BankMask Draw(long epoch, long index)
    {
        var stream = RandomStream.Create(_seed, "mask", epoch, index);
        if (_bank is not null)
            return _bank.Masks[stream.Integer(0, _bank.Masks.Count)];
        var mask = _generator.Draw(stream, Height, Width);
        return new BankMask(mask.Origin.Length == 0 ? $"{epoch}:{index}" : mask.Origin, mask);
    }
}
