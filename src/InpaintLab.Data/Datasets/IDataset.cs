using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;

namespace InpaintLab.Data.Datasets;

/// <summary>A part of a dataset.</summary>
public enum Split
{
    /// <summary>What a model learns from.</summary>
    Train,

    /// <summary>What chooses checkpoints and settings.</summary>
    Val,

    /// <summary>What is read once, at the end.</summary>
    Test,
}

/// <summary>How splits are called.</summary>
public static class SplitNames
{
    /// <summary>The name in specs, folders and messages: train, val or test.</summary>
    public static string Name(this Split split) => split.ToString().ToLowerInvariant();
}

/// <summary>RGB images in splits. Safe to read from several threads at once.</summary>
public interface IDataset
{
    /// <summary>The splits that exist.</summary>
    IReadOnlyList<Split> Splits { get; }

    /// <summary>
    /// SHA-256 (lower-case hexadecimal) over what decides which images the dataset holds: names and sizes of files, or the parameters of
    /// a generator. Contents are no part of it: of files, <see cref="ImageFileDataset.ReadManifest"/> tells them.
    /// </summary>
    string ManifestHash { get; }

    /// <summary>How many images a split holds, at least 1.</summary>
    /// <exception cref="UserErrorException">The split does not exist.</exception>
    int Count(Split split);

    /// <summary>The stable name of an image, e.g. its path below the root; unique within its split.</summary>
    /// <exception cref="UserErrorException">The split does not exist.</exception>
    string Id(Split split, int index);

    /// <summary>Reads an image as a square.</summary>
    /// <param name="split">Which split.</param>
    /// <param name="index">Which image, from 0 below <see cref="Count"/>.</param>
    /// <param name="resolution">The side, px.</param>
    /// <param name="augmentation">Numbers for random crop and flips (training); null = centre crop, no flip (evaluation).</param>
    /// <param name="image">Receives 3 x resolution x resolution values in [0,1]: planes R, G, B, rows from the top.</param>
    /// <exception cref="UserErrorException">The file is missing or broken (the message names it), or the split does not exist.</exception>
    void Read(Split split, int index, int resolution, RandomStream? augmentation, Span<float> image);
}
