using InpaintLab.Core.Specs;

namespace InpaintLab.Tests.Core.Specs;

/// <summary>Each kind of error, with its exact place and message.</summary>
public sealed class SpecErrorTests
{
    [Theory]
    [InlineData("", "1:1: expected a mapping with the keys of an experiment, received an empty file")]
    [InlineData("# nothing\n", "1:1: expected a mapping with the keys of an experiment, received an empty file")]
    [InlineData("---\n", "1:1: expected a mapping with the keys of an experiment, received an empty file")]
    [InlineData("- a\n", "1:1: expected a mapping with the keys of an experiment, received a list")]
    [InlineData("experiment\n", "1:1: expected a mapping with the keys of an experiment, received the text 'experiment'")]
    [InlineData("name: a\ntraining:\n\tsteps: 5\n", "3:1: not valid YAML: a tab in the indentation; use spaces")]
    [InlineData("name: a: b\n", "1:8: not valid YAML: While scanning a plain scalar value, found invalid mapping.")]
    [InlineData("name: [1, 2\nseed: 3\n", "1:7: not valid YAML: this list or mapping is not closed")]
    [InlineData("name: !!str 5\n", "1:7: not valid YAML: tags are not used in specs")]
    [InlineData("name: a\n---\nname: b\n", "2:1: not valid YAML: expected one document, received a second one")]
    [InlineData("name: a\nseed: \0 1\n", "2:7: not a text file: it holds the control character 0")]
    public void Text_that_is_not_a_mapping(string text, string expected) => Assert.Equal(expected, SpecText.ErrorOf(text));

