using InpaintLab.Tests.Torch.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Functional;

/// <summary>Operators by theme against PyTorch: every output, and the gradients of them all; and nothing is left alive.</summary>
public sealed class OperatorParityTests
{
    private static readonly Dictionary<string, Func<Tensor[], Tensor[]>> Cases =
        new[] { ElementwiseCases.All, ArrangementCases.All, StatisticsCases.All, FunctionCases.All }
            .SelectMany(cases => cases).ToDictionary(entry => entry.Key, entry => entry.Value);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Operators_equal_PyTorchs(string name)
    {
        NnGolden.LeavesNothing(() =>
        {
            using var scope = NewDisposeScope();
            using var golden = new NnGolden("operators_golden");
            var inputs = golden.ReadAll($"{name}/input").OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value).ToArray();
            foreach (var input in inputs)
                input.requires_grad = input.is_floating_point();
            var outputs = Array.ConvertAll(Cases[name](inputs), output => output.is_complex() ? output.resolve_conj().view_as_real() : output);
            Assert.Equal(golden.ReadAll($"{name}/output").Count, outputs.Length);
            var loss = zeros([], ScalarType.Float64);
            var weights = golden.ReadAll($"{name}/weights");
            for (var i = 0; i < outputs.Length; i++)
            {
                var plain = outputs[i].dtype == ScalarType.Bool ? outputs[i].to(ScalarType.Byte) : outputs[i];
                golden.Check($"{name}/output{i}", plain, 1e-10);
                if (weights.TryGetValue($"{i}", out var weight))
                    loss += (outputs[i] * weight).sum();
            }

            if (!loss.requires_grad)
                return;
            loss.backward();
            foreach (var (key, _) in golden.ReadAll($"{name}/gradient.input"))
                golden.Check($"{name}/gradient.input{key}", inputs[int.Parse(key)].grad!, 1e-9);
        });
    }
}
