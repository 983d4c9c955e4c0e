namespace InpaintLab.Tests.Core.Specs;

public sealed class SpecOverrideTests
{
    private const string Spec = FakeComponents.Minimal + """

        training: {steps: 100, batch: 4}
        evaluation:
          metrics: [l1]
          masks:
          - {name: a, kind: boxes}
          - {name: b, kind: boxes}
        """;

    [Fact]
    public void Values_are_typed_by_the_rules_of_yaml()
    {
        var spec = SpecText.Load(Spec, "training.batch=16", "training.optimizer.learning_rate=5e-4", "description=a longer run",
            "dataset.root=../shared/data/places-128", "dataset.flip=false", "evaluation.metrics=[psnr, l1]", "device=cuda:1");

        var photos = (PhotosOptions)spec.Dataset.Options;
        Assert.Equal((16, 5e-4), (spec.Training.Batch, spec.Training.Optimizer.LearningRate));
        Assert.Equal(("a longer run", "cuda:1"), (spec.Description, spec.Device));
        Assert.Equal(("../shared/data/places-128", false), (photos.Root, photos.Flip));
        Assert.Equal(["psnr", "l1"], spec.Evaluation.Metrics);
    }

    [Fact]
    public void Items_of_lists_and_whole_blocks_are_replaced()
    {
        var spec = SpecText.Load(
            Spec, "evaluation.masks[1].kind=free-form", "mask={kind: boxes, max_ratio: 0.2}", "evaluation.masks[0].max_ratio=0.5");

        Assert.Equal(["boxes", "free-form"], spec.Evaluation.Masks.Select(mask => mask.Mask.Name));
        Assert.Equal(new BoxesOptions { MaxRatio = 0.5 }, spec.Evaluation.Masks[0].Mask.Options);
        Assert.Equal(new BoxesOptions { MaxRatio = 0.2 }, spec.Mask.Options);
    }

    [Fact]
    public void The_last_of_one_key_wins_and_null_gives_the_other_key_its_turn()
    {
        Assert.Equal(3, SpecText.Load(Spec, "seed=2", "seed=3").Seed);
        var training = SpecText.Load(Spec, "training.steps=null", "training.epochs=2").Training;
        Assert.Equal((null, 2), (training.Steps, training.Epochs));
        Assert.Null(SpecText.Load($"{FakeComponents.Minimal}\ndescription: x", "description=").Description);
    }

    [Fact]
    public void An_override_of_an_alias_leaves_its_anchor_alone()
    {
        var spec = SpecText.Load($$"""
            {{FakeComponents.Minimal}}
            evaluation: {metrics: [l1], masks: [&box {name: a, kind: boxes}, *box]}
            """, "evaluation.masks[1].name=b", "evaluation.masks[1].max_ratio=0.1");

        var masks = spec.Evaluation.Masks;
        Assert.Equal([("a", 0.6), ("b", 0.1)], masks.Select(mask => (mask.Name, ((BoxesOptions)mask.Mask.Options).MaxRatio)));
    }

    [Theory]
    [InlineData("training.steps", "expected key=value with a key such as training.steps or evaluation.masks[0].kind")]
    [InlineData("=5", "expected key=value with")]
    [InlineData("a..b=5", "expected key=value with")]
    [InlineData("a[x]=5", "expected key=value with")]
    [InlineData("[0]=5", "expected key=value with")]
    [InlineData("training.stesp=5", "training: unknown key 'stesp'. Did you mean 'steps'?")]
    [InlineData("trainin.steps=5", "unknown key 'trainin'. Did you mean 'training'?")]
    [InlineData("training.steps=many", "training.steps: expected an integer from 1 to 1000000000, received the text 'many'")]
    [InlineData("training.steps.x=5", "expected 'training.steps' to be a mapping, but it is the number 100")]
    [InlineData("evaluation.masks.name=a", "expected 'evaluation.masks' to be a mapping, but it is a list")]
    [InlineData("training[0]=5", "expected 'training' to be a list, but it is a mapping")]
    [InlineData("evaluation.masks[2].name=c", "'evaluation.masks' has 2 items, counted from 0: there is no [2]")]
    [InlineData("dataset.sizes[0]=5", "'dataset.sizes' is not given, so it has no item [0]; give the whole list")]
    [InlineData("training={steps: 5", "not valid YAML")]
    [InlineData("mask.kind=boxs", "unknown mask kind 'boxs'. Did you mean 'boxes'?")]
    public void What_is_wrong_is_said_of_the_override(string change, string expected)
    {
        var error = Assert.Single(SpecText.ErrorsOf(Spec, change));

        Assert.Equal(($"-s {change}", 0, 0), (error.File, error.Line, error.Column));
        Assert.StartsWith(expected, error.Message);
        Assert.StartsWith($"-s {change}: ", error.ToString());
    }

    [Fact]
    public void Errors_of_the_file_come_before_those_of_overrides()
    {
        var errors = SpecText.ErrorsOf($"{FakeComponents.Minimal}\nresolution: 63", "seed=x");

        Assert.Equal(["spec.yaml", "-s seed=x"], errors.Select(error => error.File));
    }
}
