using InpaintLab.Core.Specs;

namespace InpaintLab.Tests.Core.Specs;

public sealed class SpecSearchTests
{
    private const string Rates = """
        search:
          trials: 4
          over:
            training.optimizer.learning_rate: {log_uniform: [1e-5, 1e-2]}
            model.width: {choice: [8, 16, 24]}
            objective.l1.hole: {uniform: [0.5, 2]}
            training.batch: {int_uniform: [4, 16], step: 4}
        """;

    [Fact]
    public void Trials_are_named_and_labelled_and_their_values_lie_in_their_ranges()
    {
        var cells = Cells(Rates, "search.trials=200");

        Assert.Equal(["small-t001", "small-t002"], cells.Take(2).Select(c => c.Resolved.Spec.Name));
        Assert.Equal([new SpecLabel("trial", "t001")], cells[0].Resolved.Labels);
        var rates = cells.Select(c => c.Resolved.Spec.Training.Optimizer.LearningRate).ToList();
        Assert.All(rates, rate => Assert.InRange(rate, 1e-5, 1e-2));

        // Uniform in the logarithm: a third below 1e-4, a third above 1e-3.
        Assert.InRange(rates.Count(r => r < 1e-4), 45, 90);
        Assert.InRange(rates.Count(r => r > 1e-3), 45, 90);
        Assert.All(cells, c => Assert.InRange(c.Resolved.Spec.Objective.L1.Hole, 0.5, 2));
        Assert.Equal([8, 16, 24], cells.Select(c => ((TinyOptions)c.Resolved.Spec.Model.Options).Width).Distinct().Order());
        Assert.Equal([4, 8, 12, 16], cells.Select(c => c.Resolved.Spec.Training.Batch).Distinct().Order());
    }

    [Fact]
    public void The_draws_are_the_same_on_every_machine_and_no_longer_than_a_reader_can_take()
    {
        var drawn = Cells(Rates).Select(c => c.Resolved.Spec).Select(s =>
            $"{s.Training.Optimizer.LearningRate} {((TinyOptions)s.Model.Options).Width} {s.Objective.L1.Hole} {s.Training.Batch}");

        // Computed from the definitions of the generator and the distributions by another program.
        Assert.Equal(["1.278E-05 24 1.134 16", "0.003005 24 1.923 16", "0.001594 24 0.7541 8", "4.627E-05 8 0.671 12"], drawn);
    }

    [Fact]
    public void More_trials_further_keys_and_another_order_of_keys_leave_earlier_trials_as_they_were()
    {
        var few = Cells(Rates).Select(c => c.Resolved.Hash).ToList();
        Assert.Equal(few, Cells(Rates, "search.trials=9").Take(4).Select(c => c.Resolved.Hash));

        const string Reordered = """
            search:
              over:
                training.batch: {int_uniform: [4, 16], step: 4}
                objective.l1.hole: {uniform: [0.5, 2]}
                model.width: {choice: [8, 16, 24]}
                training.optimizer.learning_rate: {log_uniform: [1e-5, 1e-2]}
              trials: 4
            """;
        Assert.Equal(few, Cells(Reordered).Select(c => c.Resolved.Hash));
        var rates = Cells(Rates).Select(c => c.Resolved.Spec.Training.Optimizer.LearningRate);
        Assert.Equal(rates, Cells(Rates + "\n    training.ema: {uniform: [0.9, 0.99]}").Select(c => c.Resolved.Spec.Training.Optimizer.LearningRate));
        Assert.NotEqual(rates, Cells(Rates, "search.seed=2").Select(c => c.Resolved.Spec.Training.Optimizer.LearningRate));
    }

    [Fact]
    public void Every_cell_of_a_matrix_gets_the_same_trials_and_further_ones_come_last()
    {
        const string Matrix = "\nmatrix: {resolution: [32, 64]}\nseeds: [1, 2]";
        var cells = Cells(Rates + Matrix, "search.trials=2");

        Assert.Equal(
            ["small-32-t001", "small-32-t001", "small-64-t001", "small-64-t001", "small-32-t002", "small-32-t002", "small-64-t002", "small-64-t002"],
            cells.Select(c => c.Resolved.Spec.Name));
        Assert.Single(cells.Take(4).Select(c => c.Resolved.Spec.Training.Optimizer.LearningRate).Distinct());
        Assert.Equal(cells.Select(c => c.Resolved.Hash), Cells(Rates + Matrix, "search.trials=3").Take(8).Select(c => c.Resolved.Hash));
    }

    [Fact]
    public void No_two_trials_are_the_same()
    {
        var widths = Cells("search: {trials: 3, over: {model.width: {choice: [8, 16, 24]}}}").Select(c => ((TinyOptions)c.Resolved.Spec.Model.Options).Width);
        Assert.Equal([8, 16, 24], widths.Order());
    }

