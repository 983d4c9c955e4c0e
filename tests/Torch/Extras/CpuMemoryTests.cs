using InpaintLab.Torch.Interop;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Extras;

/// <summary>Memory of CPU tensors is kept for the next ones.</summary>
public sealed class CpuMemoryTests
{
    [Theory]
    [InlineData(100_000)] // from the C library
    [InlineData(3_000_000)] // on pages of its own
    public unsafe void A_tensor_takes_the_block_that_one_of_its_size_gave_back(long count)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("INPAINTLAB_CPU_MEMORY") == "system", "memory is left to libtorch");
        var first = ones([count]);
        var place = (nint)NativeMethods.il_tensor_data(first.Handle);
        first.Dispose();
        using var second = empty([count - 100]);
        Assert.Equal(place, (nint)NativeMethods.il_tensor_data(second.Handle));
        Assert.Equal(0, place % 64);

        // Not while it is in use.
        using var third = zeros([count]);
        Assert.NotEqual(place, (nint)NativeMethods.il_tensor_data(third.Handle));
        Assert.Equal((1, 0), (second[0].item<float>(), third.sum().item<float>()));
    }
}
