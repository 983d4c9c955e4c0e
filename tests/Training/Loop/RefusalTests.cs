using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Tests.Training.Loop;

/// <summary>What cannot be trained is refused at once, with what was expected, and leaves no run behind.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("multiple of 16", "resolution=24")]
    [InlineData("multiple of 8", "resolution=36")]
    [InlineData("at least 64", "model.variant=self-attention", "resolution=32", "objective.adversarial.kind=hinge")]
    [InlineData("batch of 15", "training.batch=15")]
    [InlineData("hole ratio", "mask={kind: box, width: 1, height: 1}")]
    [InlineData("hole ratio", "mask={kind: box, min_ratio: 0.9}")]
    [InlineData("no-such-folder", "dataset={kind: images, root: no-such-folder}")]
    [InlineData("no-such-folder", "mask={kind: irregular, root: no-such-folder}")]
    [InlineData("no-such-folder", "evaluation.masks=[{name: own, kind: irregular, root: no-such-folder}]")]
    [InlineData("hole ratio", "evaluation.masks=[{name: own, kind: box, width: 1, height: 1}]")]
    [InlineData("no_such_metric", "evaluation.metrics=[no_such_metric]")]
    public void A_spec_that_cannot_be_run_leaves_no_run_folder(string expected, params string[] overrides)
    {
        using var folder = new TemporaryFolder();
        var error = Record.Exception(() => TinyRun.Start(TinyRun.Spec(overrides), folder));
        Assert.True(error is UserErrorException or SpecException, error?.ToString());
        Assert.Contains(expected, error!.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void An_adversarial_term_needs_a_discriminator()
    {
        using var folder = new TemporaryFolder();
        var spec = TinyRun.Spec("objective.adversarial.kind=hinge").WithFamily<FakeFamily<EndlessSlope>>();
        var error = Assert.Throws<UserErrorException>(() => TinyRun.Start(spec, folder));
        Assert.Contains("discriminator", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_run_in_use_is_not_resumed()
    {
        using var folder = new TemporaryFolder();
        RunFolder? run = null;
        var observer = new Observer
        {
            WhenLogged = _ =>
            {
                run = TinyRun.Only(folder);
                Assert.Throws<UserErrorException>(() => TinyRun.Resume(run));
            },
        };
        TinyRun.Start(TinyRun.Spec("training.steps=1"), folder, observer);
        Assert.Equal(RunState.Finished, TinyRun.Log(run!).State);
    }
}
