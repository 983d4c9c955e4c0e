using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InpaintLab.Runs.Queries;

/// <summary>
/// How this layer's records become JSON, in files and with <c>--json</c>: keys in snake_case, enum values in kebab-case, numbers that
/// JSON lacks as the strings "NaN", "Infinity" and "-Infinity".
/// </summary>
public static class RunJson
{
    /// <summary>For readers: indented.</summary>
    public static JsonSerializerOptions Indented { get; } = Options(indented: true);

    /// <summary>For programs: on one line.</summary>
    public static JsonSerializerOptions Compact { get; } = Options(indented: false);

    private static JsonSerializerOptions Options(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
    };
}
