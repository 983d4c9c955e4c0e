namespace InpaintLab.Metrics.Distribution;

/// <summary>Which features a metric of sets compares: metrics of one source share them.</summary>
/// <param name="Weights">The name of the weights in the store.</param>
/// <param name="Layer">The layer of Inception v3, which is also how many numbers a feature has.</param>
public sealed record FeatureSource(string Weights, int Layer)
{
    /// <summary>The weights that FID is defined with.</summary>
    public const string FidWeights = "fid-inception";

    /// <summary>Keras' ImageNet weights, complete through Mixed_7a.</summary>
    public const string KerasWeights = "inception-v3-keras";

    /// <summary>Features of FID's own network.</summary>
    public static FeatureSource Fid(int layer) => new(FidWeights, layer);

    /// <inheritdoc/>
    public override string ToString() => $"{Weights}, layer {Layer}";
}

/// <summary>Where features come from, as it is stored with every number made from them. Numbers of different ones do not compare.</summary>
/// <param name="Network">The architecture.</param>
/// <param name="Weights">The name of the weights.</param>
/// <param name="Sha256">The hash of their file.</param>
/// <param name="Layer">The layer, and the number of dimensions.</param>
/// <param name="Input">How images are resized and scaled.</param>
public sealed record FeatureProvenance(string Network, string Weights, string Sha256, int Layer, string Input);
