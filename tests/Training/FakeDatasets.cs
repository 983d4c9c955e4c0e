using InpaintLab.Core.Randomness;
using InpaintLab.Data.Datasets;

namespace InpaintLab.Tests.Training;

/// <summary>Dead leaves; a test can act when an image is read. For one test at a time.</summary>
internal class WatchedDeadLeaves(DeadLeavesOptions options) : IDataset
{
    private readonly DeadLeaves _leaves = new(options);

    /// <summary>Called before each image is read.</summary>
    public static Action<Split> WhenRead { get; set; } = _ => { };

    public IReadOnlyList<Split> Splits => _leaves.Splits;

    public string ManifestHash => _leaves.ManifestHash;

    public int Count(Split split) => _leaves.Count(split);

    public string Id(Split split, int index) => _leaves.Id(split, index);

    public virtual void Read(Split split, int index, int resolution, RandomStream? augmentation, Span<float> image)
    {
        WhenRead(split);
        _leaves.Read(split, index, resolution, augmentation, image);
    }
}

/// <summary>Dead leaves of which one training image has pixels that are no numbers.</summary>
internal sealed class BadDeadLeaves(DeadLeavesOptions options) : WatchedDeadLeaves(options)
{
    public const int BadImage = 9;

    public override void Read(Split split, int index, int resolution, RandomStream? augmentation, Span<float> image)
    {
        base.Read(split, index, resolution, augmentation, image);
        if (split == Split.Train && index == BadImage)
            image.Fill(float.NaN);
    }
}
