using System.Reflection;
using InpaintLab.Tests.Torch.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch;

/// <summary>Every method of a tensor whose name ends in "_" and that has a counterpart without does the same in place.</summary>
public sealed class InPlaceTests
{
    // Random ones do not give the same numbers twice.
    private static readonly HashSet<string> Random = ["bernoulli_"];

    private static readonly MethodInfo[] Methods = typeof(Tensor).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    [Fact]
    public void A_method_in_place_gives_what_its_counterpart_gives_and_returns_the_same_object()
    {
        var pairs = Methods.Where(method => method.Name.EndsWith('_') && !Random.Contains(method.Name))
            .Select(method => (InPlace: method, Plain: Counterpart(method))).Where(pair => pair.Plain is not null).ToList();
        Assert.True(pairs.Count > 60, $"only {pairs.Count} methods were found");
        foreach (var (inPlace, plain) in pairs)
        {
            using var scope = NewDisposeScope();
            var start = Start(inPlace.Name);
            var arguments = inPlace.GetParameters().Select(parameter => Argument(parameter, inPlace.Name)).ToArray();
            var expected = (Tensor)plain!.Invoke(start.clone(), arguments)!;
            var target = start.clone();
            Assert.Same(target, inPlace.Invoke(target, arguments));
            Assert.True(expected.shape.SequenceEqual(target.shape), $"{inPlace}: shape");
            Assert.True(NnGolden.Values(expected).SequenceEqual(NnGolden.Values(target)), $"{inPlace}: elements");
        }
    }

    private static MethodInfo? Counterpart(MethodInfo inPlace) => Methods.FirstOrDefault(method =>
        method.Name == inPlace.Name[..^1] && method.ReturnType == typeof(Tensor)
        && method.GetParameters().Select(p => p.ParameterType).SequenceEqual(inPlace.GetParameters().Select(p => p.ParameterType)));

    private static Tensor Start(string method) => method.StartsWith("bitwise", StringComparison.Ordinal)
        ? tensor(new long[] { 1, 6, 3, 4 }, [2, 2])
        : tensor(new[] { 0.3, 0.8, 0.6, 0.2 }, [2, 2]);

    private static object? Argument(ParameterInfo parameter, string method)
    {
        if (parameter.ParameterType == typeof(Tensor))
        {
            return parameter.Name switch
            {
                "index" => method.StartsWith("index", StringComparison.Ordinal)
                    ? tensor(new long[] { 1, 0 })
                    : tensor(new long[] { 1, 0, 0, 1 }, [2, 2]),
                "mask" => tensor(new[] { true, false, true, true }, [2, 2]),
                _ => Start(method).flip(1),
            };
        }

        return parameter.ParameterType switch
        {
            var type when type == typeof(Scalar) || type == typeof(Scalar?) => (Scalar)0.5,
            var type when type == typeof(long) => 0L,
            var type when type == typeof(double) => 0.25,
            var type when type == typeof(float) => 0.5f,
            var type when type == typeof(bool) => true,
            var type when type == typeof(RoundingMode) => RoundingMode.None,
            var type when Nullable.GetUnderlyingType(type) is not null => null,
            var type => throw new InvalidOperationException($"{method}: no value for {type}"),
        };
    }
}
