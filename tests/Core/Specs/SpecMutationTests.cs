using InpaintLab.Core.Randomness;
using InpaintLab.Core.Specs;

namespace InpaintLab.Tests.Core.Specs;

/// <summary>Random damage to a valid spec: it is refused with a place, or what it says is exactly what is taken.</summary>
public sealed class SpecMutationTests
{
    private const string Valid = """
        name: places-64            # a comment
        description: "hole, 'known'"
        seed: 1
        resolution: 64
        device: cuda:0
        dataset: {kind: photos, root: ../data, ratio: 0.7, sizes: [64, 128], flip: true,
          crop: {pixels: 12, label: a}, more_crops: [{label: b}]}
        mask:
          kind: boxes
          min_ratio: 0.05
        model: {family: tiny, width: 16, attention: self-attention}
        objective:
          l1: {hole: 1, known: 0.2, area: own}
          adversarial: {kind: none, weight: 1.0e-2}
        training:
          steps: 2000
          epochs: null
          optimizer: {learning_rate: 1e-3, schedule: cosine}
        evaluation:
          metrics: [l1, psnr]
          masks:
          - {name: box, kind: boxes, max_ratio: 0.5}
          - name: any
            kind: free-form
        """;

    [Fact]
    public void No_mutation_is_an_unhandled_exception_or_taken_for_something_else()
    {
        var valid = 0;
        for (var i = 0; i < 5000; i++)
        {
            var random = RandomStream.Create(1, "mutations", 0, i);
            var text = SpecMutation.Of(Valid, random);
            try
            {
                AssertTakenAsWritten(text, SpecText.Load(text));
                valid++;
            }
            catch (SpecException e)
            {
                Assert.All(e.Errors, error => Assert.True(error is { Line: >= 1, Column: >= 1, Message: not "" }, $"{error} in\n{text}"));
            }
            catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
            {
                Assert.Fail($"{e}\nmutation {i}:\n{text}");
            }
        }

        // Both outcomes must occur often, or the test shows nothing.
        Assert.InRange(valid, 250, 4000);
    }

    [Fact]
    public void No_override_is_an_unhandled_exception()
    {
        var refused = 0;
        for (var i = 0; i < 3000; i++)
        {
            var random = RandomStream.Create(1, "overrides", 0, i);
            var text = SpecMutation.Of("evaluation.masks[0].max_ratio=0.3", random);
            try
            {
                SpecText.Load(Valid, text);
            }
            catch (SpecException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 2990);
    }

    // The reading is checked against YamlDotNet's own document model: each leaf of the text must be in the resolved spec, unchanged.
    private static void AssertTakenAsWritten(string text, ExperimentSpec spec)
    {
        var taken = SpecMutation.Leaves(new ResolvedSpec(spec).Text);
        foreach (var (path, written) in SpecMutation.Leaves(text))
        {
            // Neither steps nor epochs: the one key whose null stands for a value.
            if (path == ".training.steps" && SpecMutation.IsNull(written) && spec.Training is { Steps: 2000, Epochs: null })
                continue;

            // A record in its short form is resolved to its long one.
            Assert.True(taken.TryGetValue(path, out var value) || taken.TryGetValue($"{path}.kind", out value), $"{path} was dropped from\n{text}");
            Assert.True(SpecMutation.AreEqual(written, value), $"{path}: '{written}' was taken as '{value}' in\n{text}");
        }
    }
}
