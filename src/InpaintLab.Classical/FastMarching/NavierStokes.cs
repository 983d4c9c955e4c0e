using InpaintLab.Core.Registry;

namespace InpaintLab.Classical.FastMarching;

/// <summary>
/// What OpenCV offers as INPAINT_NS after Bertalmio, Bertozzi and Sapiro (Navier-Stokes, Fluid Dynamics, and Image and Video Inpainting,
/// 2001), with its results: isophotes are continued in the order of fast marching. It does not solve the paper's equations.
/// </summary>
[Family("navier-stokes-fm", Source = "doi:10.1109/CVPR.2001.990497")]
public sealed class NavierStokes(FastMarchingOptions options) : FastMarchingMethod(options)
{
    private protected override void Fill<T>(MarchingFront front, AreaSamples<T> samples, ClassicalWork work)
    {
        var estimator = new IsophoteEstimator<T>(front, samples, new Disc(Radius, IsophoteEstimator<T>.Weight));
        front.Fill(ref estimator, work);
    }
}
