using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Loading;
using InpaintLab.Data.Masks;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Training.Evaluation;

/// <summary>
/// One set of evaluation masks on one split: fixed pairs of image and mask, the same for every model, every run and every seed.
/// </summary>
/// <param name="Name">Split and mask name, e.g. "val/box": its name in logs and tables.</param>
/// <param name="Split">The split of the images.</param>
/// <param name="Bank">The masks; their hash identifies them.</param>
/// <param name="Pairs">The images with their masks.</param>
public sealed record MaskSet(string Name, Split Split, MaskBank Bank, EvaluationSet Pairs)
{
    /// <summary>
    /// Seed of all evaluation masks and of the choice of images: not the run's, so that runs of different seeds can be compared.
    /// </summary>
    public const long Seed = 0;

    /// <summary>The spec's mask sets on a split; without any in the spec, one of the training masks' kind.</summary>
    public static IReadOnlyList<MaskSet> Of(Experiment experiment, Split split, Action<DataEvent>? onEvent) =>
        [.. Masks(experiment.Spec).Select(mask => Of(experiment, split, mask, onEvent))];

    /// <summary>One mask set on a split.</summary>
    public static MaskSet Of(Experiment experiment, Split split, EvaluationMaskSpec mask, Action<DataEvent>? onEvent)
    {
        var spec = experiment.Spec;
        var bank = DrawBank(spec, mask);
        return new MaskSet(
            $"{split.Name()}/{mask.Name}",
            split,
            bank,
            new EvaluationSet(experiment.Dataset, split, bank, spec.Evaluation.Images, Seed, onEvent));
    }

    /// <summary>The name of the first mask set on the validation split: the one that chooses the best checkpoint.</summary>
    public static string FirstName(Experiment experiment) => $"{experiment.Spec.Evaluation.Split}/{Masks(experiment.Spec)[0].Name}";

    /// <summary>The frozen masks of one set.</summary>
    public static MaskBank DrawBank(ExperimentSpec spec, EvaluationMaskSpec mask) =>
        MaskBank.Draw(mask.Mask.Create<IMaskGenerator>(), mask.Name, Seed, spec.Evaluation.Images, spec.Resolution, spec.Resolution);

    /// <summary>The sets that a spec asks for.</summary>
    public static IReadOnlyList<EvaluationMaskSpec> Masks(ExperimentSpec spec) => spec.Evaluation.Masks.Count > 0
        ? spec.Evaluation.Masks
        : [new EvaluationMaskSpec { Name = spec.Mask.Name, Mask = spec.Mask }];
}
