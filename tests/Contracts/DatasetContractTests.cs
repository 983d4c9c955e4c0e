using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;
using InpaintLab.Data.Datasets;

namespace InpaintLab.Tests.Contracts;

/// <summary>What every registered dataset must keep.</summary>
public sealed class DatasetContractTests(DataComponents components) : IClassFixture<DataComponents>
{
    public static TheoryData<string> Names => DataComponents.Datasets;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_split_holds_images_of_values_between_0_and_1(string name)
    {
        var dataset = Create(name);
        Assert.NotEmpty(dataset.Splits);
        foreach (var split in dataset.Splits)
        {
            Assert.True(dataset.Count(split) > 0);
            foreach (var side in new[] { 16, 33 })
            {
                var image = Read(dataset, split, dataset.Count(split) - 1, side, null);
                Assert.All(image, value => Assert.InRange(value, 0f, 1f));
                Assert.True(image.Max() > image.Min());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ids_are_unique_and_stable_and_images_differ(string name)
    {
        var (first, second) = (Create(name), Create(name));
        foreach (var split in first.Splits)
        {
            var count = Math.Min(20, first.Count(split));
            var ids = Enumerable.Range(0, count).Select(i => first.Id(split, i)).ToArray();
            Assert.Equal(count, ids.Distinct().Count());
            Assert.Equal(ids, Enumerable.Range(0, count).Select(i => second.Id(split, i)));
            Assert.NotEqual(Read(first, split, 0, 16, null), Read(first, split, 1, 16, null));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_image_depends_on_its_index_and_the_stream_alone(string name)
    {
        var (first, second) = (Create(name), Create(name));
        Read(second, Split.Train, 1, 16, RandomStream.Create(1, "other"));
        Assert.Equal(Read(first, Split.Train, 0, 16, null), Read(second, Split.Train, 0, 16, null));
        var seen = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            var image = Read(first, Split.Train, 0, 16, RandomStream.Create(1, "augment", 0, i));
            Assert.Equal(image, Read(second, Split.Train, 0, 16, RandomStream.Create(1, "augment", 0, i)));
            seen.Add(string.Join(' ', image));
        }

        Assert.True(seen.Count > 1, "augmentation never changed the image");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Can_be_read_from_several_threads(string name)
    {
        var (dataset, alone) = (Create(name), Create(name));
        var count = Math.Min(7, dataset.Count(Split.Train));
        var expected = Enumerable.Range(0, count).Select(i => Read(alone, Split.Train, i, 16, null)).ToArray();
        Parallel.For(0, 40, i => Assert.Equal(expected[i % count], Read(dataset, Split.Train, i % count, 16, null)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_manifest_hash_is_stable(string name)
    {
        Assert.Matches("^[0-9a-f]{64}$", Create(name).ManifestHash);
        Assert.Equal(Create(name).ManifestHash, Create(name).ManifestHash);
    }

    private static float[] Read(IDataset dataset, Split split, int index, int side, RandomStream? stream)
    {
        var image = new float[3 * side * side];
        Array.Fill(image, float.NaN);
        dataset.Read(split, index, side, stream, image);
        return image;
    }

    private IDataset Create(string name) => components.Create<IDataset>(typeof(DatasetAttribute), name);
}
