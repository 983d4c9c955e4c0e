using System.Text.Json;
using System.Text.Json.Nodes;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Cli.Output;

/// <summary>The one JSON document of <c>--json</c>: keys in snake_case, indented; see <see cref="RunJson"/>.</summary>
internal static class JsonOutput
{
    /// <summary>Writes the document to standard output.</summary>
    public static void Write<T>(T document) => Console.Out.WriteLine(JsonSerializer.Serialize(document, RunJson.Indented));

    /// <summary>A number as <see cref="RunJson"/> writes it: what JSON lacks becomes "NaN" or "Infinity".</summary>
    public static JsonNode Number(double value) => JsonSerializer.SerializeToNode(value, RunJson.Indented)!;
}
