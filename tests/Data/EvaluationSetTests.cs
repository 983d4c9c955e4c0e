using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Loading;
using InpaintLab.Data.Masks;

namespace InpaintLab.Tests.Data;

public sealed class EvaluationSetTests : IDisposable
{
    private readonly TemporaryFolder _files = new();
    private readonly MaskBank _bank = MaskBank.Draw(new FreeForm(new FreeFormOptions()), "strokes", 1, 7, 16, 16);

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void The_batch_size_changes_no_pair(int batchSize)
    {
        var set = Set(_files.WithImages("val", 10), 9);
        var pairs = set.Batches(batchSize).SelectMany(b => b.ImageIds.Zip(b.MaskIds)).ToArray();
        Assert.Equal(Enumerable.Range(0, 9).Select(i => ($"val/{i:d2}.png", _bank.Masks[i % 7].Id)), pairs);
        Assert.Equal(set.Batches(4).SelectMany(b => b.Images), set.Batches(batchSize).SelectMany(b => b.Images));
        Assert.Equal(set.Batches(4).SelectMany(b => b.Masks), set.Batches(batchSize).SelectMany(b => b.Masks));
    }

    [Fact]
    public void A_seed_chooses_images_at_random_but_always_the_same()
    {
        _files.WithImages("val", 10);
        string[] Ids(long? seed) => [.. Set(_files, 5, seed).Batches(5).Single().ImageIds];
        Assert.Equal(Ids(3), Ids(3));
        Assert.NotEqual(Ids(3), Ids(4));
        Assert.Equal(5, Ids(3).Distinct().Count());
    }

    [Fact]
    public void Broken_files_are_passed_over_without_doubling_another()
    {
        _files.WithImages("val", 5).Truncate("val/01.png");
        var events = new List<DataEvent>();
        var set = Set(_files, 4, events: events);
        var ids = set.Batches(3).SelectMany(b => b.ImageIds).ToArray();
        Assert.Equal(["val/00.png", "val/02.png", "val/03.png", "val/04.png"], ids);
        Assert.Equal("val/01.png", Assert.Single(events).ImageId);
        Assert.Equal(4, Set(_files, 100).Batches(3).Sum(b => b.Count));
    }

    [Fact]
    public void A_split_without_a_readable_image_is_the_users_error()
    {
        _files.WithImages("val", 1).Truncate("val/00.png");
        Assert.Throws<UserErrorException>(() => Set(_files, 1).Batches(1).ToArray());
    }

    private EvaluationSet Set(TemporaryFolder files, int images, long? seed = null, List<DataEvent>? events = null) =>
        new(new Images(new ImagesOptions { Root = files.Path }), Split.Val, _bank, images, seed, events is null ? null : events.Add);
}
