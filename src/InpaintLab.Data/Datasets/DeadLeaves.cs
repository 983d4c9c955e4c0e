using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;
using InpaintLab.Data.Transforms;

namespace InpaintLab.Data.Datasets;

/// <summary>Options of <see cref="DeadLeaves"/>; lengths are shares of the image's side.</summary>
public sealed record DeadLeavesOptions : IValidatableObject
{
    /// <summary>The generator's seed, apart from the run's: runs of different seeds see the same pictures.</summary>
    public long Seed { get; init; }

    /// <summary>Images of the train split.</summary>
    [Range(1, 10_000_000)]
    public int Train { get; init; } = 4000;

    /// <summary>Images of the val split.</summary>
    [Range(1, 10_000_000)]
    public int Val { get; init; } = 200;

    /// <summary>Images of the test split.</summary>
    [Range(1, 10_000_000)]
    public int Test { get; init; } = 200;

    /// <summary>The smallest radius of an object.</summary>
    [Range(0.005, 1.0)]
    public double MinRadius { get; init; } = 0.12;

    /// <summary>The largest radius of an object.</summary>
    [Range(0.005, 2.0)]
    public double MaxRadius { get; init; } = 0.9;

    /// <summary>Radii r occur as often as r to the power of minus this; 3 makes the statistics the same at every scale.</summary>
    [Range(1.01, 6.0)]
    public double RadiusExponent { get; init; } = 3;

    /// <summary>The share of objects that are polygons; the others are discs.</summary>
    [Range(0.0, 1.0)]
    public double Polygons { get; init; } = 0.5;

    /// <summary>The most corners of a polygon (3 is the least).</summary>
    [Range(3, 12)]
    public int MaxCorners { get; init; } = 6;

    /// <summary>How many colours a picture's objects share.</summary>
    [Range(1, 32)]
    public int Palette { get; init; } = 5;

    /// <summary>Standard deviation of the colours between warm and cool, in [0,1] units; 0 = grey pictures.</summary>
    [Range(0.0, 1.0)]
    public double Saturation { get; init; } = 0.12;

    /// <summary>Standard deviation of the change of brightness from an object's middle to its rim, in [0,1] units.</summary>
    [Range(0.0, 1.0)]
    public double Gradient { get; init; } = 0.1;

    /// <summary>The share of objects with stripes.</summary>
    [Range(0.0, 1.0)]
    public double Stripes { get; init; } = 0.15;

    /// <summary>The share of objects with noise.</summary>
    [Range(0.0, 1.0)]
    public double Noise { get; init; } = 0.3;

    /// <summary>Mean contrast of stripes and noise, in [0,1] units.</summary>
    [Range(0.0, 1.0)]
    public double TextureContrast { get; init; } = 0.07;

    /// <summary>How much darker discs become towards their rim, 0 to 1 (at most; drawn for each).</summary>
    [Range(0.0, 1.0)]
    public double Shading { get; init; } = 0.25;

    /// <summary>How dark the shadow is that an object casts around itself, 0 = none.</summary>
    [Range(0.0, 1.0)]
    public double Shadow { get; init; } = 0.3;

    /// <summary>How far shadows reach.</summary>
    [Range(0.001, 0.5)]
    public double ShadowReach { get; init; } = 0.04;

    /// <summary>Blur: the weight of each direct neighbour in a row or column, 0 = none (edges are antialiased anyway).</summary>
    [Range(0.0, 0.33)]
    public double Blur { get; init; }

    /// <summary>Whether training images are mirrored left-right at random.</summary>
    public bool HorizontalFlip { get; init; } = true;

    /// <summary>Whether training images are mirrored top-bottom at random.</summary>
    public bool VerticalFlip { get; init; } = true;

    /// <summary>Memory for drawn pictures, MiB: what does not fit is drawn anew every time.</summary>
    [Range(0, 1_000_000)]
    public int CacheMegabytes { get; init; } = 256;

    /// <summary>Radii in order, and no object with two textures.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MinRadius >= MaxRadius)
            yield return OptionsCheck.Error($"expected min_radius < max_radius, received {MinRadius} and {MaxRadius}", nameof(MinRadius));
        if (Stripes + Noise > 1)
            yield return OptionsCheck.Error($"expected stripes + noise <= 1, received {Stripes} and {Noise}", nameof(Noise));
    }
}

/// <summary>
/// Pictures of occluding objects: the dead-leaves model of natural images (Matheron 1968; Lee, Mumford and Huang 2001), with polygons
/// besides discs and with textures. Needs no files, draws the same bytes on every machine and the same scene at every resolution.
/// </summary>
[Dataset("dead-leaves", Source = "doi:10.1023/A:1011109015675")]
public sealed class DeadLeaves : IDataset
{
    private readonly DeadLeavesOptions _options;
    private readonly BoundedCache<(Split Split, int Index, int Resolution), byte[]> _cache;

    /// <summary>The dataset with these options; pictures are drawn when first read.</summary>
    /// <exception cref="UserErrorException">Options contradict each other.</exception>
    public DeadLeaves(DeadLeavesOptions options)
    {
        OptionsCheck.Require("dataset 'dead-leaves'", options);
        _options = options;
        _cache = new(options.CacheMegabytes * 1024L * 1024, picture => picture.Length);
        var identity = "dead-leaves 1 " + (options with { CacheMegabytes = 0 });
        ManifestHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Split> Splits { get; } = [Split.Train, Split.Val, Split.Test];

    /// <inheritdoc/>
    public string ManifestHash { get; }

    /// <inheritdoc/>
    public int Count(Split split) => split switch
    {
        Split.Train => _options.Train,
        Split.Val => _options.Val,
        Split.Test => _options.Test,
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, "expected a split"),
    };

    /// <inheritdoc/>
    public string Id(Split split, int index) => $"{split.Name()}-{index:d6}";

    /// <inheritdoc/>
    public void Read(Split split, int index, int resolution, RandomStream? augmentation, Span<float> image)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count(split));
        var bytes = Picture(split, index, resolution);
        for (var i = 0; i < bytes.Length; i++)
            image[i] = bytes[i] / 255f;
        Flip.AtRandom(image, 3, resolution, resolution, augmentation, _options.HorizontalFlip, _options.VerticalFlip);
    }

    private byte[] Picture(Split split, int index, int resolution) => _cache.Get((split, index, resolution), key =>
        DeadLeavesPainter.Paint(_options, RandomStream.Create(_options.Seed, $"dead-leaves/{key.Split}", 0, key.Index), key.Resolution));
}
