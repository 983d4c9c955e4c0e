using InpaintLab.Classical;
using InpaintLab.Classical.FastMarching;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Classical.FastMarching;

/// <summary>What bounds the memory of images of tens of megapixels, on one that is quick to fill.</summary>
public class MemoryTests
{
    private const int Width = 1600;
    private const int Height = 1200;
    private const int Copy = 3 * Width * Height;

    [Theory]
    [InlineData("telea")]
    [InlineData("navier-stokes-fm")]
    public void Beside_a_copy_of_the_image_only_the_rectangle_around_the_holes_takes_memory(string method)
    {
        var (near, far) = (new byte[Width * Height], new byte[Width * Height]);
        for (var i = 0; i < 400; i++)
            near[((600 + (i / 20)) * Width) + 800 + (i % 20)] = 1;
        near.CopyTo(far, 0);
        far[0] = far[^1] = 1;
        Assert.InRange(Allocated(method, near), Copy, Copy + 500_000);

        // Whatever the holes are: a state and a time for each pixel, and two passing states.
        Assert.InRange(Allocated(method, far), Copy, Copy + (12L * Width * Height));
    }

    private static long Allocated(string method, byte[] mask)
    {
        var image = new ImageBuffer(Width, Height, 3);
        IClassicalMethod filler = method == "telea" ? new Telea(new FastMarchingOptions()) : new NavierStokes(new FastMarchingOptions());
        var before = GC.GetAllocatedBytesForCurrentThread();
        filler.Inpaint(image, mask, ClassicalWork.Default);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
