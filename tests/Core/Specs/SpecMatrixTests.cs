using InpaintLab.Core.Specs;

namespace InpaintLab.Tests.Core.Specs;

public sealed class SpecMatrixTests
{
    [Fact]
    public void The_cells_are_the_product_of_the_axes_with_the_first_changing_slowest()
    {
        var cells = Cells("""
            matrix:
              model.width: [8, 16]
              resolution: [32, 64]
            """);

        Assert.Equal(["small-8-32", "small-8-64", "small-16-32", "small-16-64"], cells.Select(c => c.Resolved.Spec.Name));
        Assert.Equal([(8, 32), (8, 64), (16, 32), (16, 64)], cells.Select(c => (((TinyOptions)c.Resolved.Spec.Model.Options).Width, c.Resolved.Spec.Resolution)));
        Assert.Equal([1, 2, 3, 4], cells.Select(c => c.Number));
        Assert.Equal([new SpecLabel("model.width", "16"), new SpecLabel("resolution", "32")], cells[2].Resolved.Labels);
    }

    [Fact]
    public void Labelled_parts_are_merged_and_values_replace()
    {
        var cells = Cells("""
            training: {batch: 4}
            matrix:
              size:
                quick: {training: {steps: 3}}
                long: {training: {steps: 30}, resolution: 128}
              mask: [{kind: boxes, min_ratio: 0.1}, {kind: free-form}]
            """);

        Assert.Equal(["small-quick-boxes", "small-quick-free-form", "small-long-boxes", "small-long-free-form"], cells.Select(c => c.Resolved.Spec.Name));
        Assert.All(cells, c => Assert.Equal(4, c.Resolved.Spec.Training.Batch));
        Assert.Equal([3, 3, 30, 30], cells.Select(c => c.Resolved.Spec.Training.Steps!.Value));
        Assert.Equal(["boxes", "free-form", "boxes", "free-form"], cells.Select(c => c.Resolved.Spec.Mask.Name));
    }

    [Fact]
    public void Exclude_drops_what_matches_and_include_adds()
    {
        var cells = Cells("""
            matrix:
              model.width: [8, 16]
              resolution: [32, 64]
              exclude: [{model.width: 16}, {model.width: 8, resolution: 32}]
              include: [{model.width: 16}]
            """);

        Assert.Equal(["small-8-64", "small-16"], cells.Select(c => c.Resolved.Spec.Name));
    }

    [Fact]
    public void Every_cell_comes_with_every_seed_under_one_name()
    {
        var cells = Cells("matrix: {resolution: [32, 64]}\nseeds: [1, 7]");

        Assert.Equal([("small-32", 1L), ("small-32", 7L), ("small-64", 1L), ("small-64", 7L)], cells.Select(c => (c.Resolved.Spec.Name, c.Resolved.Spec.Seed)));
    }

    [Fact]
    public void Overrides_come_last_and_those_of_the_matrix_come_first()
    {
        var cells = Cells("matrix: {training.steps: [1, 2], resolution: [32, 64]}", "matrix.resolution=[128]", "training.batch=3", "seeds=[5]");

        Assert.Equal([(1, 128, 3, 5L), (2, 128, 3, 5L)], cells.Select(c =>
            (c.Resolved.Spec.Training.Steps!.Value, c.Resolved.Spec.Resolution, c.Resolved.Spec.Training.Batch, c.Resolved.Spec.Seed)));
    }

    [Fact]
    public void A_null_choice_is_dropped()
    {
        Assert.Equal(["small-a"], Cells("matrix: {size: {a: {}, b: null}}").Select(c => c.Resolved.Spec.Name));
    }

    [Fact]
    public void An_error_that_all_cells_share_is_said_once()
    {
        Assert.Equal("9:19: training.batch: expected an integer from 1 to 4096, received the number 0", ErrorOf("matrix: {resolution: [32, 64]}\nseeds: [1, 2]\n\n\ntraining: {batch: 0}"));
    }

