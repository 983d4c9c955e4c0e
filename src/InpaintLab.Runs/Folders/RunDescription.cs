namespace InpaintLab.Runs.Folders;

/// <summary>What a run trains, and on what: the columns by which runs are listed and compared.</summary>
public sealed record RunDescription
{
    /// <summary>The experiment's name in its spec.</summary>
    public required string Name { get; init; }

    /// <summary>The model family, e.g. <c>gated-conv</c>.</summary>
    public required string Family { get; init; }

    /// <summary>The family's variant; empty where it has none.</summary>
    public string Variant { get; init; } = "";

    /// <summary>The kind of training masks.</summary>
    public required string Mask { get; init; }

    /// <summary>The dataset, by its kind or a readable name.</summary>
    public required string Dataset { get; init; }

    /// <summary>Side of the square training images, px.</summary>
    public required int Resolution { get; init; }

    /// <summary>The seed of all randomness.</summary>
    public required long Seed { get; init; }

    /// <summary>Hash of the resolved spec: equal for runs that do the same.</summary>
    public required string SpecHash { get; init; }

    /// <summary>Its place in the matrix of its spec, choice by axis; empty for a spec without a matrix.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