    [Fact]
    public void Whole_blocks_can_be_chosen_and_keys_within_them_drawn()
    {
        var cells = Cells("""
            search:
              trials: 20
              over:
                mask: {choice: [{kind: boxes, max_ratio: 0.5}, {kind: boxes, max_ratio: 0.9}]}
                mask.min_ratio: {uniform: [0.1, 0.2]}
            """);
        Assert.Equal([0.5, 0.9], cells.Select(c => ((BoxesOptions)c.Resolved.Spec.Mask.Options).MaxRatio).Distinct().Order());
        Assert.All(cells, c => Assert.InRange(((BoxesOptions)c.Resolved.Spec.Mask.Options).MinRatio, 0.1, 0.2));
    }

    [Fact]
    public void A_narrow_range_of_large_values_is_not_rounded_away()
    {
        var betas = Cells("search: {trials: 50, over: {training.optimizer.beta2: {uniform: [0.999, 0.9999]}}}").Select(c => c.Resolved.Spec.Training.Optimizer.Beta2);
        Assert.Equal(50, betas.Distinct().Count());
        Assert.All(betas, beta => Assert.InRange(beta, 0.999, 0.9999));
    }

    [Fact]
    public void Integers_uniform_in_their_logarithm_favour_small_ones()
    {
        var widths = Cells("search: {trials: 300, over: {model.width: {int_log_uniform: [1, 64]}, training.steps: {int_uniform: [1, 1000000]}}}")
            .Select(c => ((TinyOptions)c.Resolved.Spec.Model.Options).Width).ToList();
        Assert.All(widths, width => Assert.InRange(width, 1, 64));
        Assert.Contains(1, widths);

        // ln(8.5 / 0.5) / ln(64.5 / 0.5) of 300 are 175.
        Assert.InRange(widths.Count(w => w <= 8), 150, 200);
    }

    [Fact]
    public void The_origin_of_a_drawn_value_is_its_distribution_and_its_trial()
    {
        var resolved = Cells(Rates)[1].Resolved;
        Assert.Equal("spec.yaml:9:53 (trial t002)", $"{resolved.Origins["training.optimizer.learning_rate"]}");
        Assert.Matches(@"(?m)^  width: (8|16|24) +# spec\.yaml:10:\d+ \(trial t002\)$", resolved.AnnotatedText());
    }

    [Fact]
    public void Overrides_win_and_a_profile_can_replace_a_distribution_or_drop_the_search()
    {
        Assert.All(Cells(Rates, "training.batch=3"), c => Assert.Equal(3, c.Resolved.Spec.Training.Batch));
        const string Profiles = "\nprofiles: {small: {search: {trials: 2, over: {training.batch: {choice: [1, 2]}}}}, one: {search: null}}";
        var small = Cells(Rates + Profiles, "small", []);
        Assert.Equal(2, small.Count);
        Assert.All(small, c => Assert.InRange(c.Resolved.Spec.Training.Batch, 1, 2));
        Assert.Equal("small", Assert.Single(Cells(Rates + Profiles, "one", [])).Resolved.Spec.Name);
    }

