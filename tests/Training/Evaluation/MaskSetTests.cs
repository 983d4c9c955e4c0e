using InpaintLab.Data.Datasets;
using InpaintLab.Training.Evaluation;

namespace InpaintLab.Tests.Training.Evaluation;

public sealed class MaskSetTests
{
    private const string TwoSets = "evaluation.masks=[{name: box, kind: random-box}, {name: free, kind: free-form}]";

    [Fact]
    public void Runs_of_different_seeds_and_models_are_judged_on_the_same_pairs()
    {
        var one = MaskSet.Of(TinyRun.Experiment(TwoSets, "seed=1"), Split.Val, null);
        var other = TinyRun.Experiment(TwoSets, "seed=2", "model.width=4", "mask={kind: box}", "evaluation.batch=3");
        var two = MaskSet.Of(other, Split.Val, null);
        Assert.Equal(["val/box", "val/free"], one.Select(s => s.Name));
        foreach (var (a, b) in one.Zip(two))
        {
            Assert.Equal(a.Bank.Hash, b.Bank.Hash);
            var (left, right) = (a.Pairs.Batches(3).Single(), b.Pairs.Batches(3).Single());
            Assert.Equal(left.ImageIds, right.ImageIds);
            Assert.Equal(left.MaskIds, right.MaskIds);
            Assert.Equal(left.Images, right.Images);
            Assert.Equal(left.Masks, right.Masks);
        }

        Assert.NotEqual(one[0].Bank.Hash, one[1].Bank.Hash);
    }

    [Fact]
    public void Each_split_has_its_images_and_the_same_masks()
    {
        var experiment = TinyRun.Experiment();
        var (val, test) = (MaskSet.Of(experiment, Split.Val, null)[0], MaskSet.Of(experiment, Split.Test, null)[0]);
        Assert.Equal(("val/box", "test/box"), (val.Name, test.Name));
        Assert.Equal(val.Bank.Hash, test.Bank.Hash);
        Assert.Empty(val.Pairs.Batches(3).Single().ImageIds.Intersect(test.Pairs.Batches(3).Single().ImageIds));
    }

    [Fact]
    public void Without_sets_in_the_spec_the_masks_are_of_the_training_masks_kind()
    {
        var experiment = TinyRun.Experiment("evaluation.masks=[]", "mask={kind: box, width: 0.25, height: 0.25}");
        var set = Assert.Single(MaskSet.Of(experiment, Split.Val, null));
        Assert.Equal("val/box", set.Name);
        Assert.Equal(set.Name, MaskSet.FirstName(experiment));
        Assert.All(set.Bank.Masks, m => Assert.Equal(1.0 / 16, m.Mask.HoleRatio));
    }

    [Fact]
    public void The_first_set_chooses_the_best_checkpoint() =>
        Assert.Equal("val/box", MaskSet.FirstName(TinyRun.Experiment(TwoSets)));
}
