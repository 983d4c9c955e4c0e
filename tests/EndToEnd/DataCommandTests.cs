using InpaintLab.Imaging;

namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>data</c>: its listings, its checks, its lists and its pictures; none of it needs libtorch.</summary>
public sealed class DataCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void List_names_kinds_with_their_options_and_the_data_found()
    {
        _folder.Write("data/faces/train/a.png", Noise(1));
        _folder.Write("data/holes/mask/testing_mask_dataset/00000.png", new ImageBuffer(16, 16, 1));
        var list = Data("list", _folder.File("data"), "--json");
        Assert.Equal(0, list.ExitCode);
        var celeba = list.Json.GetProperty("datasets").EnumerateArray().Single(d => d.GetProperty("name").GetString() == "celeba");
        var crop = celeba.GetProperty("options").EnumerateArray().Single(o => o.GetProperty("key").GetString() == "center_crop");
        Assert.Equal(("178", "an integer from 16 to 178"), (crop.GetProperty("default").GetString(), crop.GetProperty("expected").GetString()));
        Assert.Contains(list.Json.GetProperty("masks").EnumerateArray(), m => m.GetProperty("name").GetString() == "lama-thin");
        var found = list.Json.GetProperty("found").EnumerateArray().ToArray();
        Assert.Equal(["images", "masks"], found.Select(f => f.GetProperty("what").GetString()));
        Assert.Equal(1, found[0].GetProperty("splits").GetProperty("train").GetInt32());
        Assert.Equal(("liu-test", "white"), (found[1].GetProperty("mask_set").GetString(), found[1].GetProperty("hole").GetString()));

        Assert.Contains("center_crop: 178", Data("list", _folder.File("data")).Output);
        Assert.Equal(1, Data("list", _folder.File("nowhere")).ExitCode);
    }

    [Fact]
    public void Stat_reads_a_folder_or_the_dataset_of_a_spec()
    {
        _folder.Write("d/train/a.png", Noise(1));
        _folder.Write("d/train/b.png", Noise(2));
        _folder.Write("d/val/c.png", Noise(1));
        _folder.Write("d/val/broken.jpg", "no picture");
        var spec = _folder.Write("d.yaml", $"name: d\ndataset: {{kind: images, root: '{_folder.File("d")}'}}\nmask: {{kind: box}}\nmodel: {{family: gated-conv}}\n");
        foreach (var target in new[] { _folder.File("d"), spec })
        {
            var stat = Data("stat", target, "--json");
            Assert.Equal(0, stat.ExitCode);
            Assert.Equal([2, 2], stat.Json.GetProperty("splits").EnumerateArray().Select(s => s.GetProperty("images").GetInt32()));
            Assert.Equal("val/broken.jpg", Assert.Single(stat.Json.GetProperty("broken").EnumerateArray()).GetProperty("image").GetString());
            var group = Assert.Single(stat.Json.GetProperty("exact_duplicates").EnumerateArray());
            Assert.True(group.GetProperty("between_splits").GetBoolean());
        }

        var text = Data("stat", _folder.File("d"));
        Assert.Contains("BETWEEN SPLITS train/a.png = val/c.png", text.Output);
        Assert.Contains("broken: 1", text.Output);
        Assert.Contains("made by the program", Data("stat", spec, "-s", "dataset={kind: dead-leaves}").Error);
        Assert.Contains("found nothing", Data("stat", _folder.File("nowhere")).Error);
    }

    [Fact]
    public void Split_writes_lists_that_a_spec_can_use_and_never_overwrites_them()
    {
        for (var i = 0; i < 10; i++)
            _folder.Write($"p/{(i < 5 ? "a" : "b")}/{i}.png", Noise(i));
        string[] arguments = ["split", _folder.File("p"), "--ratio", "60:20:20", "--seed", "3", "--by-folder", "-o", _folder.File("lists")];
        var split = Data([.. arguments, "--json"]);
        Assert.Equal(0, split.ExitCode);
        Assert.Equal([6, 2, 2], split.Json.GetProperty("lists").EnumerateArray().Select(l => l.GetProperty("images").GetInt32()));
        var train = File.ReadAllLines(_folder.File("lists", "train.flist"));
        Assert.StartsWith("# by folder, 60:20:20 of ", train[0]);
        Assert.Equal(3, train.Count(l => l.StartsWith("a/", StringComparison.Ordinal)));

        var spec = _folder.Write("s.yaml", $"name: s\n{split.Json.GetProperty("dataset").GetString()}\nmask: {{kind: box}}\nmodel: {{family: gated-conv}}\n");
        Assert.Equal([6, 2, 2], Data("stat", spec, "--json").Json.GetProperty("splits").EnumerateArray().Select(s => s.GetProperty("images").GetInt32()));

        var again = Data(arguments);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("train.flist: expected no such file", again.Error);
        var elsewhere = Data([.. arguments[..^1], _folder.File("again")]);
        Assert.Equal(0, elsewhere.ExitCode);
        Assert.Equal(train[1..], File.ReadAllLines(_folder.File("again", "train.flist"))[1..]);
        Assert.Contains("ratio: expected 'train:val'", Data("split", _folder.File("p"), "--ratio", "all", "-o", _folder.File("x")).Error);
    }

    [Fact]
    public void Masks_draws_a_sheet_and_tells_the_histogram_of_training_and_evaluation()
    {
        var spec = _folder.Write(
            "m.yaml",
            """
            name: m
            resolution: 32
            dataset: {kind: dead-leaves}
            mask: {kind: lama-thick}
            model: {family: gated-conv}
            evaluation: {images: 12, masks: [{name: centre, kind: box-centre}]}
            """);
        var sheet = Path.Combine(_folder.Path, "out", "sheet.png");
        var masks = Data("masks", spec, "--count", "20", "-o", sheet, "--json");
        Assert.Equal(0, masks.ExitCode);
        var sets = masks.Json.GetProperty("sets").EnumerateArray().ToArray();
        Assert.Equal(["training", "evaluation centre"], sets.Select(s => s.GetProperty("name").GetString()));
        Assert.Equal([20, 12], sets.Select(s => s.GetProperty("n").GetInt32()));
        Assert.Equal(0.25, sets[1].GetProperty("mean").GetDouble());
        Assert.Equal(12, sets[1].GetProperty("histogram")[5].GetProperty("n").GetInt32());
        Assert.Equal(64, sets[1].GetProperty("hash").GetString()!.Length);
        Assert.True(ImageFile.Read(sheet).Width > 600);
        Assert.Contains("expected a name that ends in", Data("masks", spec, "-o", _folder.File("sheet.txt")).Error);
    }

    [Fact]
    public void Get_names_what_can_be_got_and_needs_the_packages_where_there_is_no_network()
    {
        Assert.Contains("Did you mean 'photos'?", Data("get", "photo").Error);
        Directory.CreateDirectory(_folder.File("debs", "x"));
        var none = Data("get", "photos", "-o", _folder.File("photos"), "--packages", _folder.File("debs"));
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("expected mate-backgrounds_*.deb", none.Error);
    }

    private static ImageBuffer Noise(int seed)
    {
        var image = new ImageBuffer(24, 20, 3);
        new Random(seed).NextBytes(image.Bytes);
        return image;
    }

    private ProgramRun Data(params string[] arguments) => ProgramRun.WithoutTorch(_folder.Path, ["data", .. arguments]);
}
