using InpaintLab.Core.Specs;

namespace InpaintLab.Tests.Core.Specs;

public sealed class SpecLoaderTests
{
    [Fact]
    public void A_minimal_spec_gets_every_default()
    {
        var spec = SpecText.Load(FakeComponents.Minimal);

        Assert.Equal(("small", null, 1L, 64, "auto"), (spec.Name, spec.Description, spec.Seed, spec.Resolution, spec.Device));
        Assert.Equal(new L1Spec { Hole = 1, Known = 0.2, Coarse = 1, Refined = 1, Area = L1Area.Own }, spec.Objective.L1);
        Assert.Equal(
            new AdversarialSpec { Kind = AdversarialKind.None, Weight = 0.01, Start = 0.5, WarmUp = 0.1 }, spec.Objective.Adversarial);
        Assert.Equal((2000, null, 8), (spec.Training.Steps, spec.Training.Epochs, spec.Training.Batch));
        Assert.Equal(
            new OptimizerSpec { LearningRate = 1e-3, DiscriminatorLearningRate = 4e-4, Beta1 = 0.5, Beta2 = 0.999 },
            spec.Training.Optimizer);
        var evaluation = spec.Evaluation;
        Assert.Equal((500, 200, 16, 8), (evaluation.Every, evaluation.Images, evaluation.Batch, evaluation.Grid));
        Assert.Equal("val", evaluation.Split);
        Assert.Equal(["l1", "l1_hole", "psnr", "psnr_hole", "ssim"], evaluation.Metrics);
        Assert.Empty(evaluation.Masks);
    }

    [Fact]
    public void Components_are_found_and_created_with_their_options()
    {
        var spec = SpecText.Load("""
            name: small
            dataset:
              kind: photos
              root: ../data
              ratio: 0.7
              sizes: [32, 48]
              flip: false
              crop: {pixels: 9000000000, label: "1"}
              more_crops:
              - {label: a}
              - label: b
                within: {kind: boxes, max_ratio: .25}
            mask: {kind: boxes, min_ratio: 1e-1}
            model: {family: tiny, width: 32, attention: self-attention}
            evaluation:
              metrics: [psnr]
              masks: [{name: any, kind: free-form}, {name: small, kind: boxes, max_ratio: 0.1}]
            """);

        var photos = spec.Dataset.Create<Photos>().Options;
        Assert.Equal(("../data", null, 0.7, false), (photos.Root, photos.Flist, photos.Ratio, photos.Flip));
        Assert.Equal([32, 48], photos.Sizes);
        Assert.Equal(new CropOptions { Pixels = 9_000_000_000, Label = "1" }, photos.Crop);
        Assert.Equal(["a", "b"], photos.MoreCrops.Select(crop => crop.Label));
        Assert.Equal(new BoxesOptions { MaxRatio = 0.25 }, photos.MoreCrops[1].Within!.Options);
        Assert.Equal(new BoxesOptions { MinRatio = 0.1 }, spec.Mask.Create<Boxes>().Options);
        Assert.Equal(new TinyOptions { Width = 32, Attention = Attention.SelfAttention }, spec.Model.Create<Tiny>().Options);
        Assert.Equal("spec.yaml:13:14", spec.Mask.Where.ToString());
        Assert.Equal([("any", "free-form"), ("small", "boxes")], spec.Evaluation.Masks.Select(mask => (mask.Name, mask.Mask.Name)));
        Assert.Equal(new BoxesOptions { MaxRatio = 0.1 }, spec.Evaluation.Masks[1].Mask.Options);
    }

    [Fact]
    public void Epochs_take_the_place_of_steps()
    {
        var training = SpecText.Load($"{FakeComponents.Minimal}\ntraining: {{epochs: 3}}").Training;

        Assert.Equal((null, 3), (training.Steps, training.Epochs));
        Assert.Equal(700, SpecText.Load($"{FakeComponents.Minimal}\ntraining: {{steps: 700, epochs: null}}").Training.Steps);
    }

    [Fact]
    public void An_alias_stands_for_its_anchor()
    {
        var spec = SpecText.Load($$"""
            {{FakeComponents.Minimal}}
            evaluation:
              metrics: [l1]
              masks: [{name: a, kind: boxes, max_ratio: &ratio 0.3}, {name: b, kind: boxes, max_ratio: *ratio}]
            """);

        Assert.All(spec.Evaluation.Masks, mask => Assert.Equal(new BoxesOptions { MaxRatio = 0.3 }, mask.Mask.Options));
    }

    [Fact]
    public void The_origin_of_each_value_is_known_and_defaults_have_none()
    {
        var resolved = SpecLoader.ResolveText(
            $"{FakeComponents.Minimal}\ntraining:\n  steps: 5\n  batch: 4\n", "spec.yaml", ["training.batch=2"], FakeComponents.Registry);

        Assert.Equal("spec.yaml:2:17", resolved.Origins["dataset.kind"].ToString());
        Assert.Equal("spec.yaml:6:10", resolved.Origins["training.steps"].ToString());
        Assert.Equal("-s training.batch=2", resolved.Origins["training.batch"].ToString());
        Assert.DoesNotContain("training.workers", resolved.Origins.Keys);
    }

    [Fact]
    public void Files_are_read_and_what_cannot_be_read_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("small.yaml", "\ufeff" + FakeComponents.Minimal);

        Assert.Equal("small", SpecLoader.Load(path, [], FakeComponents.Registry).Name);
        Assert.Empty(SpecLoader.Validate(path, SpecRequest.AsWritten, FakeComponents.Registry));
        Assert.Contains("expected a spec file, found nothing", ErrorIn($"{path}.yml"));
        Assert.Contains("received a folder", ErrorIn(folder.Path));
        Assert.Contains("expected UTF-8", ErrorIn(folder.Write("latin1.yaml", [.. "name: "u8, 0xe4, (byte)'\n'])));
        Assert.Contains("more than 1 MB", ErrorIn(folder.Write("large.yaml", new byte[2_000_000])));
    }

    private static string ErrorIn(string path)
    {
        var error = Assert.Single(SpecLoader.Validate(path, SpecRequest.AsWritten, FakeComponents.Registry));
        Assert.Equal((path, 0, 0), (error.File, error.Line, error.Column));
        return error.ToString();
    }
}
