using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Transforms;
using InpaintLab.Imaging;
using InpaintLab.Imaging.Pixels;

namespace InpaintLab.Tests.Data;

public sealed class ImagesTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Sub_folders_are_splits_under_any_name_and_ids_are_paths()
    {
        _files.WithImages("train/b", 2).WithImages("train/a", 1).WithImages("valid", 3);
        var dataset = new Images(new ImagesOptions { Root = _files.Path, Val = "valid" });
        Assert.Equal([Split.Train, Split.Val], dataset.Splits);
        Assert.Equal((3, 3), (dataset.Count(Split.Train), dataset.Count(Split.Val)));
        Assert.Equal("train/a/00.png", dataset.Id(Split.Train, 0));
        var error = Assert.Throws<UserErrorException>(() => dataset.Count(Split.Test));
        Assert.Contains("has no test split; it has train, val", error.Message);
    }

    [Fact]
    public void A_ratio_divides_all_images_the_same_way_each_time()
    {
        _files.WithImages("all", 20);
        Images Create(string ratio, long seed = 0) => new(new ImagesOptions { Root = _files["all"], Ratio = ratio, SplitSeed = seed });
        static string[] Ids(Images d, Split s) => [.. Enumerable.Range(0, d.Count(s)).Select(i => d.Id(s, i))];
        var dataset = Create("70:30");
        Assert.Equal((14, 6), (dataset.Count(Split.Train), dataset.Count(Split.Val)));
        Assert.Equal(20, Ids(dataset, Split.Train).Union(Ids(dataset, Split.Val)).Count());
        Assert.Equal(Ids(dataset, Split.Train), Ids(Create("0.7:0.3"), Split.Train));
        Assert.NotEqual(Ids(dataset, Split.Train), Ids(Create("70:30", seed: 1), Split.Train));
        Assert.Equal(2, Create("8:1:1").Count(Split.Test));
    }

    [Theory]
    [InlineData("70")]
    [InlineData("70:thirty")]
    [InlineData("70:-30")]
    [InlineData("1:1:1:1")]
    [InlineData("1000:1")]
    public void A_ratio_that_makes_no_splits_is_the_users_error(string ratio)
    {
        _files.WithImages("all", 5);
        var error = Assert.Throws<UserErrorException>(() => new Images(new ImagesOptions { Root = _files["all"], Ratio = ratio }));
        Assert.Contains($"'{ratio}'", error.Message);
    }

    [Fact]
    public void Lists_name_images_beside_themselves_below_root_or_by_full_path()
    {
        _files.WithImages("pictures", 5);
        File.WriteAllText(_files["pictures/train.flist"], $"# train\n00.png\r\n\n{_files["pictures/01.png"]}\n");
        File.WriteAllText(_files["val.flist"], "pictures/02.png\n");
        var dataset = new Images(new ImagesOptions { TrainList = _files["pictures/train.flist"], ValList = _files["val.flist"] });
        Assert.Equal((2, 1), (dataset.Count(Split.Train), dataset.Count(Split.Val)));
        var (listed, folder) = (Read(dataset, Split.Val, 0, 16), ImageFile.Read(_files["pictures/02.png"]).Crop(4, 0, 16, 16).ToPlanar(3));
        Assert.Equal(folder, listed);
        Read(dataset, Split.Train, 1, 16);

        File.WriteAllText(_files["one.flist"], "00.png\n01.png\n02.png\n03.png\n");
        var divided = new Images(new ImagesOptions { List = _files["one.flist"], Root = _files["pictures"], Ratio = "3:1" });
        Assert.Equal((3, 1), (divided.Count(Split.Train), divided.Count(Split.Val)));
    }

    [Fact]
    public void Bad_lists_are_the_users_error()
    {
        _files.WithImages("p", 2);
        File.WriteAllText(_files["p/train.flist"], "00.png\n01.png\n");
        File.WriteAllText(_files["p/val.flist"], "01.png\n");
        File.WriteAllText(_files["p/empty.flist"], "# nothing\n");
        File.WriteAllText(_files["wrong.flist"], "00.png\n");
        string Message(string train, string? val = null) => Assert.Throws<UserErrorException>(
            () => new Images(new ImagesOptions { TrainList = _files[train], ValList = val is null ? null : _files[val] })).Message;
        Assert.Contains("'01.png' stands in train_list and in val_list", Message("p/train.flist", "p/val.flist"));
        Assert.Contains("found none", Message("p/empty.flist"));
        Assert.Contains("none of the 1 images", Message("wrong.flist"));
        Assert.Contains($"Did you mean '{_files["p/train.flist"]}'?", Message("p/trains.flist"));
        Assert.Contains("received both", Assert.Throws<UserErrorException>(
            () => new Images(new ImagesOptions { TrainList = _files["p/train.flist"], Ratio = "1:1" })).Message);
    }

    [Fact]
    public void A_missing_or_empty_folder_is_named_with_what_was_expected()
    {
        _files.WithImages("places/pictures", 1);
        Directory.CreateDirectory(_files["hollow/train"]);
        string Message(string root) =>
            Assert.Throws<UserErrorException>(() => new Images(new ImagesOptions { Root = _files[root] })).Message;
        Assert.Contains($"Did you mean '{_files["places"]}'?", Message("place"));
        Assert.Contains($"Did you mean '{_files["places"]}'?", Message("plaecs/pictures"));
        Assert.Contains("sub-folders 'train', 'val', 'test'", Message("places"));
        Assert.Contains($"in folder '{_files["hollow/train"]}' or below, found none", Message("hollow"));
        Assert.Contains("found a file", Message("places/pictures/00.png"));
        Assert.Contains("expected root", Assert.Throws<UserErrorException>(() => new Images(new ImagesOptions())).Message);
    }

    [Fact]
    public void Evaluation_takes_the_middle_and_training_any_square_that_fits()
    {
        _files.WithImages("train", 1, width: 24, height: 16);
        var file = ImageFile.Read(_files["train/00.png"]);
        var dataset = new Images(new ImagesOptions { Root = _files.Path, HorizontalFlip = false });
        Assert.Equal(file.Crop(4, 0, 16, 16).ToPlanar(3), Read(dataset, Split.Train, 0, 16));
        var squares = Enumerable.Range(0, 9).Select(x => file.Crop(x, 0, 16, 16).ToPlanar(3)).ToArray();
        var drawn = Enumerable.Range(0, 200)
            .Select(i => Array.FindIndex(squares, s => s.AsSpan().SequenceEqual(Read(dataset, Split.Train, 0, 16, i)))).ToArray();
        Assert.Equal(Enumerable.Range(0, 9), drawn.Distinct().Order());
    }

    [Fact]
    public void Training_mirrors_in_the_directions_that_are_allowed()
    {
        _files.WithImages("train", 1, width: 16, height: 16);
        var file = ImageFile.Read(_files["train/00.png"]);
        var dataset = new Images(new ImagesOptions { Root = _files.Path, VerticalFlip = true });
        float[][] expected =
        [
            file.ToPlanar(3),
            Geometry.Turn(file, transpose: false, flipX: true, flipY: false).ToPlanar(3),
            Geometry.Turn(file, transpose: false, flipX: false, flipY: true).ToPlanar(3),
            Geometry.Turn(file, transpose: false, flipX: true, flipY: true).ToPlanar(3),
        ];
        var drawn = Enumerable.Range(0, 50)
            .Select(i => Array.FindIndex(expected, e => e.AsSpan().SequenceEqual(Read(dataset, Split.Train, 0, 16, i)))).ToArray();
        Assert.Equal([0, 1, 2, 3], drawn.Distinct().Order());
    }

    [Fact]
    public void Squeezing_and_resizing_the_shorter_side_do_what_they_say()
    {
        _files.WithImages("train", 1, width: 48, height: 32);
        var file = ImageFile.Read(_files["train/00.png"]);
        var squeezed = new Images(new ImagesOptions { Root = _files.Path, Crop = CropMode.None });
        Assert.Equal(file.Resize(16, 16, ResizeFilter.Bicubic).ToPlanar(3), Read(squeezed, Split.Train, 0, 16));
        var shorter = new Images(new ImagesOptions { Root = _files.Path, Resize = 20, Filter = ResizeFilter.Box });
        Assert.Equal(file.Resize(30, 20, ResizeFilter.Box).Crop(7, 2, 16, 16).ToPlanar(3), Read(shorter, Split.Train, 0, 16));
        Assert.Contains("at least the resolution, 24 px, received 20", Assert.Throws<UserErrorException>(() => Read(shorter, Split.Train, 0, 24)).Message);
    }

    [Fact]
    public void The_manifest_hash_follows_names_sizes_and_splits()
    {
        _files.WithImages("a/train", 3).WithImages("b/train", 3);
        string Hash(string root) => new Images(new ImagesOptions { Root = _files[root] }).ManifestHash;
        var before = Hash("a");
        Assert.Equal(before, Hash("a"));
        _files.Truncate("a/train/01.png");
        Assert.NotEqual(before, Hash("a"));
        File.Delete(_files["b/train/01.png"]);
        Assert.NotEqual(before, Hash("b"));
    }

    private static float[] Read(Images dataset, Split split, int index, int side, int? stream = null)
    {
        var image = new float[3 * side * side];
        dataset.Read(split, index, side, stream is { } s ? RandomStream.Create(1, "augment", 0, s) : null, image);
        return image;
    }
}
