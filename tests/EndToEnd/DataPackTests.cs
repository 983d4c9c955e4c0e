using InpaintLab.Imaging;

namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>data pack</c>, what the other commands make of its file, and a training from it.</summary>
public sealed class DataPackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DataPackTests()
    {
        for (var i = 0; i < 9; i++)
            _folder.Write($"d/{(i < 6 ? "train" : "val")}/{i}.{(i % 2 == 0 ? "jpg" : "png")}", Noise(i));
        _folder.Write("d/train/cut.jpg", File.ReadAllBytes(_folder.File("d", "train", "0.jpg"))[..300]);
        File.Copy(_folder.File("d", "val", "7.png"), _folder.File("d", "train", "again.png"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_training_from_a_pack_is_that_from_the_files_bit_for_bit()
    {
        File.Delete(_folder.File("d", "train", "again.png"));
        var spec = _folder.Write(
            "s.yaml",
            $$"""
            name: s
            resolution: 32
            device: cpu
            dataset: {kind: images, root: '{{_folder.File("d")}}', min_crop: 0.5, vertical_flip: true}
            mask: {kind: box}
            model: {family: gated-conv, variant: unet, width: 4}
            training: {steps: 2, batch: 3, workers: 1, log_every: 1}
            evaluation: {images: 2, batch: 2, grid: 1}
            """);
        var pack = Data("pack", spec, "-o", _folder.File("d.pack"), "--store", "decoded", "--json");
        Assert.Equal(0, pack.ExitCode);
        var block = pack.Json.GetProperty("dataset").GetString()!;
        Assert.Equal($"dataset: {{kind: packed, root: {_folder.File("d.pack")}, min_crop: 0.5, vertical_flip: true}}", block);
        Assert.Contains("cut.jpg", Assert.Single(pack.Json.GetProperty("broken").EnumerateArray()).GetString());

        var files = ProgramRun.Of(_folder.File("files"), "run", spec);
        var packed = ProgramRun.Of(_folder.File("packed"), "run", spec, "-s", block.Replace("dataset: ", "dataset=", StringComparison.Ordinal));
        Assert.Equal((0, 0), (files.ExitCode, packed.ExitCode));

        // Without the header, which has the spec's hash.
        byte[] Weights(string runs, ProgramRun run)
        {
            var bytes = File.ReadAllBytes(_folder.File(runs, run.Lines[^1], "checkpoints", "last.safetensors"));
            return [.. bytes.Skip(8 + (int)BitConverter.ToInt64(bytes))];
        }

        Assert.Equal(Weights("files", files), Weights("packed", packed));
        var shown = new[] { "files", "packed" }.Select(runs => ProgramRun.WithoutTorch(_folder.File(runs), "runs", "list", "--json").Json[0]).ToArray();
        foreach (var metric in new[] { "loss/generator", "psnr_hole", "ssim" })
            Assert.Equal(Metric(shown[0], metric), Metric(shown[1], metric));
        string Manifest(string runs, ProgramRun run) => System.Text.Json.JsonDocument.Parse(
            File.ReadAllText(_folder.File(runs, run.Lines[^1], "environment.json"))).RootElement.GetProperty("dataset_manifest_hash").GetString()!;
        Assert.Equal(Manifest("files", files), Manifest("packed", packed));
    }

    [Fact]
    public void Stat_list_and_split_take_a_pack_as_they_take_files()
    {
        Directory.CreateDirectory(_folder.File("data", "x"));
        var pack = _folder.File("data", "d.pack");
        Assert.Contains("train 8, val 3 images", Data("pack", _folder.File("d"), "-o", pack).Output);
        var (files, packed) = (Data("stat", _folder.File("d"), "--json"), Data("stat", pack, "--json"));
        Assert.Equal((0, 0), (files.ExitCode, packed.ExitCode));
        foreach (var part in new[] { "splits", "grey", "exact_duplicates", "near_duplicates" })
            Assert.Equal(files.Json.GetProperty(part).GetRawText(), packed.Json.GetProperty(part).GetRawText());
        Assert.Equal("train/cut.jpg", Assert.Single(packed.Json.GetProperty("broken").EnumerateArray()).GetProperty("image").GetString());

        var found = Data("list", _folder.File("data"), "--json").Json.GetProperty("found")[0];
        Assert.Equal(("packed files", 11), (found.GetProperty("what").GetString(), found.GetProperty("files").GetInt32()));
        Assert.Equal(3, found.GetProperty("splits").GetProperty("val").GetInt32());

        var split = Data("split", pack, "--ratio", "6:3:2", "-o", _folder.File("lists"), "--json");
        Assert.Equal([6, 3, 2], split.Json.GetProperty("lists").EnumerateArray().Select(l => l.GetProperty("images").GetInt32()));
        var spec = _folder.Write("s.yaml", $"name: s\n{split.Json.GetProperty("dataset").GetString()}\nmask: {{kind: box}}\nmodel: {{family: gated-conv}}\n");
        Assert.Equal([6, 3, 2], Data("stat", spec, "--json").Json.GetProperty("splits").EnumerateArray().Select(s => s.GetProperty("images").GetInt32()));
    }

    [Fact]
    public void What_cannot_be_packed_or_read_is_said_with_what_was_expected()
    {
        var pack = _folder.File("d.pack");
        string Error(params string[] arguments)
        {
            var run = Data(arguments);
            Assert.Equal(1, run.ExitCode);
            return run.Error;
        }

        Assert.Contains("expected --store decoded", Error("pack", _folder.File("d"), "-o", pack, "--side", "16"));
        Assert.Contains("Did you mean 'train'?", Error("pack", _folder.File("d"), "-o", pack, "--split", "trian"));
        Assert.Contains("made by the program", Error("pack", _folder.Write("l.yaml", TrainedRun.Spec), "-o", pack));
        Assert.Equal(0, Data("pack", _folder.File("d"), "-o", pack, "--split", "val").ExitCode);
        Assert.Contains("packed images are not overwritten", Error("pack", _folder.File("d"), "-o", pack));
        File.WriteAllBytes(pack, File.ReadAllBytes(pack)[..^10]);
        Assert.Contains("the file is truncated", Error("stat", pack));
    }

    private static double Metric(System.Text.Json.JsonElement run, string name) => run.GetProperty("metrics").GetProperty(name).GetDouble();

    private static ImageBuffer Noise(int seed)
    {
        var image = new ImageBuffer(48, 40, 3);
        new Random(seed).NextBytes(image.Bytes);
        return image;
    }

    private ProgramRun Data(params string[] arguments) => ProgramRun.WithoutTorch(_folder.Path, ["data", .. arguments]);
}
