using InpaintLab.Data.Datasets;
using InpaintLab.Data.Loading;
using InpaintLab.Data.Masks;
using InpaintLab.Imaging;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using TorchSharp;
using static TorchSharp.torch;
using Folder = InpaintLab.Data.Datasets.Images;
using Pictures = InpaintLab.Tests.Imaging.Images;

namespace InpaintLab.Tests.Training.Loop;

/// <summary>JPEG decoded on a GPU is that of the CPU, within what decoders may differ by; skipped where no GPU decodes.</summary>
public sealed class GpuDecodeTests : IDisposable
{
    private const int Side = 64;
    private readonly TemporaryFolder _files = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _files.Dispose();
    }

    // Full colour resolution: what differs is the rounding of two transforms, 3 levels at most. Grey and PNG files are among them.
    [Fact]
    public void Batches_are_those_of_the_CPU_within_some_grey_levels()
    {
        var device = Require();
        WithPictures();
        using var host = Loader(isDeferred: false);
        using var late = Loader(isDeferred: true);
        using var decoder = TorchvisionDecoder.Open(device);
        for (var step = 0; step < 12; step++)
        {
            var (expected, batch) = (host.Next(), late.Next());
            var (image, mask) = BatchTensors.Of(expected, CPU);
            var (there, hole) = BatchTensors.Of(batch, device, decoder);
            Assert.Equal(expected.ImageIds, batch.ImageIds);
            Assert.Equal(device.type, there.device.type);
            Assert.Equal(image.stride(), there.stride());
            Assert.Equal(mask.contiguous().data<float>().ToArray(), hole.cpu().contiguous().data<float>().ToArray());
            var levels = (image - there.cpu()).abs() * 127.5;
            Assert.True(levels.mean().item<float>() < 1, $"step {step}: mean {levels.mean().item<float>()} grey levels");
            Assert.True(levels.max().item<float>() < 8, $"step {step}: at most {levels.max().item<float>()} grey levels");
        }
    }

    // Halved colour resolution: decoders interpolate it differently, which shows at edges of colours.
    [Theory]
    [InlineData("colour-420", 64)]
    [InlineData("colour-422-progressive", 64)]
    [InlineData("grey", 8)]
    public void Pictures_of_other_encoders_are_those_of_the_CPU(string name, int largest)
    {
        var device = Require();
        using var decoder = TorchvisionDecoder.Open(device);
        var ours = Pictures.Sample($"{name}.jpg").ToChannels(3);
        var there = decoder.Decode([tensor(File.ReadAllBytes(Pictures.SamplePath($"{name}.jpg")))], pictures => pictures[0].clone()).cpu();
        var levels = (tensor(ours.Bytes.ToArray(), [ours.Height, ours.Width, 3]).permute(2, 0, 1).to(ScalarType.Float32) - there).abs();
        if (name == "grey")
            levels = levels.narrow(0, 0, 1);
        Assert.True(levels.mean().item<float>() < 1.5, $"mean {levels.mean().item<float>()} grey levels");
        Assert.True(levels.max().item<float>() < largest, $"at most {levels.max().item<float>()} grey levels");
    }

    // The decoder writes on a stream of its own. Were its memory still in use by work that is queued, earlier batches would change.
    [Fact]
    public void Decoding_beside_a_busy_gpu_changes_no_earlier_batch()
    {
        var device = Require();
        WithPictures();
        using var late = Loader(isDeferred: true);
        using var decoder = TorchvisionDecoder.Open(device);
        var batches = Enumerable.Range(0, 12).Select(_ => late.Next()).ToList();
        var quiet = batches.ConvertAll(batch => BatchTensors.Of(batch, device, decoder).Image.cpu().contiguous().data<float>().ToArray());
        var load = randn([4096, 4096], device: device);
        var busy = new List<Tensor>();
        foreach (var batch in batches)
        {
            for (var i = 0; i < 4; i++)
                load = load.matmul(load).div_(4096);
            busy.Add(BatchTensors.Of(batch, device, decoder).Image.clone());
        }

        Assert.All(quiet.Zip(busy), pair => Assert.Equal(pair.First, pair.Second.cpu().contiguous().data<float>().ToArray()));
    }

    private static Device Require()
    {
        Assert.SkipWhen(LibTorch.CudaDeviceCount == 0, $"no GPU: libtorch {LibTorch.Version} sees none");
        var device = new Device("cuda:0");
        Assert.SkipWhen(TorchvisionDecoder.WhyNot(device) is not null, $"the GPU decodes no JPEG: {TorchvisionDecoder.WhyNot(device)}");
        return device;
    }

    private void WithPictures()
    {
        var leaves = new DeadLeaves(new DeadLeavesOptions { Train = 12 });
        Directory.CreateDirectory(_files["train"]);
        for (var i = 0; i < 12; i++)
        {
            var planes = new float[3 * 96 * 96];
            leaves.Read(Split.Train, i, 96, null, planes);
            var picture = ImageBuffer.FromPlanar(planes, 3, 96, 96).Crop(0, i, 96, Side);
            ImageFile.Write(_files[$"train/{i:d2}.{(i == 5 ? "png" : "jpg")}"], i == 7 ? picture.ToChannels(1) : picture);
        }
    }

    private BatchLoader Loader(bool isDeferred) => new(
        new Folder(new ImagesOptions { Root = _files.Path, VerticalFlip = true }),
        new MaskSource(new FreeForm(new FreeFormOptions()), 1, Side, Side),
        new BatchLoaderOptions { BatchSize = 4, Seed = 1, DefersDecoding = isDeferred });
}
