using InpaintLab.Core.Specs;

namespace InpaintLab.Tests.Core.Specs;

public sealed class SpecDifferencesTests
{
    [Fact]
    public void Keys_that_differ_are_listed_with_the_values_of_each_experiment()
    {
        var cells = SpecLoader.ResolveCellsText(
            $"{FakeComponents.Minimal}\nmatrix:\n  mask: [{{kind: boxes}}, {{kind: free-form}}]\n"
                + $"  training.early_stop: {{no: {{}}, yes: {{training: {{early_stop: {{patience: 3}}}}}}}}\nseeds: [1, 2]",
            "spec.yaml", SpecRequest.AsWritten, FakeComponents.Registry);

        var differences = SpecDifferences.Of([.. cells.Select(c => c.Resolved)]);
        Assert.Equal(
            ["mask.kind", "mask.min_ratio", "mask.max_ratio", "training.early_stop", "training.early_stop.metric", "training.early_stop.patience", "training.early_stop.min_delta"],
            differences.Paths);
        Assert.Equal(8, differences.Values.Count);
        Assert.Equal("boxes", ValueOf(0, "mask.kind"));
        Assert.Null(ValueOf(4, "mask.min_ratio"));
        Assert.Equal(("null", null), (ValueOf(0, "training.early_stop"), ValueOf(0, "training.early_stop.patience")));
        Assert.Equal((null, "3"), (ValueOf(2, "training.early_stop"), ValueOf(2, "training.early_stop.patience")));

        string? ValueOf(int cell, string path) => differences.Values[cell][differences.Paths.ToList().IndexOf(path)];
    }

    [Fact]
    public void Short_names_are_as_long_as_it_takes_to_tell_keys_apart() => Assert.Equal(
        ["optimizer.learning_rate", "width", "l1.learning_rate", "hole"],
        SpecDifferences.ShortNames(["training.optimizer.learning_rate", "model.width", "objective.l1.learning_rate", "objective.l1.hole"]));

    [Fact]
    public void Equal_experiments_do_not_differ()
    {
        var cells = SpecLoader.ResolveCellsText(
            $"{FakeComponents.Minimal}\nseeds: [1, 2]", "x", SpecRequest.AsWritten, FakeComponents.Registry);
        Assert.Empty(SpecDifferences.Of([.. cells.Select(c => c.Resolved)]).Paths);
    }
}
