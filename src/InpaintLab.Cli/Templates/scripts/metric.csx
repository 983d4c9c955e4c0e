// __name__: the root of the mean squared error in the hole. In a spec beside this file:
//
//   components: [__name__.csx]
//   evaluation:
//     metrics: [psnr_hole, __name__]
//
// The first metric of a spec chooses the best checkpoint, by HigherIsBetter.
// See src/docs/hooks.md for what is open without a `using`.

[Metric("__name__", HigherIsBetter = false)]
public sealed class __Class__(PairedMetricOptions options) : PairedMetric(options)
{
    // Truth and composite are N x 3 x H x W in [0,1] as float64, the mask N x 1 x H x W with 1 = hole; one value for each image. What is
    // computed on the way is freed by the caller, and there are no gradients. MeanOverImage is its counterpart for all pixels.
    protected override Tensor PerImage(Tensor truth, Tensor result, Tensor mask) =>
        MeanOverHole((truth - result).square(), mask).sqrt();
}
