namespace InpaintLab.Core.Weights;

/// <summary>One published file of weights that a part of InpaintLab can use. The file itself is never part of InpaintLab.</summary>
public sealed record WeightsEntry
{
    /// <summary>Its name on the command line, e.g. "fid-inception".</summary>
    public required string Name { get; init; }

    /// <summary>Its name in the store, the publisher's own where that is unambiguous.</summary>
    public required string FileName { get; init; }

    /// <summary>Where its publisher offers it.</summary>
    public required Uri Url { get; init; }

    /// <summary>Whether <see cref="Url"/> offers it in another form only: it was converted, and can be imported but not fetched.</summary>
    public bool ImportOnly { get; init; }

    /// <summary>SHA-256 of the file, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file's size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The licence it is published under, an SPDX identifier.</summary>
    public required string Licence { get; init; }

    /// <summary>What it is.</summary>
    public required string Content { get; init; }

    /// <summary>What needs it, e.g. "metric fid".</summary>
    public required string NeededBy { get; init; }
}
