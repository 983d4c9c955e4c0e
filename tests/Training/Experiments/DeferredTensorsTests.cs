using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Loading;
using InpaintLab.Data.Masks;
using InpaintLab.Data.Packing;
using InpaintLab.Tests.Data;
using InpaintLab.Tests.Imaging;
using InpaintLab.Training.Experiments;
using TorchSharp;
using static TorchSharp.torch;
using Folder = InpaintLab.Data.Datasets.Images;
using Pictures = InpaintLab.Tests.Imaging.Images;

namespace InpaintLab.Tests.Training.Experiments;

/// <summary>A batch of files that are decoded late is the batch of the host, bit for bit where the decoder is the host's.</summary>
public sealed class DeferredTensorsTests : IDisposable
{
    private const int Side = 16;
    private readonly TemporaryFolder _files = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _files.Dispose();
    }

    [Theory]
    [InlineData("plain", 0)]
    [InlineData("plain", 2)]
    [InlineData("in the middle", 0)]
    [InlineData("mirrored both ways", 0)]
    [InlineData("several crops", 2)]
    [InlineData("resized", 0)]
    [InlineData("packed", 0)]
    [InlineData("packed", 2)]
    public void Batches_are_those_of_the_host(string reading, int workers)
    {
        WithEveryKindOfFile();
        var options = new ImagesOptions { Root = _files.Path };
        ImageFileDataset dataset = reading switch
        {
            "in the middle" => new Folder(options with { Crop = InpaintLab.Data.Transforms.CropMode.Center }),
            "mirrored both ways" => new Folder(options with { VerticalFlip = true }),
            "several crops" => new Folder(options with { CropsPerImage = 3 }),
            "resized" => new Folder(options with { Resize = Side }),
            "packed" => Packed(PackStorage.Files),
            _ => new Folder(options),
        };
        var decoder = new HostDecoder();
        using var host = Loader(dataset, isDeferred: false);
        using var late = Loader(dataset, isDeferred: true, workers);
        var seen = new List<DeferredImage>();
        for (var step = 0; step < 9; step++)
        {
            var (expected, batch) = (host.Next(), late.Next());
            Assert.Empty(batch.Images);
            Assert.Equal(expected.ImageIds, batch.ImageIds);
            Assert.Equal(expected.MaskIds, batch.MaskIds);
            Assert.Equal(expected.HoleRatios, batch.HoleRatios);
            AssertSame(BatchTensors.Of(expected, CPU), BatchTensors.Of(batch, CPU, decoder));
            seen.AddRange(batch.Deferred!);
        }

        // Both kinds were there, in one batch, with and without what is done after decoding.
        var files = seen.OfType<EncodedImage>().ToList();
        Assert.Contains(files, f => f.Jpeg.IsGrey);
        Assert.Contains(files, f => !f.Jpeg.IsGrey);
        Assert.Contains(files, f => f.LeftRight);
        Assert.Contains(files, f => !f.LeftRight);
        Assert.Equal(reading == "mirrored both ways", files.Any(f => f.UpDown));
        Assert.Contains(files, f => f.Left > 0);
        Assert.NotEmpty(seen.OfType<DecodedImage>());
        Assert.Contains(decoder.Calls, count => count is > 0 and < 4);
        Assert.All(files, f => Assert.EndsWith(".jpg", f.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_dataset_cuts_out_first_is_cut_out_on_the_device()
    {
        _files.WithImages("img_align_celeba", 6, width: 40, height: 48, extension: ".jpg");
        File.WriteAllLines(_files["list_eval_partition.txt"], Enumerable.Range(0, 6).Select(i => $"{i:d2}.jpg {i / 4}"));
        var dataset = new CelebA(new CelebAOptions { Root = _files.Path, CenterCrop = Side });
        using var host = Loader(dataset, isDeferred: false);
        using var late = Loader(dataset, isDeferred: true);
        AssertSame(BatchTensors.Of(host.Next(), CPU), BatchTensors.Of(late.Next(), CPU, new HostDecoder()));
    }

    [Fact]
    public void Without_a_jpeg_nothing_is_decoded_late()
    {
        _files.WithImages("train", 5);
        var decoder = new HostDecoder();
        using var host = Loader(new Folder(new ImagesOptions { Root = _files.Path }), isDeferred: false);
        using var late = Loader(new Folder(new ImagesOptions { Root = _files.Path }), isDeferred: true);
        AssertSame(BatchTensors.Of(host.Next(), CPU), BatchTensors.Of(late.Next(), CPU, decoder));
        Assert.Empty(decoder.Calls);
    }

    [Fact]
    public void A_file_that_the_device_cannot_decode_is_named()
    {
        _files.WithImages("train", 4, extension: ".jpg");
        var file = File.ReadAllBytes(_files["train/02.jpg"]);

        // Headers and end are as they should be, but the picture ends in the middle, too.
        (file[file.Length / 2], file[(file.Length / 2) + 1]) = (0xff, 0xd9);
        File.WriteAllBytes(_files["train/02.jpg"], file);
        using var late = Loader(new Folder(new ImagesOptions { Root = _files.Path }), isDeferred: true);
        var error = Assert.Throws<UserErrorException>(() => BatchTensors.Of(late.Next(), CPU, new HostDecoder()));
        Assert.StartsWith($"{_files["train/02.jpg"]}: the GPU cannot decode this JPEG: status 2.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decoder_that_turns_or_scales_pictures_is_noticed()
    {
        _files.WithImages("train", 4, extension: ".jpg");
        using var late = Loader(new Folder(new ImagesOptions { Root = _files.Path }), isDeferred: true);
        var error = Assert.Throws<UserErrorException>(() => BatchTensors.Of(late.Next(), CPU, new TurningDecoder()));
        Assert.Contains("its header says 24 x 16 pixels, the GPU's decoder made [3, 24, 16] of it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        WithEveryKindOfFile();
        using var late = Loader(new Folder(new ImagesOptions { Root = _files.Path }), isDeferred: true);
        var before = LiveTensors.Settled();
        var (image, mask) = BatchTensors.Of(late.Next(), CPU, new HostDecoder());
        Assert.Equal(before + 2, LiveTensors.Settled());
        Assert.Equal([4L, 3, Side, Side], image.shape);
        Assert.Equal([4L, 1, Side, Side], mask.shape);
    }

    // JPEG in colour, of both codings, and grey; what is no plain JPEG in between.
    private void WithEveryKindOfFile()
    {
        _files.WithImages("train", 7, extension: ".jpg").WithImages("train/png", 1);
        _files.Write("train/grey.jpg", Pictures.Gradient(24, 16, 1));
        _files.Write("train/light.jpg", Pictures.Gradient(22, 16, 1));
        _files.Write("train/deep.png", Pictures.Noise(20, 16, 3, 16));
        _files.Write("train/pale.png", Pictures.Noise(20, 16, 1, 8));
        _files.Write("train/turned.jpg", ExifOrientationTests.Inject(File.ReadAllBytes(_files["train/00.jpg"]), ExifOrientationTests.Exif(6, littleEndian: true)));
    }

    private PackedImages Packed(PackStorage storage)
    {
        var source = new Folder(new ImagesOptions { Root = _files.Path });
        PackWriter.Write(_files["images.pack"], source, source.Splits, storage, side: null, _ => { }, CancellationToken.None);
        return new PackedImages(new PackedOptions { Root = _files["images.pack"] });
    }

    private static BatchLoader Loader(IDataset dataset, bool isDeferred, int workers = 0) => new(
        dataset,
        new MaskSource(new FreeForm(new FreeFormOptions()), 1, Side, Side),
        new BatchLoaderOptions { BatchSize = 4, Seed = 1, Workers = workers, DefersDecoding = isDeferred });

    private static void AssertSame((Tensor Image, Tensor Mask) expected, (Tensor Image, Tensor Mask) actual)
    {
        foreach (var (a, b) in new[] { (expected.Image, actual.Image), (expected.Mask, actual.Mask) })
        {
            Assert.Equal(a.shape, b.shape);
            Assert.Equal(a.stride(), b.stride());
            Assert.Equal(a.contiguous().data<float>().ToArray(), b.contiguous().data<float>().ToArray());
        }
    }

    private sealed class TurningDecoder : IJpegDecoder
    {
        private readonly HostDecoder _host = new();

        public Tensor Decode(Tensor[] files, Func<IReadOnlyList<Tensor>, Tensor> use) =>
            _host.Decode(files, pictures => use([.. pictures.Select(p => p.transpose(1, 2))]));

        public void Dispose() => _host.Dispose();
    }
}
