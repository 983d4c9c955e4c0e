using System.IO.Compression;
using System.Reflection;
using System.Text.RegularExpressions;

namespace InpaintLab.Tests.Torch;

/// <summary>
/// What our assembly declares in namespace TorchSharp is a subset of TorchSharp 0.107: code that compiles against ours compiles against
/// theirs. What the list of facts does not hold is not compared: base types, <c>static</c>, protected members, tuple element names, <c>params</c>.
/// </summary>
public sealed partial class TorchSharpSubsetTests
{
    [Fact]
    public void Every_public_member_exists_in_TorchSharp()
    {
        var theirs = ReadFacts();
        Assert.True(OwnMembers().Count() > 500, "the binding's members were not found");
        AssertNone(OwnMembers().Where(own => !IsCovered(own, theirs)).Select(Describe));
    }

    [Fact]
    public void Every_public_type_exists_in_TorchSharp()
    {
        var theirs = ReadFacts();
        AssertNone(OwnTypes().Select(t => t.FullName!).Where(name => !theirs.ContainsKey(name)));
    }

    [Theory]
    [InlineData("Tensor sum(Int64) [dim]", "Tensor sum(Int64) [dim]", true)]
    [InlineData("Tensor sum(Int64) [dim]", "Tensor sum(Int64, Boolean) [dim,keepdim=False]", true)]
    [InlineData("Tensor sum(Int64) [dim]", "Tensor sum(Int64, Boolean) [dim,keepdim]", false)]
    [InlineData("Tensor sum(Int64) [dim]", "Tensor sum(Int64) [dim=0]", true)]
    [InlineData("Tensor sum(Int64) [dim=0]", "Tensor sum(Int64) [dim]", false)]
    [InlineData("Tensor sum(Int64) [dim=0]", "Tensor sum(Int64) [dim=1]", false)]
    [InlineData("Tensor sum(Int64) [axis]", "Tensor sum(Int64) [dim]", false)]
    [InlineData("Tensor sum(Int32) [dim]", "Tensor sum(Int64) [dim]", false)]
    [InlineData("Tensor sum(Int64, Boolean) [dim,keepdim]", "Tensor sum(Int64) [dim]", false)]
    [InlineData("Tensor sum() []", "Tensor sum", false)]
    [InlineData("Int64 ndim", "Int64 ndim", true)]
    [InlineData("Int32 ndim", "Int64 ndim", false)]
    [InlineData("Tensor clamp(System.Nullable`1[TorchSharp.Scalar]) [min=null]", "Tensor clamp(TorchSharp.Scalar) [min=null]", true)]
    [InlineData("Tensor fill(System.Nullable`1[System.Int64]) [to]", "Tensor fill(Int64) [to]", false)]
    public void Ours_is_covered_by_theirs_when_every_call_still_compiles(string ours, string theirs, bool covered) =>
        Assert.Equal(covered, ApiMember.Parse(ours).IsCoveredBy(ApiMember.Parse(theirs)));

    private static void AssertNone(IEnumerable<string> deviations)
    {
        var lines = string.Join('\n', deviations.Order(StringComparer.Ordinal));
        Assert.True(lines.Length == 0, lines);
    }

    // Each type with its members. A type without public members of its own is known from the signatures in which it occurs.
    private static Dictionary<string, List<ApiMember>> ReadFacts()
    {
        using var file = File.OpenRead(RepositoryRoot.Shared("api/torchsharp-0.107.txt.gz"));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var facts = new Dictionary<string, List<ApiMember>>();
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith("TorchSharp.", StringComparison.Ordinal))
                continue;
            var parts = line.Split(" :: ", 2);
            Of(parts[0]).Add(ApiMember.Parse(parts[1]));
            foreach (Match named in TypeName().Matches(parts[1]))
                Of(named.Value);
        }

        return facts;

        List<ApiMember> Of(string type)
        {
            if (!facts.TryGetValue(type, out var members))
                facts.Add(type, members = []);
            return members;
        }
    }

    private static IEnumerable<Type> OwnTypes() => typeof(TorchSharp.torch).Assembly.GetExportedTypes()
        .Where(t => t.Namespace == "TorchSharp" || t.Namespace?.StartsWith("TorchSharp.", StringComparison.Ordinal) is true);

    private static IEnumerable<MemberInfo> OwnMembers() => OwnTypes()
        .SelectMany(t => t.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(m => !OverridesObject(m));

    private static bool OverridesObject(MemberInfo member) =>
        member is MethodInfo { IsVirtual: true } method && method.GetBaseDefinition().DeclaringType == typeof(object);

    // Theirs may declare it further up: what a base type has can be called on the derived one, too.
    private static bool IsCovered(MemberInfo own, Dictionary<string, List<ApiMember>> theirs)
    {
        var member = ApiMember.Of(own);
        for (var type = own.DeclaringType; type is not null; type = type.BaseType)
        {
            var name = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!;
            if (theirs.TryGetValue(name, out var candidates) && candidates.Any(member.IsCoveredBy))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"\bTorchSharp\.[\w.+`]+")]
    private static partial Regex TypeName();

    private static string Describe(MemberInfo own) => $"{own.DeclaringType!.FullName} :: {ApiMember.Of(own)}";
}
