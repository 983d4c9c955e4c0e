using System.Globalization;
using InpaintLab.Torch;
using InpaintLab.Torch.Interop;

namespace InpaintLab.Tests.Torch.Extras;

/// <summary>Our own operators compute on as many threads as libtorch's.</summary>
public sealed class ThreadsTests
{
    [Fact]
    public unsafe void Loops_of_our_own_operators_run_on_all_threads()
    {
        var threads = NativeMethods.TakeString(NativeMethods.il_info("loops"));
        Assert.Equal(LibTorch.Threads, int.Parse(threads, CultureInfo.InvariantCulture));
    }
}