    [Fact]
    public void Text_that_would_grow_without_bound()
    {
        var aliases = string.Concat(Enumerable.Range(1, 20).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n"));

        Assert.Contains("not valid YAML: more than 100000 values", SpecText.ErrorOf("a0: &a0 [1]\n" + aliases));
        Assert.Equal("1:51: not valid YAML: nested more than 50 deep", SpecText.ErrorOf(new string('[', 20_000) + new string(']', 20_000)));
    }

    [Fact]
    public void An_alias_of_nothing_hides_no_other_error()
    {
        var error = Assert.Throws<SpecException>(() => SpecText.Load(
            "name: &title a\ndataset: *nowhere\nmask: {kind: boxes}\nmodel: {family: tiny}\nseed: *tilte\ntraining: {stesp: 5}\n"));
        Assert.Equal(
            ["2:10: no anchor 'nowhere' before this alias", "5:7: no anchor 'tilte' before this alias. Did you mean 'title'?", "6:12: training: unknown key 'stesp'"],
            error.Errors.Select(e => $"{e.Line}:{e.Column}: {e.Message}".Split(". Did you mean 'steps'")[0]));
    }

    [Fact]
    public void A_duplicate_key() =>
        Assert.Equal("5:1: duplicate key 'name', given before at line 1", SpecText.ErrorOf($"{FakeComponents.Minimal}\nname: other"));

    [Fact]
    public void A_mapping_as_key() =>
        Assert.Equal("5:3: expected a name as the key of a mapping, received a list",
            SpecText.ErrorOf($"{FakeComponents.Minimal}\n? [a]\n: 5"));

    [Theory]
    [InlineData("trainning: {}", "5:1: unknown key 'trainning'. Did you mean 'training'? Known: name, description, seed, ")]
    [InlineData("training: {stesp: 5}", "5:12: training: unknown key 'stesp'. Did you mean 'steps'? Known: steps, epochs, ")]
    [InlineData("objective: {l1: {zzzzzzz: 5}}", "5:18: objective.l1: unknown key 'zzzzzzz'. Known: hole, known, coarse, refined, area, min_area.")]
    [InlineData("evaluation: {metrics: [l1], masks: [{name: a, kind: boxes, mx_ratio: 1}]}",
        "5:60: evaluation.masks[0]: unknown key 'mx_ratio'. Did you mean 'max_ratio'? Known: min_ratio, max_ratio, kind, name.")]
    public void An_unknown_key(string line, string expected) => Assert.StartsWith(expected, ErrorWith(line));

    [Theory]
    [InlineData("training: {optimizer: {schedule: cosinus}}",
        "5:34: training.optimizer.schedule.kind: expected one of constant, cosine, linear, step, received the text 'cosinus'. Did you mean 'cosine'?")]
    [InlineData("training: {optimizer: {schedule: {kind: cosine, factor: 0.1}}}", "5:57: a schedule of kind cosine has no 'factor'")]
    [InlineData("training: {optimizer: {schedule: {kind: step, end: 0.1}}}", "5:52: a schedule of kind step has no 'end'")]
    [InlineData("training: {optimizer: {schedule: {kind: linear, warm_up: 0.2, start: 0.1}}}",
        "5:70: expected 'start' from 'warm_up' (0.2) on, received 0.1")]
    [InlineData("training: {optimizer: {schedule: [cosine]}}", "5:34: training.optimizer.schedule: expected a mapping, received a list")]
    [InlineData("objective: {adversarial: {kind: wgangp}}",
        "5:33: objective.adversarial.kind: expected one of none, hinge, ns, wgan-gp, wgan-gp-eps, received the text 'wgangp'. Did you mean 'wgan-gp'?")]
    [InlineData("objective: {adversarial: {diff_augment: [cutout, cutout]}}",
        "5:41: objective.adversarial.diff_augment: expected each at most once")]
    public void A_schedule_or_a_loss_that_is_not_one(string line, string expected) => Assert.Equal(expected, ErrorWith(line));

    [Theory]
    [InlineData("training: {early_stop: {metric: psnr}}", "training.early_stop.metric: expected one of evaluation.metrics (l1), received 'psnr'")]
    [InlineData("training: {early_stop: {patience: 3}}\nevaluation: {every: 0, metrics: [l1]}",
        "5:11: training.early_stop: expected evaluations during training, but evaluation.every is 0")]
    public void An_early_stop_without_its_evaluation(string lines, string expected)
    {
        var text = $"{FakeComponents.Minimal}\n{lines}";
        Assert.Contains(expected, SpecText.ErrorOf(text.Contains("evaluation:") ? text : $"{text}\nevaluation: {{metrics: [l1]}}"));
    }

    [Theory]
    [InlineData("training: {steps: 1.5}", "5:19: training.steps: expected an integer from 1 to 1000000000, received the number 1.5")]
    [InlineData("training: {steps: 1e3}", "5:19: training.steps: expected an integer from 1 to 1000000000, received the number 1e3")]
    [InlineData("training: {steps: 010}", "5:19: training.steps: expected an integer from 1 to 1000000000, received the text '010'")]
    [InlineData("training: {steps: \"5\"}", "5:19: training.steps: expected an integer from 1 to 1000000000, received the text \"5\"")]
    [InlineData("training: {steps: 99999999999}",
        "5:19: training.steps: expected an integer from 1 to 1000000000, received the number 99999999999")]
    [InlineData("training: {steps: [5]}", "5:19: training.steps: expected an integer from 1 to 1000000000, received a list")]
    [InlineData("training: {batch: null}", "5:19: training.batch: expected an integer from 1 to 4096, received nothing")]
    [InlineData("training: {clip: .inf}", "5:18: training.clip: expected a finite number from 0 to 1000000, received the number .inf")]
    [InlineData("training: {clip: .nan}", "5:18: training.clip: expected a finite number from 0 to 1000000, received the number .nan")]
    [InlineData("training: {clip: 1e999}", "5:18: training.clip: expected a finite number from 0 to 1000000, received the number 1e999")]
    [InlineData("training: 5", "5:11: training: expected a mapping, received the number 5")]
    [InlineData("training:", "5:10: training: expected a mapping, received nothing")]
    [InlineData("description: 5", "5:14: description: expected text, received the number 5; put it in quotes if it is meant as text")]
    [InlineData("evaluation: {metrics: l1}",
        "5:23: evaluation.metrics: expected a list of which each item is text, received the text 'l1'")]
    [InlineData("evaluation: {metrics: [l1, 5]}",
        "5:28: evaluation.metrics[1]: expected text, received the number 5; put it in quotes if it is meant as text")]
    [InlineData("evaluation: {metrics: [l1], masks: {name: a}}",
        "5:36: evaluation.masks: expected a list of which each item is a mapping, received a mapping")]
    public void A_wrong_type(string line, string expected) => Assert.Equal(expected, ErrorWith(line));

    [Theory]
    [InlineData("resolution: 8", "5:13: resolution: expected an integer from 16 to 4096, received the number 8")]
    [InlineData("resolution: 63", "5:13: resolution: expected a multiple of 8, received the number 63")]
    [InlineData("seed: -1", "5:7: seed: expected an integer of at least 0, received the number -1")]
    [InlineData("device: gpu", "5:9: device: expected auto, cpu, cuda or cuda:N, received the text 'gpu'")]
    [InlineData("training: {ema: 1}", "5:17: training.ema: expected a finite number from 0 to below 1, received the number 1")]
    [InlineData("training: {optimizer: {learning_rate: 0}}",
        "5:39: training.optimizer.learning_rate: expected a finite number above 0 and at most 1, received the number 0")]
    [InlineData("training: {init: data_driven}",
        "5:18: training.init: expected one of default, data-driven, received the text 'data_driven'. Did you mean 'data-driven'?")]
    [InlineData("evaluation: {metrics: []}", "5:23: evaluation.metrics: expected at least one metric, received a list")]
    [InlineData("evaluation: {metrics: [psrn]}", "5:24: unknown metric 'psrn'. Did you mean 'psnr'? Known: l1, psnr.")]
    public void A_value_out_of_range(string line, string expected) => Assert.Equal(expected, ErrorWith(line));

    [Theory]
    [InlineData("training: {steps: 5, epochs: 5}",
        "5:30: expected training.steps or training.epochs, received both; set one of them to null")]
    [InlineData("objective: {l1: {hole: 0, known: 0}}", "5:17: every loss has weight 0: nothing would be learnt")]
    [InlineData("evaluation: {metrics: [l1, l1]}", "5:23: evaluation.metrics: 'l1' is given twice")]
    [InlineData("evaluation: {metrics: [l1], masks: [{name: a, kind: boxes}, {name: A, kind: boxes}]}",
        "5:36: evaluation.masks: two are named 'a'")]
    public void Keys_that_contradict_each_other(string line, string expected) => Assert.Equal(expected, ErrorWith(line));

    [Theory]
    [InlineData("kind: photos", "root: data", "2:1: missing key 'dataset.root': expected text")]
    [InlineData("root: data", "kind: photos", "2:1: missing key 'dataset.kind': expected one of photos")]
    public void A_missing_key_of_a_component(string kept, string removed, string expected)
    {
        var text = FakeComponents.Minimal.Replace("{kind: photos, root: data}", $"{{{kept}}}");
        Assert.DoesNotContain(removed, text);
        Assert.Equal(expected, SpecText.ErrorOf(text));
    }

    [Fact]
    public void A_component_of_no_such_name()
    {
        Assert.Equal("3:14: unknown mask kind 'boxs'. Did you mean 'boxes'? Known: boxes, free-form.",
            SpecText.ErrorOf(FakeComponents.Minimal.Replace("boxes", "boxs")));
        Assert.Equal("3:7: mask: expected a mapping with the key 'kind', received the text 'boxes'",
            SpecText.ErrorOf(FakeComponents.Minimal.Replace("{kind: boxes}", "boxes")));
        Assert.Equal("3:14: mask.kind: expected text, received nothing", SpecText.ErrorOf(FakeComponents.Minimal.Replace("boxes", "~")));
    }

    [Theory]
    [InlineData("flip: yes", "expected true or false, received the text 'yes'")]
    [InlineData("flip: 1", "expected true or false, received the number 1")]
    [InlineData("sizes: 5", "expected a list of which each item is an integer, received the number 5")]
    [InlineData("sizes: [5, x]", "sizes[1]: expected an integer, received the text 'x'")]
    [InlineData("sizes: [5, ~]", "sizes[1]: expected an integer, received nothing")]
    [InlineData("ratio: 1", "expected a finite number above 0 and below 1, received the number 1")]
    [InlineData("flist: \"\"", "expected a path, received the text \"\"")]
    [InlineData("crop: {pixels: 99999999999999999999}",
        "dataset.crop.pixels: expected an integer, received the number 99999999999999999999")]
    [InlineData("crop: {label: null}", "dataset.crop.label: expected text, received nothing")]
    [InlineData("crop: {within: {kind: boxes, min_ratio: 0.7}}", "min_ratio (0.7) must not exceed max_ratio (0.6)")]
    public void A_wrong_option(string option, string expected) =>
        Assert.Contains(expected, SpecText.ErrorOf(FakeComponents.Minimal.Replace("root: data", $"root: data, {option}")));

    [Theory]
    [InlineData("''")]
    [InlineData("../up")]
    [InlineData("a b")]
    [InlineData(".hidden")]
    public void A_name_that_is_no_folder(string name) =>
        Assert.StartsWith("1:7: name: expected up to 64 letters", SpecText.ErrorOf(FakeComponents.Minimal.Replace("small", name)));

    [Fact]
    public void All_errors_are_found_at_once_in_order_of_place()
    {
        var errors = SpecText.ErrorsOf("""
            name: a/b
            resolution: 65
            mask: {kind: boxs}
            model:
              family: tiny
              width: 65
              attention: contextul
            trainin: {}
            """);

        Assert.Equal([(1, 1), (1, 7), (2, 13), (3, 14), (6, 10), (7, 14), (8, 1)], errors.Select(error => (error.Line, error.Column)));
        Assert.Equal("missing key 'dataset': expected a mapping with the key 'kind'", errors[0].Message);
    }

    [Fact]
    public void The_message_shows_the_line_with_a_caret()
    {
        var exception = Assert.Throws<SpecException>(() => SpecText.Load($"{FakeComponents.Minimal}\nresolution: 63\ndevice:\tgpu"));

        Assert.Equal("""
            spec.yaml:5:13: resolution: expected a multiple of 8, received the number 63
                resolution: 63
                            ^
            spec.yaml:6:9: device: expected auto, cpu, cuda or cuda:N, received the text 'gpu'
                device:	gpu
                       	^
            """, exception.Message);
    }

    private static string ErrorWith(string line) => SpecText.ErrorOf($"{FakeComponents.Minimal}\n{line}");
}
