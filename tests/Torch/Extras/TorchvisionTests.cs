using InpaintLab.Imaging;
using InpaintLab.Tests.Imaging;
using InpaintLab.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Extras;

public sealed class TorchvisionTests : IDisposable
{
    private const string Operator = "image::decode_jpeg";
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void A_library_that_cannot_be_loaded_is_an_error_with_the_systems_reason()
    {
        var missing = Assert.Throws<TorchException>(() => OperatorLibrary.Load(_files["absent.so"]));
        Assert.Contains("absent.so: cannot open shared object file", missing.Message, StringComparison.Ordinal);
        var broken = Assert.Throws<TorchException>(() => OperatorLibrary.Load(_files.Write("broken.so", "no library")));
        Assert.Contains("broken.so", broken.Message, StringComparison.Ordinal);
        Assert.False(OperatorLibrary.Has("image::no_such_operator"));
        Assert.True(OperatorLibrary.Has("aten::add", "Tensor"));
    }

    [Fact]
    public void Not_to_find_torchvision_says_what_was_looked_for()
    {
        var reason = TorchvisionLibrary.Load("image::none", null, [_files["a/torchvision"], _files["b"]], null);
        Assert.Contains($"{_files["a/torchvision"]}/image*.so and {_files["b"]}/image*.so", reason, StringComparison.Ordinal);
        Assert.Contains("INPAINTLAB_TORCHVISION", reason, StringComparison.Ordinal);
        Assert.Contains(LibTorch.Version, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_named_is_loaded_in_order_and_must_bring_the_operator()
    {
        Assert.Contains("absent.so", TorchvisionLibrary.Load("image::none", $"libm.so.6:{_files["absent.so"]}", [], null), StringComparison.Ordinal);
        Assert.Equal(
            "libm.so.6 registers no operator image::none; expected torchvision's image.so",
            TorchvisionLibrary.Load("image::none", "libm.so.6", [], null));
        Assert.Null(TorchvisionLibrary.Load("aten::relu", "libm.so.6", [], null));
    }

    [Fact]
    public void It_is_looked_for_beside_the_torch_package_in_use()
    {
        Assert.Equal("/env/lib/python3.12/site-packages/torchvision", TorchvisionLibrary.Folders("/env/lib/python3.12/site-packages/torch/lib/libtorch_cpu.so")[0]);
        Assert.Equal(["/usr/lib/python3/dist-packages/torchvision"], TorchvisionLibrary.Folders("/usr/lib/x86_64-linux-gnu/libtorch_cpu.so.2.6"));
        Assert.Single(TorchvisionLibrary.Folders(null));
        Assert.Contains("libtorch_cpu", Path.GetFileName(LibTorch.LibraryPath), StringComparison.Ordinal);
        var file = _files.Write("torchvision/image.cpython-311-x86_64-linux-gnu.so", "no library");
        Assert.Contains(file, TorchvisionLibrary.Load("image::none", null, [_files["torchvision"]], null), StringComparison.Ordinal);
    }

    [Fact]
    public void The_python_that_it_was_built_for_is_told_by_its_name_or_place()
    {
        Assert.Equal(["libpython3.13.so.1.0"], TorchvisionLibrary.PythonsOf("/usr/lib/python3/dist-packages/torchvision/image.cpython-313-x86_64-linux-gnu.so"));
        Assert.Equal(
            ["/opt/conda/lib/libpython3.12.so.1.0", "libpython3.12.so.1.0"],
            TorchvisionLibrary.PythonsOf("/opt/conda/lib/python3.12/site-packages/torchvision/image.so"));
        _files.Write("pyvenv.cfg", "home = /opt/python/bin\nversion = 3.11.9\n");
        Assert.Equal(
            [_files["lib/libpython3.11.so.1.0"], "/opt/python/lib/libpython3.11.so.1.0", "libpython3.11.so.1.0"],
            TorchvisionLibrary.PythonsOf(_files["lib/python3.11/site-packages/torchvision/image.so"]));
        Assert.Empty(TorchvisionLibrary.PythonsOf("/somewhere/image.so"));
    }

    [Fact]
    public void A_stream_beside_the_current_one_needs_a_gpu()
    {
        Assert.Throws<ArgumentException>(() => new SideStream(CPU));
        Assert.SkipWhen(LibTorch.CudaDeviceCount > 0, "there is a GPU: GpuDecodeTests use the stream");
        Assert.Throws<TorchException>(() => new SideStream(new Device(DeviceType.CUDA)));
    }

    // Its libjpeg may interpolate colours in another way than ours, as Pillow's (see JpegTests).
    [Theory]
    [InlineData("colour-420")]
    [InlineData("colour-422-progressive")]
    [InlineData("grey")]
    public void Its_decoder_on_the_CPU_gives_what_ours_does(string name)
    {
        Assert.SkipWhen(Torchvision.Missing is not null, $"no torchvision: {Torchvision.Missing}");
        using var scope = NewDisposeScope();
        var (ours, theirs) = (Images.Sample($"{name}.jpg").ToChannels(3), Torchvision.DecodeJpeg(tensor(File.ReadAllBytes(Images.SamplePath($"{name}.jpg")))));
        Assert.Equal([3L, ours.Height, ours.Width], theirs.shape);
        var samples = theirs.permute(1, 2, 0).contiguous().data<byte>().ToArray();
        Assert.InRange(Images.LargestDifference(ours, ImageBuffer.FromSamples(samples, ours.Width, ours.Height, 3)), 0, 2);
        Assert.Throws<TorchException>(() => Torchvision.DecodeJpeg(tensor("no picture"u8.ToArray())));
        Assert.True(OperatorLibrary.Has(Operator));
    }

    // What it says there is the operator's own: the call arrives, list and device converted.
    [Fact]
    public void Its_decoder_for_a_GPU_is_called_and_refuses_the_CPU()
    {
        Assert.SkipWhen(Torchvision.MissingOnGpu is not null, $"no torchvision that decodes on a GPU: {Torchvision.MissingOnGpu}");
        using var scope = NewDisposeScope();
        var file = tensor(File.ReadAllBytes(Images.SamplePath("grey.jpg")));
        var error = Assert.Throws<TorchException>(() => Torchvision.DecodeJpegs([file, file], CPU));
        Assert.Matches("nvJPEG|cuda device", error.Message);
    }
}
