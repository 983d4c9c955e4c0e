using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;

namespace InpaintLab.Tests.Core.Registry;

public sealed class ComponentRegistryTests
{
    private sealed record Options(int Size);

    [Mask("square", Source = "geometry")]
    private sealed class Square(Options options)
    {
        public int Size { get; } = options.Size > 0 ? options.Size : throw new UserErrorException("no size");
    }

    [Mask("circle")]
    private sealed class Circle(Options options)
    {
        public int Radius { get; } = options.Size;
    }

    [Metric("square", HigherIsBetter = true, Unit = "dB")]
    private sealed class SquareMetric(Options options)
    {
        public int Size { get; } = options.Size;
    }

    [Mask("square")]
    private sealed class OtherSquare(Options options)
    {
        public int Size { get; } = options.Size;
    }

    [Mask("bare")]
    private sealed class WithoutOptions;

    private static readonly ComponentRegistry Shapes = new([typeof(Square), typeof(Circle), typeof(SquareMetric), typeof(string)]);

    [Fact]
    public void Components_are_listed_by_kind_in_order_of_name()
    {
        Assert.Equal(["circle", "square"], Shapes.All<MaskAttribute>().Select(c => c.Name));
        Assert.Equal(["square"], Shapes.All<MetricAttribute>().Select(c => c.Name));
        Assert.Empty(Shapes.All<FamilyAttribute>());
    }

    [Fact]
    public void A_component_is_found_by_kind_and_name_with_its_facts()
    {
        var metric = Shapes.Find<MetricAttribute>("square");

        Assert.Equal((typeof(SquareMetric), typeof(Options)), (metric.Type, metric.OptionsType));
        Assert.True(metric.Attribute is MetricAttribute { HigherIsBetter: true, Unit: "dB" });
        Assert.Equal("geometry", Shapes.Find<MaskAttribute>("square").Attribute.Source);
    }

    [Fact]
    public void An_unknown_name_is_the_users_error()
    {
        var error = Assert.Throws<UserErrorException>(() => Shapes.Find<MaskAttribute>("sqare", "spec.yaml:1:2"));
        Assert.Equal("spec.yaml:1:2: unknown mask kind 'sqare'. Did you mean 'square'? Known: circle, square.", error.Message);
    }

    [Fact]
    public void Created_components_have_their_options_and_their_own_errors()
    {
        Assert.Equal(5, ComponentRegistry.Create<Circle>(Shapes.Find<MaskAttribute>("circle"), new Options(5)).Radius);
        Assert.Throws<UserErrorException>(() => ComponentRegistry.Create<Square>(Shapes.Find<MaskAttribute>("square"), new Options(0)));
    }

    [Fact]
    public void Two_of_one_name_or_a_class_without_options_fail_at_start()
    {
        var duplicate = Assert.Throws<InvalidOperationException>(() => new ComponentRegistry([typeof(Square), typeof(OtherSquare)]));
        var shapeless = Assert.Throws<InvalidOperationException>(() => new ComponentRegistry([typeof(WithoutOptions)]));

        Assert.Contains("'square'", duplicate.Message);
        Assert.Contains("one options record", shapeless.Message);
    }
}