    [Theory]
    [InlineData("search: 3", "search: expected a mapping with trials and over, received the number 3")]
    [InlineData("search: {trials: 3}", "search.over: expected a mapping of keys such as training.batch to what to draw from, received nothing")]
    [InlineData("search: {over: {model.width: {choice: [8]}}}", "missing key 'search.trials': expected an integer from 1 to 10000")]
    [InlineData("search: {trials: 0, over: {model.width: {choice: [8]}}}", "search.trials: expected an integer from 1 to 10000, received the number 0")]
    [InlineData("search: {trails: 3, over: {model.width: {choice: [8]}}}", "search: unknown key 'trails'. Did you mean 'trials'?")]
    [InlineData("search: {trials: 4, over: {model.width: {choice: [8, 16, 24]}}}", "search.trials: expected no more than there are different ones: found 3")]
    [InlineData(
        "search: {trials: 3, over: {model.width: [8, 16]}}",
        "search.over.model.width: expected what to draw from, e.g. {log_uniform: [1e-5, 1e-2]}, received a list; a list of values is {choice: [...]}")]
    [InlineData("search: {trials: 3, over: {model.width: {choise: [8]}}}", "search.over.model.width: unknown distribution 'choise'. Did you mean 'choice'?")]
    [InlineData("search: {trials: 3, over: {model.width: {choice: []}}}", "search.over.model.width.choice: expected a list of values, received an empty one")]
    [InlineData("search: {trials: 3, over: {model.width: {choice: [8], uniform: [1, 2]}}}", "expected one of choice, uniform, log_uniform, int_uniform, int_log_uniform, received choice and uniform")]
    [InlineData("search: {trials: 3, over: {model.width: {}}}", "received none")]
    [InlineData("search: {trials: 3, over: {model.width: {uniform: [1, 2], step: 1}}}", "search.over.model.width: only int_uniform has a 'step'")]
    [InlineData("search: {trials: 3, over: {model.width: {int_uniform: [8, 16], step: 3}}}", "expected a 'step' of which 8, from 8 to 16, is a multiple, received the number 3")]
    [InlineData("search: {trials: 3, over: {model.width: {int_uniform: [8.5, 16]}}}", "expected integers [low, high] with low < high and no magnitude above 1000000000, received [8.5, 16]")]
    [InlineData("search: {trials: 3, over: {training.ema: {uniform: [0.5, 0.1]}}}", "search.over.training.ema.uniform: expected [low, high] with low < high, received [0.5, 0.1]")]
    [InlineData("search: {trials: 3, over: {training.ema: {log_uniform: [0, 0.1]}}}", "expected [low, high] with 0 < low < high, received [0, 0.1]")]
    [InlineData("search: {trials: 3, over: {training.ema: {uniform: 0.5}}}", "expected [low, high] with low < high, received the number 0.5")]
    [InlineData("search: {trials: 3, over: {training.ema: {uniform: [.nan, .inf]}}}", "expected [low, high] with low < high, received [.nan, .inf]")]
    [InlineData("search: {trials: 1, over: {training.ema: {uniform: [0.1, 5]}}}", "training.ema: expected a finite number from 0 to below 1, received the number 5")]
    [InlineData("search: {trials: 1, over: {model.width: {choice: [8, 640]}}}", "model.width: expected an integer from 1 to 64, received the number 640")]
    [InlineData("search: {trials: 1, over: {model.width: {uniform: [8, 16]}}}", "model.width: expected an integer from 1 to 64, received the number")]
    [InlineData("search: {trials: 1, over: {model.widht: {choice: [8]}}}", "model: unknown key 'widht'. Did you mean 'width'?")]
    [InlineData("search: {trials: 1, over: {a b: {choice: [8]}}}", "search.over: expected a key such as training.batch, received 'a b'")]
    [InlineData("search: {trials: 1, over: {seed: {choice: [8]}}}", "search.over: 'seed' cannot be searched; list seeds under 'seeds'")]
    [InlineData(
        "search: {trials: 1, over: {mask.min_ratio: {uniform: [0.1, 0.2]}, mask: {choice: [{kind: boxes}]}}}",
        "search.over: 'mask' would replace 'mask.min_ratio', which stands before it; expected it first")]
    [InlineData("search: {trials: 1, over: {seeds: {choice: [8]}}}", "'seeds' has no meaning here: expected it at the top of a spec file")]
    [InlineData("search: {trials: 2, over: {model.width: {choice: [8, 16]}}}\nmatrix: {trial: {a: {}, b: {seed: 2}}}", "matrix: 'trial' is the axis of search; expected another name")]
    [InlineData("search: {trials: 2, over: {model.width: {choice: [8, 16]}}}\nmatrix: {model.width: [1, 2]}", "cells that are the same experiment")]
    [InlineData("search: {trials: 10000, over: {training.ema: {uniform: [0.1, 0.9]}, objective.l1.hole: {uniform: [0.1, 0.9]}}}\nseeds: [1, 2]", "expected at most 10000 experiments, received 20000")]
    public void Nonsense_is_refused(string text, string message)
    {
        var error = Assert.Throws<SpecException>(() => Cells(text));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.All(error.Errors, e => Assert.True(e is { Line: >= 1, Column: >= 1 }, e.ToString()));
    }

    [Fact]
    public void Errors_of_the_search_do_not_hide_those_of_the_rest()
    {
        var error = Assert.Throws<SpecException>(() => Cells("search: {trials: x, over: {model.width: {uniform: 3}}}\nhalving: {eta: 1}\ntraining: {batch: 0}\nseeds: [a]"));
        Assert.Equal(
            ["search.trials", "search.over.model.width.uniform", "missing key 'halving.min_steps'", "halving.eta", "training.batch", "seeds"],
            error.Errors.Select(e => e.Message.Split(": expected")[0]));
    }

    [Fact]
    public void An_error_of_one_searched_key_does_not_hide_that_there_is_no_other()
    {
        var error = Assert.Throws<SpecException>(() => Cells("search: {trials: 2, over: {model.width: {uniform: 3}, training.bach: {choice: [1]}}}"));
        Assert.Equal(2, error.Errors.Count);
        Assert.StartsWith("training: unknown key 'bach'. Did you mean 'batch'?", error.Errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Duplicate_keys_and_missing_bases_do_not_hide_what_else_is_wrong()
    {
        var error = Assert.Throws<SpecException>(() => Cells("training: {batch: 2, batch: 3, steps: -5}"));
        Assert.Equal(["duplicate key 'batch', given before at line 6", "training.steps"], error.Errors.Select(e => e.Message.Split(": expected")[0]));

        // What the base may have had is not said to be missing.
        var missing = Assert.Throws<SpecException>(() =>
            SpecLoader.ResolveCellsText("extends: nowhere.yaml\ntraining: {batch: 0}", "spec.yaml", SpecRequest.AsWritten, FakeComponents.Registry));
        Assert.Equal(["extends", "training.batch"], missing.Errors.Select(e => e.Message.Split(": expected")[0]));
    }

    private static IReadOnlyList<SpecCell> Cells(string text, params string[] overrides) => Cells(text, null, overrides);

    private static IReadOnlyList<SpecCell> Cells(string text, string? profile, string[] overrides) =>
        SpecLoader.ResolveCellsText($"{FakeComponents.Minimal}\n\n{text}", "spec.yaml", new SpecRequest(profile, overrides), FakeComponents.Registry);
}
