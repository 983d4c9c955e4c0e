using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Loading;
using InpaintLab.Data.Masks;
using InpaintLab.Data.Packing;
using InpaintLab.Data.Transforms;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Data;

public sealed class PackTests : IDisposable
{
    private readonly TemporaryFolder _files = new();
    private PackResult? _result;

    public void Dispose() => _files.Dispose();

    public static TheoryData<PackStorage, string> Readings()
    {
        var data = new TheoryData<PackStorage, string>();
        foreach (var storage in Enum.GetValues<PackStorage>())
        {
            foreach (var reading in new[] { "plain", "squeezed", "resized", "scale jitter", "several crops" })
                data.Add(storage, reading);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Readings))]
    public void Names_manifest_hash_and_every_pixel_are_those_of_the_files(PackStorage storage, string reading)
    {
        WithEveryKindOfFile();
        var options = reading switch
        {
            "squeezed" => new ImagesOptions { Root = _files.Path, Crop = CropMode.None },
            "resized" => new ImagesOptions { Root = _files.Path, Resize = 18, Filter = ResizeFilter.Lanczos },
            "scale jitter" => new ImagesOptions { Root = _files.Path, MinCrop = 0.3, MaxCrop = 0.9, VerticalFlip = true },
            "several crops" => new ImagesOptions { Root = _files.Path, MinCrop = 0.5, CropsPerImage = 3 },
            _ => new ImagesOptions { Root = _files.Path },
        };
        var source = new Images(options);
        AssertEqual(source, Pack(source, storage));
    }

    [Fact]
    public void A_pack_at_a_side_is_the_source_resized_to_it()
    {
        WithEveryKindOfFile();
        var source = new Images(new ImagesOptions { Root = _files.Path, Resize = 18, Filter = ResizeFilter.Box, CropsPerImage = 2 });
        var options = new PackedOptions { Root = "", Filter = ResizeFilter.Box, CropsPerImage = 2 };
        AssertEqual(source, Pack(source, PackStorage.Decoded, 18, options));

        var pack = _files["18.pack"];
        string Message(PackedOptions o) => Assert.Throws<UserErrorException>(() => new PackedImages(o)).Message;
        Assert.Contains("expected no resize, or 18", Message(new PackedOptions { Root = pack, Resize = 20, Filter = ResizeFilter.Box }));
        Assert.Contains("expected filter box", Message(new PackedOptions { Root = pack }));
        var error = Assert.Throws<UserErrorException>(
            () => Read(new PackedImages(new PackedOptions { Root = pack, Filter = ResizeFilter.Box }), Split.Train, 0, 32, null));
        Assert.Contains("at least the resolution, 32 px, received 18", error.Message);
    }

    [Theory]
    [InlineData(PackStorage.Files)]
    [InlineData(PackStorage.Decoded)]
    public void What_a_dataset_cuts_out_first_is_cut_out_of_packed_images_too(PackStorage storage)
    {
        _files.WithImages("img_align_celeba", 6, width: 178, height: 218, extension: ".jpg");
        File.WriteAllLines(_files["list_eval_partition.txt"], Enumerable.Range(0, 6).Select(i => $"{i:d2}.jpg {i / 2}"));
        var source = new CelebA(new CelebAOptions { Root = _files.Path, CenterCrop = 108 });
        var packed = Pack(source, storage, side: null, new PackedOptions { Root = "", Crop = CropMode.Center });
        Assert.Equal(source.ManifestHash, packed.ManifestHash);
        Assert.Equal(Read(source, Split.Val, 1, 54, 7), Read(packed, Split.Val, 1, 54, 7));
    }

    [Theory]
    [InlineData(PackStorage.Files)]
    [InlineData(PackStorage.Decoded)]
    public void Batches_are_those_of_the_files_past_broken_and_missing_ones_alike(PackStorage storage)
    {
        _files.WithImages("train", 9, extension: ".jpg");
        _files.Truncate("train/03.jpg");
        File.WriteAllLines(_files["train.flist"], Enumerable.Range(0, 10).Select(i => $"train/{i:d2}.jpg"));
        var source = new Images(new ImagesOptions { Root = _files.Path, TrainList = _files["train.flist"] });
        var packed = Pack(source, storage);
        Assert.Equal(source.ManifestHash, packed.ManifestHash);
        var events = (Files: new List<DataEvent>(), Pack: new List<DataEvent>());
        var masks = new MaskSource(new Box(new BoxOptions()), 1, 16, 16);
        using var files = new BatchLoader(source, masks, new BatchLoaderOptions { BatchSize = 5, Seed = 2 }, events.Files.Add);
        using var pack = new BatchLoader(packed, masks, new BatchLoaderOptions { BatchSize = 5, Seed = 2, Workers = 2 }, events.Pack.Add);
        for (var step = 0; step < 4; step++)
        {
            var (expected, actual) = (files.Next(), pack.Next());
            Assert.Equal(expected.ImageIds, actual.ImageIds);
            Assert.Equal(expected.Images, actual.Images);
            Assert.Equal(expected.Masks, actual.Masks);
        }

        Assert.Equal(["train/03.jpg", "train/09.jpg"], events.Files.Select(e => e.ImageId).Order());
        Assert.Equal(["train/03.jpg", "train/09.jpg"], events.Pack.Select(e => e.ImageId).Order());
        Assert.Contains(events.Pack, e => e.Message.Contains("no such file when it was packed", StringComparison.Ordinal));
        Assert.Equal(storage == PackStorage.Decoded ? 2 : 1, _result!.Broken.Count);
    }

    [Fact]
    public void Lists_of_packed_names_make_splits_as_lists_of_files_do()
    {
        _files.WithImages("p", 6);
        File.WriteAllText(_files["p/train.flist"], "# some\n00.png\n03.png\n");
        File.WriteAllText(_files["p/val.flist"], "05.png\n");
        File.WriteAllText(_files["p/wrong.flist"], "55.png\n");
        var all = new Images(new ImagesOptions { Root = _files["p"], Train = "" });
        Pack(all, PackStorage.Files);
        var source = new Images(new ImagesOptions { Root = _files["p"], TrainList = _files["p/train.flist"], ValList = _files["p/val.flist"] });
        PackedImages Listed(string train, string? val) => new(new PackedOptions
        {
            Root = _files["null.pack"],
            TrainList = _files[train],
            ValList = val is null ? null : _files[val],
        });
        AssertEqual(source, Listed("p/train.flist", "p/val.flist"));
        string Message(string train, string? val) => Assert.Throws<UserErrorException>(() => Listed(train, val)).Message;
        Assert.Contains("has no image '55.png', which", Message("p/wrong.flist", null));
        Assert.Contains("Did you mean '05.png'?", Message("p/wrong.flist", null));
        Assert.Contains("stands in train_list and in val_list", Message("p/val.flist", "p/val.flist"));
        Assert.Contains("expected a list of image paths", Message("p/none.flist", null));
        Assert.Contains("test_list", Assert.Throws<UserErrorException>(() => Listed("p/train.flist", null).Count(Split.Test)).Message);
    }

    [Fact]
    public void Equal_files_make_equal_packs_and_nothing_is_left_of_one_that_was_not_finished()
    {
        _files.WithImages("train", 5).WithImages("val", 3);
        var source = new Images(new ImagesOptions { Root = _files.Path });
        Pack(source, PackStorage.Decoded);
        var first = File.ReadAllBytes(_files["null.pack"]);
        File.Delete(_files["null.pack"]);
        Pack(source, PackStorage.Decoded);
        Assert.Equal(first, File.ReadAllBytes(_files["null.pack"]));

        using var ended = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(
            () => PackWriter.Write(_files["x.pack"], source, source.Splits, PackStorage.Files, null, _ => ended.Cancel(), ended.Token));
        Assert.Contains("cannot write", Assert.Throws<UserErrorException>(
            () => PackWriter.Write(_files["nowhere/x.pack"], source, source.Splits, PackStorage.Files, null, _ => { }, CancellationToken.None)).Message);
        Assert.Equal(["null.pack"], Directory.GetFiles(_files.Path).Select(Path.GetFileName));
        var packed = new PackedImages(new PackedOptions { Root = _files["null.pack"] });
        Assert.Contains("packed already", Assert.Throws<UserErrorException>(
            () => PackWriter.Write(_files["x.pack"], packed, packed.Splits, PackStorage.Files, null, _ => { }, CancellationToken.None)).Message);
    }

    [Fact]
    public void A_file_that_is_no_whole_pack_is_refused_with_what_is_wrong()
    {
        _files.WithImages("train", 3);
        Pack(new Images(new ImagesOptions { Root = _files.Path }), PackStorage.Files);
        var whole = File.ReadAllBytes(_files["null.pack"]);
        string Message(Func<byte[], byte[]> change)
        {
            File.WriteAllBytes(_files["bad.pack"], change([.. whole]));
            return Assert.ThrowsAny<UserErrorException>(() => new PackedImages(new PackedOptions { Root = _files["bad.pack"] })).Message;
        }

        Assert.Contains("this one begins otherwise", Message(_ => []));
        Assert.Contains("this one begins otherwise", Message(_ => File.ReadAllBytes(_files["train/00.png"])));
        Assert.Contains("expected 64 bytes, found 20", Message(b => b[..20]));
        Assert.Contains($"expected {whole.Length} bytes, found {whole.Length - 1}: the file is truncated", Message(b => b[..^1]));
        Assert.Contains("longer than it was", Message(b => [.. b, 0]));
        Assert.Contains("expected packed images of version 1, found version 2", Message(b => Flip(b, 8, 3)));
        Assert.Contains("its header is not what was written", Message(b => Flip(b, 23, 0x80)));
        Assert.Contains("its manifest is not what was written", Message(b => Flip(b, b.Length - 40, 1)));
        Assert.Contains("found nothing", Assert.Throws<UserErrorException>(() => new PackedImages(new PackedOptions { Root = _files["none.pack"] })).Message);
        Assert.Contains("data pack", Assert.Throws<UserErrorException>(() => new PackedImages(new PackedOptions { Root = _files["train"] })).Message);
    }

    [Fact]
    public void A_damaged_image_ends_the_reading_instead_of_being_passed_over()
    {
        _files.WithImages("train", 3);
        Pack(new Images(new ImagesOptions { Root = _files.Path }), PackStorage.Decoded);
        var bytes = File.ReadAllBytes(_files["null.pack"]);
        File.WriteAllBytes(_files["bad.pack"], Flip(bytes, 64 + (24 * 16 * 3) + 5, 1));
        var packed = new PackedImages(new PackedOptions { Root = _files["bad.pack"] });
        Read(packed, Split.Train, 0, 16, null);
        var reader = new SampleReader(packed, Split.Train, 16);
        var error = Assert.Throws<PackDamageException>(() => reader.TryRead(1, null, new float[3 * 16 * 16]));
        Assert.Contains("train/01.png", error.Message);
        Assert.Contains("damaged", error.Message);
    }

    private static byte[] Flip(byte[] bytes, int at, byte bits)
    {
        bytes[at] ^= bits;
        return bytes;
    }

    // Wider and higher than 16, grey and coloured, with and without alpha, of 8 and 16 bits, lossy and not.
    private void WithEveryKindOfFile()
    {
        _files.WithImages("train", 2, width: 40, height: 24, extension: ".jpg").WithImages("train/narrow", 2, width: 20, height: 33).WithImages("val", 2);
        foreach (var (channels, bits) in new[] { (1, 8), (2, 8), (4, 8), (3, 16), (1, 16) })
        {
            var image = new ImageBuffer(26, 22, channels, bits);
            new Random(channels + bits).NextBytes(image.Bytes);
            ImageFile.Write(_files[$"val/{channels}-{bits}.png"], image);
        }
    }

    private PackedImages Pack(ImageFileDataset source, PackStorage storage, int? side = null, PackedOptions? options = null)
    {
        var path = _files[$"{side?.ToString() ?? "null"}.pack"];
        _result = PackWriter.Write(path, source, source.Splits, storage, side, _ => { }, CancellationToken.None);
        var o = source.Options;
        return new PackedImages((options ?? new PackedOptions
        {
            Root = "",
            Crop = o.Crop,
            MinCrop = o.MinCrop,
            MaxCrop = o.MaxCrop,
            CropsPerImage = o.CropsPerImage,
            Resize = o.Resize,
            Filter = o.Filter,
            VerticalFlip = o.VerticalFlip,
        }) with
        { Root = path });
    }

    private static void AssertEqual(ImageFileDataset expected, ImageFileDataset actual)
    {
        Assert.Equal(expected.Splits, actual.Splits);
        Assert.Equal(expected.ManifestHash, actual.ManifestHash);
        foreach (var split in expected.Splits)
        {
            Assert.Equal(expected.Count(split), actual.Count(split));
            for (var i = 0; i < expected.Count(split); i++)
            {
                Assert.Equal(expected.Id(split, i), actual.Id(split, i));
                Assert.Equal(Read(expected, split, i, 16, null), Read(actual, split, i, 16, null));
                for (var draw = 0; draw < 3; draw++)
                    Assert.Equal(Read(expected, split, i, 16, draw), Read(actual, split, i, 16, draw));
            }
        }
    }

    private static float[] Read(IDataset dataset, Split split, int index, int side, int? draw)
    {
        var image = new float[3 * side * side];
        dataset.Read(split, index, side, draw is { } d ? RandomStream.Create(1, "augment", d, index) : null, image);
        return image;
    }
}
