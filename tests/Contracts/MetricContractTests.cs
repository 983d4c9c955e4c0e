using InpaintLab.Core.Registry;
using InpaintLab.Metrics.Paired;
using InpaintLab.Torch;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Contracts;

/// <summary>What every registered paired metric must do; those that need weights are tested where there are some.</summary>
public class MetricContractTests
{
    private static readonly ComponentRegistry Registry = new ComponentRegistry(typeof(IPairedMetric).Assembly).With(NewComponents.Types);

    public static IEnumerable<TheoryDataRow<string>> Metrics =>
        Registry.All<MetricAttribute>()
            .Where(m => m.Type.IsAssignableTo(typeof(IPairedMetric)) && !m.Type.IsAssignableTo(typeof(IWeightedMetric)))
            .Select(m => new TheoryDataRow<string>(m.Name));

    [Theory]
    [MemberData(nameof(Metrics))]
    public void One_double_per_image_in_the_order_of_the_batch(string name)
    {
        using var scope = NewDisposeScope();
        var (truth, result, mask) = Images();
        var values = Create(name).Compute(truth, result, mask);
        Assert.Equal(ScalarType.Float64, values.dtype);
        Assert.Equal([3], values.shape);
        for (var i = 0; i < 3; i++)
        {
            var alone = Create(name).Compute(truth.narrow(0, i, 1), result.narrow(0, i, 1), mask.narrow(0, i, 1));
            Assert.Equal(alone.data<double>().ToArray()[0], values.data<double>().ToArray()[i], 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void A_result_with_more_noise_is_worse(string name)
    {
        using var scope = NewDisposeScope();
        var (truth, result, mask) = Images();
        var higherIsBetter = ((MetricAttribute)Registry.Find<MetricAttribute>(name).Attribute).HigherIsBetter;
        var near = Create(name).Compute(truth, truth.lerp(result, full_like(mask, 0.3)), mask);
        var far = Create(name).Compute(truth, result, mask);
        for (var i = 0; i < 3; i++)
            Assert.Equal(higherIsBetter, near.data<double>().ToArray()[i] > far.data<double>().ToArray()[i]);
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Images_stay_as_they_were_and_their_type_does_not_matter(string name)
    {
        using var scope = NewDisposeScope();
        var (truth, result, mask) = Images();
        var (truth64, result64) = (truth.to(ScalarType.Float64), result.to(ScalarType.Float64));
        var (before, beforeResult) = (truth64.clone(), result64.clone());
        Assert.Equal(Create(name).Compute(truth, result, mask).data<double>().ToArray(), Create(name).Compute(truth64, result64, mask).data<double>().ToArray());
        Assert.Equal(Create(name).Compute(truth, result, mask).data<double>().ToArray(), Create(name).Compute(truth, result64, mask).data<double>().ToArray());
        Assert.Equal(0, ((truth64 - before).abs() + (result64 - beforeResult).abs()).max().item<double>());
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Inputs_that_do_not_fit_are_refused_and_nothing_is_left_behind(string name)
    {
        using var scope = NewDisposeScope();
        var (truth, result, mask) = Images();
        var metric = Create(name);
        Assert.Throws<ArgumentException>(() => metric.Compute(truth, result.narrow(0, 0, 2), mask));
        Assert.Throws<ArgumentException>(() => metric.Compute(truth, result, result));
        metric.Compute(truth, result, mask).Dispose();
        // What other tests left to the finaliser must not be counted.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = LibTorch.LiveTensors;
        metric.Compute(truth, result, mask).Dispose();
        Assert.Equal(before, LibTorch.LiveTensors);
    }

    private static IPairedMetric Create(string name)
    {
        var component = Registry.Find<MetricAttribute>(name);
        return ComponentRegistry.Create<IPairedMetric>(component, Activator.CreateInstance(component.OptionsType)!);
    }

    private static (Tensor Truth, Tensor Result, Tensor Mask) Images()
    {
        manual_seed(5);
        var mask = zeros([3, 1, 16, 20]);
        mask.narrow(2, 4, 8).narrow(3, 4, 10).fill_(1);
        var truth = rand([3, 3, 16, 20]);
        return (truth, truth.lerp(rand([3, 3, 16, 20]), mask), mask);
    }
}
