using InpaintLab.Cli.Sweeps;
using InpaintLab.Core.Specs;
using InpaintLab.Tests.Core.Specs;

namespace InpaintLab.Tests.Cli.Sweeps;

public sealed class HalvingBoardTests
{
    // Nine trials, psnr = the number of the trial.
    private const string Nine = "search: {trials: 9, over: {training.ema: {uniform: [0.1, 0.9]}}}\nhalving: {min_steps: 10, eta: 3}";

    private readonly Dictionary<(int Cell, int Step), double> _results = [];
    private readonly HashSet<int> _failed = [];
    private readonly HashSet<int> _done = [];

    [Fact]
    public void All_are_trained_to_the_first_rung_and_nothing_is_decided_before_all_are_there()
    {
        var experiments = Spec(Nine);
        Assert.All(Places(experiments), p => Assert.Equal((10, false, false), (p.Until, p.HasReached, p.IsPruned)));
        Reach(10, 1, 2, 3, 4, 5, 6, 7, 8);
        var places = Places(experiments);
        Assert.Equal([9], places.Where(p => !p.HasReached).Select(p => p.Cell.Cell.Number));
        Assert.DoesNotContain(places, p => p.IsPruned || p.Decision is not null);
        Assert.Equal("waits at step 10", places[0].Word);
    }

    [Fact]
    public void One_in_eta_goes_on_from_each_rung_and_the_last_to_the_end()
    {
        var experiments = Spec(Nine);
        Reach(10, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        var places = Places(experiments);
        Assert.Equal([7, 8, 9], Alive(places, until: 30));
        Assert.Equal("pruned at step 10 of 100: psnr 6.000 on boxes, 4 of 9", places[5].Decision);
        Assert.Equal("to step 30; went on from step 10 of 100: psnr 7.000 on boxes, 3 of 9", places[6].Word);

        // The only one left has no rival at the rung 90.
        Reach(30, 7, 8, 9);
        places = Places(experiments);
        Assert.Equal([9], Alive(places, until: 100));
        Assert.False(places[8].HasReached);
        _done.Add(9);
        Assert.True(Places(experiments)[8].HasReached);
        Assert.Equal([(10, 9), (30, 3), (100, 1)], Board(experiments).Shape(Cells(experiments)));
    }

    [Fact]
    public void Lower_is_better_where_the_metric_says_so_and_equal_results_leave_the_first()
    {
        var experiments = Spec(Nine.Replace("eta: 3", "eta: 3, metric: l1", StringComparison.Ordinal));
        Reach(10, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Assert.Equal([1, 2, 3], Alive(Places(experiments), until: 30));
        foreach (var cell in Enumerable.Range(1, 9))
            _results[(cell, 10)] = 5;
        Assert.Equal([1, 2, 3], Alive(Places(experiments), until: 30));
    }

    [Fact]
    public void Seeds_of_an_experiment_go_on_or_end_together_by_their_mean()
    {
        var experiments = Spec(Nine.Replace("trials: 9", "trials: 3", StringComparison.Ordinal) + "\nseeds: [1, 2]");
        foreach (var (cell, value) in new[] { 9.0, 1.0, 4.0, 5.0, 7.0, 2.5 }.Index())
            _results[(cell + 1, 10)] = value;
        Assert.Equal([1, 2], Alive(Places(experiments), until: 100));
        Assert.Equal([(10, 6), (100, 2)], Board(experiments).Shape(Cells(experiments)));
    }

    [Fact]
    public void Choices_on_an_axis_of_within_do_not_compete()
    {
        var experiments = Spec(Nine.Replace("trials: 9", "trials: 3", StringComparison.Ordinal).Replace("eta: 3", "eta: 3, within: [model.width]", StringComparison.Ordinal)
            + "\nmatrix: {model.width: [8, 16]}");
        Reach(10, 1, 2, 3, 4, 5, 6);
        Assert.Equal([5, 6], Alive(Places(experiments), until: 100));

        // One group goes on although the other is not there yet.
        _results.Remove((1, 10));
        var places = Places(experiments);
        Assert.Equal([1, 3, 5], Alive(places, until: 10));
        Assert.Equal([6], Alive(places, until: 100));
    }

    [Fact]
    public void What_failed_or_has_no_number_is_not_waited_for_and_never_chosen()
    {
        var experiments = Spec(Nine);
        Reach(10, 1, 2, 3, 4, 5, 6, 7);
        _results[(8, 10)] = double.NaN;
        Assert.Empty(Alive(Places(experiments), until: 30));
        _failed.Add(9);
        var places = Places(experiments);
        Assert.Equal([5, 6, 7], Alive(places, until: 30));
        Assert.Equal("pruned at step 10 of 100: no result", places[8].Decision);

        _results.Clear();
        _failed.UnionWith(Enumerable.Range(1, 9));
        Assert.All(Places(experiments), p => Assert.True(p.IsPruned));
    }

    [Fact]
    public void With_more_trials_one_that_was_pruned_can_come_back()
    {
        Reach(10, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Assert.DoesNotContain(6, Alive(Places(Spec(Nine)), until: 30));
        var more = Spec(Nine.Replace("trials: 9", "trials: 12", StringComparison.Ordinal));
        Reach(10, 10, 11, 12);
        _results[(10, 10)] = _results[(11, 10)] = _results[(12, 10)] = 0;
        Assert.Equal([6, 7, 8, 9], Alive(Places(more), until: 30));
    }

    [Fact]
    public void A_method_without_training_competes_with_nothing()
    {
        var experiments = Spec(Nine);
        Reach(10, 2, 3, 4, 5, 6, 7, 8, 9);
        var places = Board(experiments).Places(Cells(experiments), cell => cell.Cell.Number != 1);
        Assert.Equal((100, false), (places[0].Until, places[0].HasReached));
        Assert.Equal([8, 9], Alive(places, until: 30));
    }

    private static SpecExperiments Spec(string text) => SpecLoader.ResolveExperimentsText(
        $"{FakeComponents.Minimal}\ntraining: {{steps: 100}}\nevaluation: {{every: 10, metrics: [psnr, l1]}}\n{text}", "spec.yaml", SpecRequest.AsWritten, FakeComponents.Registry);

    private void Reach(int step, params int[] cells)
    {
        foreach (var cell in cells)
            _results[(cell, step)] = cell;
    }

    private List<SweepCell> Cells(SpecExperiments experiments) =>
        [.. experiments.Cells.Select(cell => new SweepCell(cell, _done.Contains(cell.Number) ? CellStatus.Done : CellStatus.Stopped, null))];

    private HalvingBoard Board(SpecExperiments experiments) => new(
        experiments.Halving!,
        cell => _failed.Contains(cell.Cell.Number),
        (cell, step) => _results.TryGetValue((cell.Cell.Number, step), out var value) ? value : null);

    private IReadOnlyList<HalvingPlace> Places(SpecExperiments experiments) => Board(experiments).Places(Cells(experiments), _ => true);

    private static IEnumerable<int> Alive(IReadOnlyList<HalvingPlace> places, int until) =>
        places.Where(p => !p.IsPruned && p.Until == until).Select(p => p.Cell.Cell.Number);
}
