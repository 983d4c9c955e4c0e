using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Loading;
using InpaintLab.Data.Masks;
using InpaintLab.Data.Packing;
using InpaintLab.Data.Transforms;

namespace InpaintLab.Tests.Data;

public sealed class DeferredDecodingTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_truncated_JPEG_is_named_counted_and_replaced_as_on_the_host(int workers)
    {
        _files.WithImages("train", 8, extension: ".jpg");
        _files.Truncate("train/05.jpg");
        var events = new List<DataEvent>();
        using var host = Loader(Folder(), isDeferred: false);
        using var late = Loader(Folder(), isDeferred: true, workers, events: events);
        for (var step = 0; step < 8; step++)
        {
            var batch = late.Next();
            Assert.Equal(host.Next().ImageIds, batch.ImageIds);
            Assert.Equal(batch.ImageIds.Select(id => _files[id]), batch.Deferred!.Cast<EncodedImage>().Select(image => image.Path));
        }

        Assert.Equal((DataEventKind.BrokenImage, "train/05.jpg"), (Assert.Single(events).Kind, events[0].ImageId));
        Assert.Equal(1, late.BrokenImages);
    }

    [Fact]
    public void Starting_mid_way_goes_on_as_if_never_interrupted()
    {
        _files.WithImages("train", 11, extension: ".jpg");
        using var whole = Loader(Folder(), isDeferred: true);
        using var resumed = Loader(Folder(), isDeferred: true, workers: 2, start: 5);
        for (var step = 0; step < 5; step++)
            whole.Next();
        for (var step = 5; step < 9; step++)
        {
            var (expected, batch) = (whole.Next(), resumed.Next());
            Assert.Equal(expected.Masks, batch.Masks);
            Assert.All(
                expected.Deferred!.Cast<EncodedImage>().Zip(batch.Deferred!.Cast<EncodedImage>()),
                pair => Assert.Equal(pair.First with { File = [] }, pair.Second with { File = pair.First.File.SequenceEqual(pair.Second.File) ? [] : null! }));
        }
    }

    [Fact]
    public void A_damaged_pack_ends_the_run()
    {
        _files.WithImages("train", 5, extension: ".jpg");
        Pack(PackStorage.Files);
        using (var file = File.OpenWrite(_files["images.pack"]))
        {
            file.Position = 200;
            file.WriteByte(1);
            file.WriteByte(2);
        }

        using var late = Loader(new PackedImages(new PackedOptions { Root = _files["images.pack"] }), isDeferred: true);
        Assert.Throws<PackDamageException>(() =>
        {
            late.Next();
            late.Next();
        });
    }

    [Fact]
    public void What_needs_pixels_on_the_host_is_refused_with_what_to_do()
    {
        _files.WithImages("train", 5, extension: ".jpg");
        Assert.Contains("training.transforms: []", Refusal(Folder(), new ColourJitter(new ColourJitterOptions())), StringComparison.Ordinal);
        Assert.Contains("a dataset of image files", Refusal(new DeadLeaves(new DeadLeavesOptions())), StringComparison.Ordinal);
        Assert.Contains("min_crop", Refusal(Folder(o => o with { MinCrop = 0.5 })), StringComparison.Ordinal);
        Assert.Contains("set it to 0", Refusal(Folder(o => o with { CacheMegabytes = 1 })), StringComparison.Ordinal);
        Assert.Contains("decoded images, which need no decoding", Refusal(Pack(PackStorage.Decoded)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40, 30, null)]
    [InlineData(12, 12, null)]
    [InlineData(24, 20, 16)]
    public void A_JPEG_that_would_have_to_be_scaled_is_refused_by_name(int width, int height, int? resize)
    {
        _files.WithImages("train", 4, width, height, ".jpg");
        using var late = Loader(Folder(o => o with { Resize = resize }), isDeferred: true);
        var error = Assert.Throws<UserErrorException>(late.Next);
        Assert.StartsWith(_files["train/"], error.Message, StringComparison.Ordinal);
        Assert.Contains($"a square of 16 px is used as it is, since training.decode: gpu scales none; received {width} x {height} pixels", error.Message, StringComparison.Ordinal);
    }

    private static string Refusal(IDataset dataset, params ITransform[] transforms) =>
        Assert.Throws<UserErrorException>(() => Loader(dataset, isDeferred: true, transforms: transforms)).Message;

    private Images Folder(Func<ImagesOptions, ImagesOptions>? with = null)
    {
        var options = new ImagesOptions { Root = _files.Path };
        return new Images(with?.Invoke(options) ?? options);
    }

    private PackedImages Pack(PackStorage storage)
    {
        var source = Folder();
        PackWriter.Write(_files["images.pack"], source, source.Splits, storage, side: null, _ => { }, CancellationToken.None);
        return new PackedImages(new PackedOptions { Root = _files["images.pack"] });
    }

    private static BatchLoader Loader(
        IDataset dataset, bool isDeferred, int workers = 0, long start = 0, List<DataEvent>? events = null, params ITransform[] transforms) => new(
        dataset,
        new MaskSource(new FreeForm(new FreeFormOptions()), 1, 16, 16),
        new BatchLoaderOptions { BatchSize = 4, Seed = 1, Workers = workers, StartStep = start, DefersDecoding = isDeferred, Transforms = transforms },
        events is null ? null : events.Add);
}