    [Theory]
    [InlineData("matrix: 3", "matrix: expected a mapping of axes, received the number 3")]
    [InlineData("matrix: {}", "matrix: expected at least one axis")]
    [InlineData("matrix: {resolution: 3}", "matrix.resolution: expected a list of values of the key 'resolution', or a mapping of labels to parts of a spec, received the number 3")]
    [InlineData("matrix: {resolution: []}", "matrix.resolution: expected at least one choice")]
    [InlineData("matrix: {resolution: [32, 32]}", "matrix.resolution: two choices are labelled '32'")]
    [InlineData("matrix: {resolutoin: [32]}", "unknown key 'resolutoin'. Did you mean 'resolution'?")]
    [InlineData("matrix: {evaluation.metrics: [[l1]]}", "matrix.evaluation.metrics: no label can be made for a list; give the choices labels")]
    [InlineData("matrix: {model: {a b: {}}}", "matrix.model: expected a label of letters, digits and any of . _ + -, received 'a b'")]
    [InlineData("matrix: {model: {a: 3}}", "matrix.model.a: expected a part of a spec as a mapping, received the number 3")]
    [InlineData("matrix: {model: {a: {seeds: [1]}}}", "'seeds' has no meaning here: expected it at the top of a spec file")]
    [InlineData("matrix: {resolution: [32], exclude: [{resolution: 32}]}", "matrix: exclude leaves no cell")]
    [InlineData("matrix: {resolution: [32], exclude: 3}", "matrix.exclude: expected a list of mappings such as {resolution: 32}, received the number 3")]
    [InlineData("matrix: {resolution: [32], include: [3]}", "matrix.include: expected a mapping such as {resolution: 32}, received the number 3")]
    [InlineData("matrix: {resolution: [32], exclude: [{resolutio: 32}]}", "matrix.exclude: unknown axis 'resolutio'. Did you mean 'resolution'? Known: resolution.")]
    [InlineData("matrix: {resolution: [32], exclude: [{resolution: 33}]}", "matrix.exclude.resolution: unknown label '33'. Did you mean '32'? Known: 32.")]
    [InlineData("matrix: {size: {a: {seed: 2}, b: {seed: 2}}}", "cells that are the same experiment: small-a (cell 1), small-b (cell 2)")]
    [InlineData("seeds: 3", "seeds: expected a list of integers such as [1, 2, 3], received the number 3")]
    [InlineData("seeds: [a]", "seeds: expected a list of integers, received the text 'a'")]
    [InlineData("seeds: [1, 1]", "seeds: 1 is given twice")]
    [InlineData("seeds: [-1]", "seed: expected an integer of at least 0, received the number -1")]
    [InlineData(
        "matrix: {seed: [0,1,2,3,4,5,6,7,8,9], resolution: [16,24,32,40,48,56,64,72,80,88], "
            + "training.batch: [1,2,3,4,5,6,7,8,9,10], training.steps: [1,2,3,4,5,6,7,8,9,10,11]}",
        "matrix: more than 10000 cells")]
    public void Nonsense_is_refused(string text, string message) =>
        Assert.Contains(message, ErrorOf(text), StringComparison.Ordinal);

    [Fact]
    public void A_spec_with_a_matrix_is_not_one_experiment()
    {
        var error = Assert.Throws<InpaintLab.Core.Errors.UserErrorException>(() => SpecText.Load(FakeComponents.Minimal + "\nseeds: [1, 2]"));
        Assert.Equal("spec.yaml: expected one experiment, received 2 (it has a matrix, a search or seeds)", error.Message);
    }

    private static IReadOnlyList<SpecCell> Cells(string text, params string[] overrides) =>
        SpecLoader.ResolveCellsText($"{FakeComponents.Minimal}\n{text}", "spec.yaml", new SpecRequest(null, overrides), FakeComponents.Registry);

    private static string ErrorOf(string text)
    {
        var error = Assert.Single(Assert.Throws<SpecException>(() => Cells(text)).Errors);
        return $"{error.Line}:{error.Column}: {error.Message}";
    }
}
