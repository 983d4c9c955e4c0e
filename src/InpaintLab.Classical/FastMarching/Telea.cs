using InpaintLab.Core.Registry;

namespace InpaintLab.Classical.FastMarching;

/// <summary>
/// Telea's method (An Image Inpainting Technique Based on the Fast Marching Method, 2004) with the results of OpenCV's INPAINT_TELEA:
/// quick and smooth, for thin holes. 16-bit images are computed in the same way on their own samples.
/// </summary>
[Family("telea", Source = "doi:10.1080/10867651.2004.10487596")]
public sealed class Telea(FastMarchingOptions options) : FastMarchingMethod(options)
{
    private protected override void Fill<T>(MarchingFront front, AreaSamples<T> samples, ClassicalWork work)
    {
        front.MeasureOutside(Radius, work.Stop);
        var estimator = new TeleaEstimator<T>(front, samples, new Disc(Radius, TeleaEstimator<T>.Weight));
        front.Fill(ref estimator, work);
    }
}
