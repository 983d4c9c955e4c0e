namespace InpaintLab.Tests.EndToEnd;

/// <summary>The comparisons of a report, as they stand in <c>experiments/report</c>: for a GPU, and in their small form.</summary>
public sealed class ReportExperimentsTests
{
    [Fact]
    public void The_comparison_has_a_form_for_hours_of_a_gpu()
    {
        var path = Path.Combine(RepositoryRoot.Path, "experiments", "report", "side-by-side.yaml");
        var run = ProgramRun.WithoutTorch("/nowhere", "validate", path, "--profile", "hours");
        Assert.Equal($"{path}: valid, 18 experiments", run.Lines[0]);
    }

    [Theory]
    [InlineData("side-by-side.yaml", 60, 20)]
    [InlineData("resolution-study.yaml", 18, 6)]
    [InlineData("mask-study.yaml", 18, 6)]
    public void Every_cell_is_valid_in_full_and_in_small(string file, int full, int small)
    {
        var path = Path.Combine(RepositoryRoot.Path, "experiments", "report", file);
        Assert.Equal($"{path}: valid, {full} experiments", ProgramRun.WithoutTorch("/nowhere", "validate", path).Lines[0]);
        Assert.Equal($"{path}: valid, {small} experiments", ProgramRun.WithoutTorch("/nowhere", "validate", path, "--profile", "small").Lines[0]);
    }
}
