using InpaintLab.Core.Specs;
using InpaintLab.Imaging;

namespace InpaintLab.Data.Masks;

/// <summary>Whether holes may reach the edge of the image: there the network knows one side only.</summary>
public enum MaskBorder
{
    /// <summary>Either.</summary>
    Any,

    /// <summary>Only masks whose hole reaches it.</summary>
    With,

    /// <summary>Only masks whose hole does not.</summary>
    Without,
}

/// <summary>What every kind of mask from files can be asked for.</summary>
public abstract record MaskFileOptions : MaskOptions
{
    /// <summary>The folder of the mask images, searched with its sub-folders.</summary>
    [Path]
    public required string Root { get; init; }

    /// <summary>
    /// Which colour of the files is the hole; null = that of the published set, recognised by its names (liu-train and qd-imd black,
    /// liu-test white), and white for other files.
    /// </summary>
    public MaskPolarity? Hole { get; init; }

    /// <summary>Whether the hole reaches the border of the file.</summary>
    public MaskBorder Border { get; init; }
}
