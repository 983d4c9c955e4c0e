using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Metrics.Distribution;
using InpaintLab.Torch;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Metrics.Distribution;

/// <summary>What every registered metric of sets must do, and what each gives in cases known by thought.</summary>
public sealed class SetMetricTests
{
    private static readonly ComponentRegistry Registry = new(typeof(ISetMetric).Assembly);

    public static TheoryData<string> Metrics =>
        [.. Registry.All<MetricAttribute>().Where(m => m.Type.IsAssignableTo(typeof(ISetMetric))).Select(m => m.Name)];

    [Fact]
    public void Names_and_features_are_those_documented() => Assert.Equal(
        ["fd-inception768(keras): inception-v3-keras, layer 768", "fid: fid-inception, layer 2048", "fid192: fid-inception, layer 192",
         "fid64: fid-inception, layer 64", "fid768: fid-inception, layer 768", "kid: fid-inception, layer 2048",
         "p-ids: fid-inception, layer 2048", "u-ids: fid-inception, layer 2048"],
        Metrics.Select(m => $"{m.Data}: {Create(m.Data).Features}"));

    [Theory]
    [InlineData("fid64")]
    [InlineData("kid")]
    [InlineData("u-ids")]
    [InlineData("p-ids")]
    public void Batches_add_up_and_a_reset_forgets_one_set(string name)
    {
        using var scope = NewDisposeScope();
        using var metric = Create(name);
        var (x, y) = (Features("x", 6, metric), Features("y", 6, metric) + 0.2);
        metric.Update(ImageSet.Truth, x.narrow(0, 0, 4));
        metric.Update(ImageSet.Result, x);
        metric.Update(ImageSet.Truth, x.narrow(0, 4, 2));
        metric.Reset(ImageSet.Result);
        metric.Update(ImageSet.Result, y);
        var parts = metric.Compute();
        Assert.Equal((6, 6), (parts.Truths, parts.Results));
        Assert.Equal(Of(name, x, y).Value, parts.Value, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void Features_that_are_not_finite_or_of_another_shape_are_refused(string name)
    {
        using var scope = NewDisposeScope();
        using var metric = Create(name);
        metric.Update(ImageSet.Truth, Features("x", 3, metric));
        var broken = Features("x", 3, metric);
        broken.narrow(0, 1, 1).narrow(1, 5, 1).fill_(double.NaN);
        var error = Assert.Throws<UserErrorException>(() => metric.Update(ImageSet.Truth, broken));
        Assert.Contains("expected finite numbers, found NaN or infinity in true image 5", error.Message);
        Assert.Throws<ArgumentException>(() => metric.Update(ImageSet.Result, zeros([3, 7])));
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public void An_empty_set_is_refused_and_nothing_is_left_behind(string name)
    {
        using var scope = NewDisposeScope();
        var before = LibTorch.LiveTensors;
        using (var metric = Create(name))
        {
            using var inner = NewDisposeScope();
            metric.Update(ImageSet.Truth, Features("x", 3, metric));
            Assert.Throws<UserErrorException>(metric.Compute);
        }

        Assert.Equal(before, LibTorch.LiveTensors);
    }

    [Theory]
    [InlineData("fid64", 40, "40 images for 64 dimensions")]
    [InlineData("fid64", 70, null)]
    [InlineData("u-ids", 40, "80 images for 2048 dimensions")]
    [InlineData("kid", 40, null)]
    public void Fewer_images_than_dimensions_are_said(string name, int images, string? note)
    {
        using var scope = NewDisposeScope();
        using var metric = Create(name);
        var notes = Of(name, Features("x", images, metric), Features("y", images, metric)).Notes;
        if (note is null)
            Assert.Empty(notes);
        else
            Assert.Contains(note, Assert.Single(notes));
    }

    [Theory]
    [InlineData("fid64")]
    [InlineData("kid")]
    public void Equal_sets_are_at_distance_0(string name)
    {
        using var scope = NewDisposeScope();
        using var metric = Create(name);
        var x = Features("x", 40, metric);

        // The unbiased estimate leaves out each image's likeness with itself: it lies below 0.
        Assert.InRange(Of(name, x, x).Value, name == "kid" ? -1 : 0, 1e-6);
    }

    [Fact]
    public void The_kernel_distance_states_its_subsets()
    {
        using var scope = NewDisposeScope();
        using var metric = Create("kid");
        var value = Of("kid", Features("x", 12, metric), Features("y", 10, metric));
        Assert.Equal(("100", "10"), (value.Settings["subsets"], value.Settings["subset_size"]));
        Assert.True(value.StandardDeviation > 0);
    }

    [Fact]
    public void Scores_of_a_machine_that_tells_all_and_of_one_that_cannot()
    {
        using var scope = NewDisposeScope();
        using var metric = Create("u-ids");
        var x = Features("x", 8, metric);
        Assert.Equal((0, 0), (Of("u-ids", x, x + 3).Value, Of("p-ids", x, x + 3).Value));

        // Equal sets: the plane is at 0 everywhere, nothing is above its own truth, and all truths are mistaken.
        Assert.Equal((0.5, 0), (Of("u-ids", x, x).Value, Of("p-ids", x, x).Value));
        Assert.Contains("received 8 and 6 images", Assert.Throws<UserErrorException>(() => Of("p-ids", x, x.narrow(0, 0, 6))).Message);
    }

    private static ISetMetric Create(string name)
    {
        var component = Registry.Find<MetricAttribute>(name);
        return ComponentRegistry.Create<ISetMetric>(component, new SetMetricOptions());
    }

    private static SetMetricValue Of(string name, Tensor truths, Tensor results)
    {
        using var metric = Create(name);
        metric.Update(ImageSet.Truth, truths);
        metric.Update(ImageSet.Result, results);
        return metric.Compute();
    }

    private static Tensor Features(string name, long images, ISetMetric metric) => Seeded.Uniform(name, images, metric.Features.Layer);
}
