using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Loading;
using InpaintLab.Data.Masks;

namespace InpaintLab.Tests.Data;

public sealed class BatchLoaderTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Any_number_of_workers_gives_the_batches_of_none(int workers)
    {
        _files.WithImages("train", 11);
        using var alone = Loader(0);
        using var together = Loader(workers);
        for (var step = 0; step < 12; step++)
            AssertEqual(alone.Next(), together.Next());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Starting_mid_way_goes_on_as_if_never_interrupted(int workers)
    {
        _files.WithImages("train", 11);
        using var whole = Loader(workers);
        using var resumed = Loader(workers, start: 5);
        for (var step = 0; step < 5; step++)
            whole.Next();
        for (var step = 5; step < 11; step++)
        {
            Assert.Equal(step, resumed.NextStep);
            var batch = resumed.Next();
            AssertEqual(whole.Next(), batch);
            AssertEqual(batch, whole.Read(step));
        }
    }

    [Fact]
    public void An_epoch_shows_each_image_once_but_for_those_that_fill_no_batch_and_each_epoch_in_another_order()
    {
        _files.WithImages("train", 11);
        using var loader = Loader(0);
        Assert.Equal(2, loader.StepsPerEpoch);
        var epochs = Enumerable.Range(0, 3).Select(_ => loader.Next().ImageIds.Concat(loader.Next().ImageIds).ToArray()).ToArray();
        Assert.All(epochs, ids => Assert.Equal(8, ids.Distinct().Count()));
        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.NotEqual(epochs[1], epochs[2]);
        Assert.Equal((6L, 3L), (loader.NextStep, loader.Next().Epoch));
    }

    [Fact]
    public void A_batch_holds_what_dataset_and_masks_give_for_its_epoch_and_images()
    {
        _files.WithImages("train", 11);
        var (dataset, masks) = (Dataset(), new MaskSource(new FreeForm(new FreeFormOptions()), 1, 16, 16));
        using var loader = Loader(0, start: 3);
        var batch = loader.Next();
        Assert.Equal((4, 16, 16, 3L, 1L), (batch.Count, batch.Height, batch.Width, batch.Step, batch.Epoch));
        for (var i = 0; i < batch.Count; i++)
        {
            var index = Enumerable.Range(0, 11).Single(k => dataset.Id(Split.Train, k) == batch.ImageIds[i]);
            var image = new float[3 * 16 * 16];
            dataset.Read(Split.Train, index, 16, RandomStream.Create(1, "augment", 1, index), image);
            Assert.Equal(image, batch.Images.Skip(i * image.Length).Take(image.Length));
            var (_, mask) = masks.Draw(1, index);
            Assert.Equal(mask.Pixels.Select(p => (float)p), batch.Masks.Skip(i * 256).Take(256));
            Assert.Equal(mask.HoleRatio, batch.HoleRatios[i]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_truncated_JPEG_among_good_ones_is_named_counted_and_replaced(int workers)
    {
        _files.WithImages("train", 8, extension: ".jpg");
        _files.Truncate("train/05.jpg");
        var events = new List<DataEvent>();
        using var loader = Loader(workers, events: events);
        using var alone = Loader(0);
        for (var step = 0; step < 8; step++)
        {
            var batch = loader.Next();
            AssertEqual(alone.Next(), batch);
            Assert.Equal(4, batch.Count);
            Assert.DoesNotContain("train/05.jpg", batch.ImageIds);
        }

        var broken = Assert.Single(events);
        Assert.Equal((DataEventKind.BrokenImage, Split.Train, "train/05.jpg"), (broken.Kind, broken.Split, broken.ImageId));
        Assert.Contains(_files["train/05.jpg"], broken.Message);
        Assert.Equal(1, loader.BrokenImages);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_split_without_a_readable_image_is_the_users_error(int workers)
    {
        _files.WithImages("train", 5);
        for (var i = 0; i < 5; i++)
            _files.Truncate($"train/{i:d2}.png");
        using var loader = Loader(workers);
        Assert.Contains("all 5 are broken", Assert.Throws<UserErrorException>(loader.Next).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void What_a_worker_throws_reaches_the_caller_with_the_images_name(int workers)
    {
        var masks = new MaskSource(new Box(new BoxOptions()), 1, 16, 16);
        using var loader = new BatchLoader(
            new FailingDataset(), masks, new BatchLoaderOptions { BatchSize = 2, Seed = 1, Workers = workers });
        Assert.Contains("'cursed.png'", Assert.Throws<InvalidOperationException>(loader.Next).Message);
        Assert.Throws<InvalidOperationException>(loader.Next);
    }

    [Fact]
    public void Fewer_images_than_a_batch_is_the_users_error()
    {
        _files.WithImages("train", 3);
        Assert.Contains("one batch of 4 images", Assert.Throws<UserErrorException>(() => Loader(0)).Message);
    }

    [Fact]
    public void Disposing_ends_workers_that_wait_for_room()
    {
        _files.WithImages("train", 11);
        var loader = Loader(3);
        loader.Next();
        loader.Dispose();
        loader.Dispose();
        Assert.Throws<ObjectDisposedException>(() =>
        {
            for (var i = 0; i < 20; i++)
                loader.Next();
        });
    }

    [Fact]
    public void Read_ahead_makes_no_more_than_its_capacity()
    {
        var made = 0;
        using var readAhead = new ReadAhead<string>(i => $"{Interlocked.Increment(ref made)}", 0, 2, 4);
        for (var i = 0; i < 10; i++)
        {
            readAhead.Next();
            Assert.InRange(Volatile.Read(ref made), i + 1, i + 5);
        }
    }

    private static void AssertEqual(Batch expected, Batch actual)
    {
        Assert.Equal((expected.Step, expected.Epoch), (actual.Step, actual.Epoch));
        Assert.Equal(expected.Images, actual.Images);
        Assert.Equal(expected.Masks, actual.Masks);
        Assert.Equal(expected.ImageIds, actual.ImageIds);
        Assert.Equal(expected.MaskIds, actual.MaskIds);
        Assert.Equal(expected.HoleRatios, actual.HoleRatios);
    }

    private Images Dataset() => new(new ImagesOptions { Root = _files.Path });

    private BatchLoader Loader(int workers, long start = 0, List<DataEvent>? events = null) => new(
        Dataset(),
        new MaskSource(new FreeForm(new FreeFormOptions()), 1, 16, 16),
        new BatchLoaderOptions { BatchSize = 4, Seed = 1, Workers = workers, StartStep = start },
        events is null ? null : events.Add);

    private sealed class FailingDataset : IDataset
    {
        public IReadOnlyList<Split> Splits => [Split.Train];

        public string ManifestHash => "";

        public int Count(Split split) => 4;

        public string Id(Split split, int index) => "cursed.png";

        public void Read(Split split, int index, int resolution, RandomStream? augmentation, Span<float> image) =>
            throw new NotSupportedException("no such pixel");
    }
}
