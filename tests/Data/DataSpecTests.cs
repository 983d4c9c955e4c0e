using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Masks;
using InpaintLab.Data.Transforms;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Data;

/// <summary>Datasets and masks as a spec writes them.</summary>
public sealed class DataSpecTests
{
    private static readonly ComponentRegistry Registry = new(typeof(IDataset).Assembly.GetTypes().Append(typeof(AnyFamily)));

    [Fact]
    public void Every_option_has_a_key()
    {
        var spec = Load("""
            dataset: {kind: images, root: photos, ratio: 70:30, crop: center, resize: 80, filter: lanczos, vertical_flip: true}
            mask: {kind: free-form+box, bank: 100, max_ratio: 0.6, free_form: {max_strokes: 5}, box: {law: uniform, max_side: 128}}
            evaluation: {masks: [{name: holes, kind: irregular, root: masks, hole: black}]}
            """);
        var images = Assert.IsType<ImagesOptions>(spec.Dataset.Options);
        Assert.Equal(("photos", "70:30", CropMode.Center, 80), (images.Root, images.Ratio, images.Crop, images.Resize));
        Assert.Equal((ResizeFilter.Lanczos, true), (images.Filter, images.VerticalFlip));
        var mask = Assert.IsType<FreeFormAndBoxOptions>(spec.Mask.Options);
        Assert.Equal((100, 0.6, 5, RandomBoxLaw.Uniform), (mask.Bank, mask.MaxRatio, mask.FreeForm.MaxStrokes, mask.Box.Law));
        Assert.Equal(MaskPolarity.Black, Assert.IsType<IrregularOptions>(spec.Evaluation.Masks[0].Mask.Options).Hole);
        Assert.IsType<FreeFormAndBox>(spec.Mask.Create<IMaskGenerator>());
    }

    [Theory]
    [InlineData("mask: {kind: box, min_ratio: 0.5, max_ratio: 0.4}", "spec.yaml:3:30", "min_ratio <= max_ratio")]
    [InlineData("mask: {kind: free-form+box, box: {bank: 3}}", "spec.yaml:3:34", "bank belongs to the whole mask")]
    [InlineData("mask: {kind: irregular}", "spec.yaml:3:", "mask.root")]
    [InlineData("mask: {kind: freeform}", "spec.yaml:3:14", "Did you mean 'free-form'?")]
    [InlineData("mask: {kind: free-form, strokes: 3}", "spec.yaml:3:25", "unknown key 'strokes'")]
    public void Contradictions_are_reported_where_they_stand(string mask, string place, string message)
    {
        var error = Assert.Throws<SpecException>(() => Load($"dataset: {{kind: dead-leaves}}\n{mask}")).Message;
        Assert.Contains(place, error);
        Assert.Contains(message, error);
    }

    private static ExperimentSpec Load(string blocks) =>
        SpecLoader.LoadText($"name: data\n{blocks}\nmodel: {{family: any}}\n", "spec.yaml", [], Registry);

    private sealed record AnyOptions;

    [Family("any")]
    private sealed class AnyFamily
    {
        public AnyFamily(AnyOptions options) => _ = options;
    }
}
