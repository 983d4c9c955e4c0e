namespace InpaintLab.Core.Registry;

/// <summary>A source of images, named by a spec's <c>dataset: {kind: ...}</c>.</summary>
public sealed class DatasetAttribute(string name) : ComponentAttribute(name)
{
    /// <inheritdoc/>
    public override string Word => "dataset kind";
}

/// <summary>A generator of masks (1 = hole), named by a spec's <c>mask: {kind: ...}</c>.</summary>
public sealed class MaskAttribute(string name) : ComponentAttribute(name)
{
    /// <inheritdoc/>
    public override string Word => "mask kind";
}

/// <summary>A model family, named by a spec's <c>model: {family: ...}</c>.</summary>
public sealed class FamilyAttribute(string name) : ComponentAttribute(name)
{
    /// <inheritdoc/>
    public override string Word => "model family";
}

/// <summary>A measure of inpainted images, named in a spec's <c>evaluation: {metrics: [...]}</c>.</summary>
public sealed class MetricAttribute(string name) : ComponentAttribute(name)
{
    /// <inheritdoc/>
    public override string Word => "metric";

    /// <summary>Whether a larger value means better pictures (PSNR, SSIM) or worse ones (L1, FID).</summary>
    public bool HigherIsBetter { get; init; }

    /// <summary>The unit in tables, e.g. "dB"; empty for a pure number.</summary>
    public string Unit { get; init; } = "";
}

/// <summary>A change of training images, named in a spec's <c>training: {transforms: [...]}</c>.</summary>
public sealed class TransformAttribute(string name) : ComponentAttribute(name)
{
    /// <inheritdoc/>
    public override string Word => "transform";
}

/// <summary>A further term of what the generator minimises, named in a spec's <c>objective: {terms: [...]}</c>.</summary>
public sealed class LossAttribute(string name) : ComponentAttribute(name)
{
    /// <inheritdoc/>
    public override string Word => "loss";
}
