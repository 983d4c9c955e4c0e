using InpaintLab.Core.Specs;

namespace InpaintLab.Tests.Core.Specs;

public sealed class ResolvedSpecTests
{
    [Fact]
    public void The_text_holds_every_default()
    {
        var text = new ResolvedSpec(SpecText.Load(FakeComponents.Minimal)).Text;

        Assert.Equal("""
            name: small
            description: null
            seed: 1
            resolution: 64
            device: auto
            dataset:
              kind: photos
              root: data
              flist: null
              ratio: null
              sizes: [64, 128]
              flip: true
              crop:
                pixels: 5000000000
                label: ""
                within: null
              more_crops: []
            mask:
              kind: boxes
              min_ratio: 0.05
              max_ratio: 0.6
            model:
              family: tiny
              width: 16
              attention: none
            objective:
              l1:
                hole: 1
                known: 0.2
                coarse: 1
                refined: 1
                area: own
                min_area: 0
              adversarial:
                kind: none
                weight: 0.01
                start: 0.5
                warm_up: 0.1
                n_critic: 1
                gp:
                  weight: 10
                  masked: true
                drift: null
                r1: 0
                diff_augment: []
            training:
              steps: 2000
              epochs: null
              batch: 8
              accumulate: 1
              workers: 2
              log_every: 10
              checkpoint_every: 500
              ema: 0.999
              clip: 1
              clip_value: 0
              init: default
              optimizer:
                kind: adam
                learning_rate: 0.001
                discriminator_learning_rate: 0.0004
                beta1: 0.5
                beta2: 0.999
                momentum: 0
                weight_decay: 0
                schedule:
                  kind: constant
                  warm_up: 0
                  start: null
                  end: null
                  every: null
                  factor: null
                discriminator_schedule: null
              early_stop: null
            evaluation:
              every: 500
              images: 200
              batch: 16
              split: val
              metrics: [l1, l1_hole, psnr, psnr_hole, ssim]
              set_metrics: final
              masks: []
              grid: 8

            """, text);
    }

    [Theory]
    [InlineData("training.epochs=7")]
    [InlineData("description=\"- a 'b' # c: \\\"d\\\" \\\\ \\n\\t\\u2028\\u0001 é 😀 \"")]
    [InlineData("description=\"123\"")]
    [InlineData("description=\"null\"")]
    [InlineData("description=\" true\"")]
    [InlineData("dataset.root=C:\\data\\x")]
    [InlineData("dataset.more_crops=[{label: a}, {label: '', within: {kind: free-form}}]")]
    [InlineData("dataset.more_crops=[{label: '- x', within: {kind: boxes, max_ratio: 0.123456789012345678}}]")]
    [InlineData("evaluation={metrics: [l1], masks: [{kind: boxes, name: a}, {name: b, kind: free-form}]}")]
    [InlineData("training.optimizer.learning_rate=1e-300")]
    [InlineData("model.attention=self-attention")]
    [InlineData("dataset.sizes=[]")]
    [InlineData("training.optimizer.schedule=cosine")]
    [InlineData("training.optimizer.discriminator_schedule={kind: step, every: 0.1, factor: 0.9, warm_up: 0.05}")]
    [InlineData("training.early_stop={metric: psnr, patience: 3}")]
    [InlineData("objective.adversarial={kind: wgan-gp-eps, n_critic: 4, drift: 0.01, diff_augment: [colour, cutout]}")]
    public void It_loads_back_to_an_equal_spec(string change)
    {
        var first = SpecText.Load(FakeComponents.Minimal, "evaluation.metrics=[l1, psnr]", change);
        var resolved = new ResolvedSpec(first);
        var second = SpecText.Load(resolved.Text);

        Assert.Equivalent(Values(first), Values(second), strict: true);
        Assert.Equal(resolved.Text, new ResolvedSpec(second).Text);
        Assert.Equal(resolved.Hash, new ResolvedSpec(second).Hash);
    }

    [Fact]
    public void The_hash_tells_specs_apart_and_does_not_depend_on_how_they_are_written()
    {
        static string HashOf(string text) => new ResolvedSpec(SpecText.Load(text)).Hash;
        var hash = HashOf(FakeComponents.Minimal);

        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, HashOf($"# a comment\nresolution: 64\n{FakeComponents.Minimal}"));
        Assert.NotEqual(hash, HashOf($"{FakeComponents.Minimal}\nresolution: 72"));
    }

    // Component blocks carry the place where they were written, which is not part of their value.
    private static object Values(ExperimentSpec spec) => new
    {
        spec.Name,
        spec.Description,
        spec.Objective,
        spec.Training,
        Dataset = WithoutPlaces((PhotosOptions)spec.Dataset.Options),
        Mask = spec.Mask.Options,
        Model = spec.Model.Options,
        spec.Evaluation.Metrics,
        Masks = spec.Evaluation.Masks.Select(mask => (mask.Name, mask.Mask.Name, mask.Mask.Options)).ToArray(),
    };

    private static object WithoutPlaces(PhotosOptions photos) => new
    {
        photos.Root,
        photos.Sizes,
        Crops = photos.MoreCrops.Select(crop => (crop.Label, crop.Within?.Name, crop.Within?.Options)).ToArray(),
    };
}
