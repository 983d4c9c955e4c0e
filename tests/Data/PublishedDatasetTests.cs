using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Data;

/// <summary>Places2, CelebA and CelebA-HQ in the layouts of their archives.</summary>
public sealed class PublishedDatasetTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Places2_is_read_from_folders_of_classes_and_from_the_archives_of_small_and_large_images()
    {
        _files.WithImages("easy/train/abbey", 2).WithImages("easy/train/beach", 1).WithImages("easy/val/abbey", 1);
        var easy = new Places2(new Places2Options { Root = _files["easy"] });
        Assert.Equal([Split.Train, Split.Val], easy.Splits);
        Assert.Equal(["train/abbey/00.png", "train/abbey/01.png", "train/beach/00.png"], Ids(easy, Split.Train));

        _files.WithImages("raw/data_256/a/abbey", 2).WithImages("raw/val_256", 3).WithImages("raw/test_256", 1);
        _files.WithImages("raw/data_large_standard/b/beach", 1).WithImages("raw/val_large", 1);
        var small = new Places2(new Places2Options { Root = _files["raw"] });
        Assert.Equal((2, 3, 1), (small.Count(Split.Train), small.Count(Split.Val), small.Count(Split.Test)));
        var large = new Places2(new Places2Options { Root = _files["raw"], Layout = Places2Layout.Large });
        Assert.Equal(["data_large_standard/b/beach/00.png"], Ids(large, Split.Train));
    }

    [Fact]
    public void Places2_lists_say_which_images_there_are_and_in_which_order()
    {
        _files.WithImages("p/data_256/a/abbey", 3).WithImages("p/val_256", 3);
        Directory.CreateDirectory(_files["lists"]);
        File.WriteAllLines(_files["lists/places365_train_standard.txt"], ["/a/abbey/02.png 0", "/a/abbey/00.png 0"]);
        File.WriteAllLines(_files["lists/places365_val.txt"], ["01.png 165"]);
        var dataset = new Places2(new Places2Options { Root = _files["p"], Lists = _files["lists"] });
        Assert.Equal(["data_256/a/abbey/02.png", "data_256/a/abbey/00.png"], Ids(dataset, Split.Train));
        Assert.Equal(["val_256/01.png"], Ids(dataset, Split.Val));

        File.Delete(_files["lists/places365_val.txt"]);
        Refused(() => new Places2(new Places2Options { Root = _files["p"], Lists = _files["lists"] }),
            $"expected file '{_files["lists/places365_val.txt"]}'", "places365_train_standard.txt", "places2.csail.mit.edu");
        File.WriteAllText(_files["lists/places365_val.txt"], "nowhere.png 1\n");
        Refused(() => new Places2(new Places2Options { Root = _files["p"], Lists = _files["lists"] }), "none of the 1 images", "nowhere.png");
    }

    [Fact]
    public void Celeba_follows_its_partition_and_cuts_the_middle_178_px_first()
    {
        _files.WithImages("c/Img/img_align_celeba", 4, width: 178, height: 218, extension: ".jpg");
        Directory.CreateDirectory(_files["c/Eval"]);
        File.WriteAllLines(_files["c/Eval/list_eval_partition.txt"], ["00.jpg 0", "01.jpg 0", "02.jpg 1", "03.jpg 2"]);
        var dataset = new CelebA(new CelebAOptions { Root = _files["c"] });
        Assert.Equal((2, 1, 1), (dataset.Count(Split.Train), dataset.Count(Split.Val), dataset.Count(Split.Test)));
        var file = ImageFile.Read(_files["c/Img/img_align_celeba/02.jpg"]);
        var expected = file.Crop(0, 20, 178, 178).Resize(32, 32, ResizeFilter.Bicubic).ToPlanar(3);
        Assert.Equal(expected, Read(dataset, Split.Val, 0, 32));
        var face = new CelebA(new CelebAOptions { Root = _files["c"], CenterCrop = 108 });
        Assert.Equal(file.Crop(35, 55, 108, 108).Resize(32, 32, ResizeFilter.Bicubic).ToPlanar(3), Read(face, Split.Val, 0, 32));

        _files.WithImages("png/img_align_celeba_png", 2, width: 178, height: 218);
        File.WriteAllLines(_files["png/list_eval_partition.csv"], ["image_id,partition", "00.jpg,0", "01.jpg,1"]);
        Assert.Equal(["img_align_celeba_png/01.png"], Ids(new CelebA(new CelebAOptions { Root = _files["png"] }), Split.Val));
    }

    [Fact]
    public void Celeba_names_what_is_missing_or_malformed()
    {
        _files.WithImages("c/pictures", 1);
        CelebA Create() => new(new CelebAOptions { Root = _files["c"] });
        Refused(Create, $"expected folder '{_files["c/img_align_celeba"]}'", "'Img/img_align_celeba'", "found in", "pictures", "mmlab.ie.cuhk.edu.hk");
        _files.WithImages("c/img_align_celeba", 1, width: 178, height: 218, extension: ".jpg");
        Refused(Create, $"expected file '{_files["c/list_eval_partition.txt"]}'", "img_align_celeba, pictures");
        File.WriteAllText(_files["c/list_eval_partition.txt"], "00.jpg 0\n01.jpg three\n");
        Refused(Create, "list_eval_partition.txt:2:", "received '01.jpg three'");
        File.WriteAllText(_files["c/list_eval_partition.txt"], "");
        Refused(Create, "expected a file name and a split");
        Refused(() => new CelebA(new CelebAOptions { Root = _files["cc"] }), "root: expected a folder", $"Did you mean '{_files["c"]}'?");

        _files.WithImages("s/img_align_celeba", 1, extension: ".jpg");
        File.WriteAllText(_files["s/list_eval_partition.txt"], "00.jpg 0\n");
        var small = new CelebA(new CelebAOptions { Root = _files["s"] });
        Assert.Contains("center_crop 178 does not fit into an image of 24 x 16", Assert.Throws<UserErrorException>(() => Read(small, Split.Train, 0, 16)).Message);
    }

    [Fact]
    public void Celeba_hq_is_split_as_its_originals_by_number_or_by_folders()
    {
        foreach (var number in new[] { 0, 2, 10, 28000 })
            _files.WithImages("hq/new", 1, extension: ".jpg").Rename("hq/new/00.jpg", $"hq/CelebA-HQ-img/{number}.jpg");
        File.WriteAllLines(_files["hq/list_eval_partition.txt"], ["000007.jpg 0", "000008.jpg 1", "119614.jpg 2"]);
        File.WriteAllLines(_files["hq/CelebA-HQ-to-CelebA-mapping.txt"],
            ["idx      orig_idx      orig_file", "0      119613        119614.jpg", "2  7  000008.jpg", "10  6  000007.jpg", "28000  6  000007.jpg"]);
        var mapped = new CelebAHq(new CelebAHqOptions { Root = _files["hq"] });
        Assert.Equal(["CelebA-HQ-img/10.jpg", "CelebA-HQ-img/28000.jpg"], Ids(mapped, Split.Train));
        Assert.Equal(["CelebA-HQ-img/2.jpg"], Ids(mapped, Split.Val));
        Assert.Equal(["CelebA-HQ-img/0.jpg"], Ids(mapped, Split.Test));

        var numbered = new CelebAHq(new CelebAHqOptions { Root = _files["hq"], SplitBy = CelebAHqSplit.By28k2k });
        Assert.Equal(["CelebA-HQ-img/0.jpg", "CelebA-HQ-img/2.jpg", "CelebA-HQ-img/10.jpg"], Ids(numbered, Split.Train));
        Assert.Equal(["CelebA-HQ-img/28000.jpg"], Ids(numbered, Split.Val));

        _files.WithImages("lama/train_256", 2).WithImages("lama/val_source_256", 1).WithImages("lama/visual_test_source_256", 1);
        Assert.Equal([Split.Train, Split.Val, Split.Test], new CelebAHq(new CelebAHqOptions { Root = _files["lama"] }).Splits);
    }

    [Fact]
    public void Celeba_hq_names_what_is_missing_or_malformed()
    {
        _files.WithImages("hq/CelebA-HQ-img", 1);
        CelebAHq Create() => new(new CelebAHqOptions { Root = _files["hq"] });
        Refused(Create, $"expected file '{_files["hq/CelebA-HQ-to-CelebA-mapping.txt"]}'", "CelebAMask-HQ");
        File.WriteAllLines(_files["hq/CelebA-HQ-to-CelebA-mapping.txt"], ["idx orig_idx orig_file", "0 1 000002.jpg"]);
        Refused(Create, "list_eval_partition.txt");
        File.WriteAllText(_files["hq/list_eval_partition.txt"], "000001.jpg 0\n");
        Refused(Create, "mapping.txt:2:", "received '0 1 000002.jpg'");
        Refused(() => new CelebAHq(new CelebAHqOptions { Root = _files["hq"], SplitBy = CelebAHqSplit.Folders }), $"'{_files["hq/train"]}'", "train_256");
        _files.WithImages("named/CelebA-HQ-img", 1).Rename("named/CelebA-HQ-img/00.png", "named/CelebA-HQ-img/face.png");
        Refused(() => new CelebAHq(new CelebAHqOptions { Root = _files["named"], SplitBy = CelebAHqSplit.By28k2k }), "named by their number", "face.png");
    }

    [Fact]
    public void Photos_that_are_not_there_come_with_the_command_that_gets_them()
    {
        Refused(() => new Photos(new PhotosOptions { Root = _files["none"] }), $"./inpaintlab data get photos -o {_files["none"]}");
        _files.WithImages("p/train", 1).WithImages("p/test", 1);
        Assert.Equal([Split.Train, Split.Test], new Photos(new PhotosOptions { Root = _files["p"] }).Splits);
    }

    private static void Refused(Func<IDataset> create, params string[] parts)
    {
        var message = Assert.Throws<UserErrorException>(create).Message;
        Assert.All(parts, part => Assert.Contains(part, message));
    }

    private static string[] Ids(IDataset dataset, Split split) => [.. Enumerable.Range(0, dataset.Count(split)).Select(i => dataset.Id(split, i))];

    private static float[] Read(IDataset dataset, Split split, int index, int side)
    {
        var image = new float[3 * side * side];
        dataset.Read(split, index, side, null, image);
        return image;
    }
}
