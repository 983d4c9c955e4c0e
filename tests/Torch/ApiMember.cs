using System.Globalization;
using System.Reflection;

namespace InpaintLab.Tests.Torch;

/// <summary>
/// A public member as reflection prints it, taken apart: "Return Name(Type, Type)" with the parameters' names and defaults; fields,
/// properties and nested types have no parameter list.
/// </summary>
/// <param name="Text">Everything before the parameter list: the member's type and name, e.g. "Tensor amax".</param>
/// <param name="Parameters">Null for what is not called.</param>
internal sealed record ApiMember(string Text, IReadOnlyList<ApiParameter>? Parameters)
{
    /// <summary>Reads "Return Name(Type, Type) [name,name=default]", or the text of what is not called.</summary>
    public static ApiMember Parse(string line)
    {
        var open = line.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
            return new ApiMember(Normal(line), null);
        var close = line.IndexOf(") [", StringComparison.Ordinal);
        var types = Split(line[(open + 1)..close], ", ");
        var names = Split(line[(close + 3)..^1], ",");
        if (types.Length != names.Length)
            throw new FormatException($"expected as many types as names: {line}");
        return new ApiMember(Normal(line[..open]), [.. types.Zip(names, ApiParameter.Parse)]);
    }

    public static ApiMember Of(MemberInfo member) => Parse(member switch
    {
        MethodBase method => $"{method} [{string.Join(",", method.GetParameters().Select(ApiParameter.Print))}]",
        _ => member.ToString()!,
    });

    /// <summary>
    /// Whether a call that compiles against this member compiles against <paramref name="theirs"/>: the same name and types, the same
    /// parameter names and defaults in the same order; only they may have further parameters, all of them optional.
    /// </summary>
    public bool IsCoveredBy(ApiMember theirs)
    {
        if (Text != theirs.Text || Parameters is null || theirs.Parameters is null)
            return Text == theirs.Text && Parameters is null && theirs.Parameters is null;
        return Parameters.Count <= theirs.Parameters.Count
            && Parameters.Zip(theirs.Parameters).All(pair => pair.First.IsCoveredBy(pair.Second))
            && theirs.Parameters.Skip(Parameters.Count).All(p => p.Default is not null);
    }

    public override string ToString() => Parameters is null ? Text : $"{Text}({string.Join(", ", Parameters)})";

    // A scalar is a struct here and a class there: "no scalar" is Scalar? here and Scalar there, and both are written null.
    internal static string Normal(string type) =>
        type.Replace("System.Nullable`1[TorchSharp.Scalar]", "TorchSharp.Scalar", StringComparison.Ordinal);

    private static string[] Split(string list, string separator) => list.Length == 0 ? [] : list.Split(separator);
}

/// <summary>A parameter of a member.</summary>
/// <param name="Type">As reflection prints it in a signature.</param>
/// <param name="Name">Its name: part of the surface, as C# has named arguments.</param>
/// <param name="Default">What it is when left out, as text; null for a parameter that has to be given.</param>
internal sealed record ApiParameter(string Type, string Name, string? Default)
{
    public static ApiParameter Parse(string type, string name)
    {
        var parts = name.Split('=', 2);
        return new ApiParameter(ApiMember.Normal(type), parts[0], parts.ElementAtOrDefault(1));
    }

    public static string Print(ParameterInfo parameter) => parameter.HasDefaultValue
        ? $"{parameter.Name}={Text(parameter.RawDefaultValue)}"
        : parameter.Name!;

    public bool IsCoveredBy(ApiParameter theirs) =>
        Type == theirs.Type && Name == theirs.Name && (Default is null || Default == theirs.Default);

    public override string ToString() => $"{Type} {Name}{(Default is null ? "" : $" = {Default}")}";

    private static string? Text(object? value) => value is null ? "null" : Convert.ToString(value, CultureInfo.InvariantCulture);
}
