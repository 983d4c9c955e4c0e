using InpaintLab.Core.Errors;
using InpaintLab.Models.Layers;
using InpaintLab.Tests.Models;
using InpaintLab.Tests.Training;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Objectives;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Contracts;

/// <summary>Every registered family trains to the same bits whether its blocks are kept or computed again.</summary>
public sealed class ActivationCheckpointingContractTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Families => FamilyCases.All;

    [Theory]
    [MemberData(nameof(Families))]
    public void Steps_are_the_same_bits(string family, string variant) => AssertSame(family, variant);

    [Theory]
    [MemberData(nameof(Families))]
    public void Steps_of_several_batches_in_mixed_precision_are_the_same_bits(string family, string variant) =>
        AssertSame(family, variant, "training.accumulate=2", "training.precision=bf16");

    private static void AssertSame(string family, string variant, params string[] overrides)
    {
        using var scope = NewDisposeScope();
        if (family.StartsWith("new-", StringComparison.Ordinal))
        {
            var error = Assert.Throws<UserErrorException>(() => Train(family, variant, ["training.activation_checkpointing=blocks", .. overrides]));
            Assert.Contains("training.activation_checkpointing: expected", error.Message, StringComparison.Ordinal);
            return;
        }

        var kept = Train(family, variant, overrides);
        var again = Train(family, variant, ["training.activation_checkpointing=blocks", .. overrides]);
        Assert.True(again.Calls > kept.Calls, $"{family} {variant}: {again.Calls} calls of blocks, as many as without");
        Assert.Equal(kept.State.Keys, again.State.Keys);
        foreach (var (key, value) in kept.State)
            Assertions.Same(value, again.State[key], key);
    }

    // Weights, gradients and running values of both networks, and all losses, after two steps; how often blocks were called.
    private static (Dictionary<string, Tensor> State, int Calls) Train(string family, string variant, string[] overrides)
    {
        using var generator = FamilyCases.Generator(family, variant);
        using var discriminator = FamilyCases.Discriminator(family, variant);
        var adversarial = discriminator is null ? "none" : "hinge";
        var spec = TinyRun.Spec([$"objective.adversarial={{kind: {adversarial}, start: 0, warm_up: 0}}", .. overrides]).Spec;
        ComputeMode.Configure(generator, spec.Training);
        using var objective = new InpaintingObjective(spec, 12, generator, discriminator);
        using var window = new LossWindow();
        var calls = 0;
        using (ModuleCalls.Watch(module => Count(module)))
        {
            manual_seed(2);
            for (var step = 0; step < 2; step++)
                objective.Step(step, () => (FamilyCases.Images(64, 64), FamilyCases.Masks(64, 64)), window);
        }

        var state = new Dictionary<string, Tensor>();
        foreach (var (name, network) in new (string, nn.Module?)[] { ("generator", generator), ("discriminator", discriminator) })
        {
            foreach (var (key, value) in network?.state_dict() ?? [])
                state.Add($"{name}.{key}", value.clone());
            foreach (var (key, parameter) in network?.named_parameters() ?? [])
                state.Add($"gradient of {name}.{key}", parameter.grad!.clone());
        }

        foreach (var (key, value) in window.Means())
            state.Add(key, tensor(value));
        return (state, calls);

        IDisposable? Count(nn.Module module)
        {
            if (module is GatedConv2d or TransformerBlock)
                calls++;
            return null;
        }
    }
}
