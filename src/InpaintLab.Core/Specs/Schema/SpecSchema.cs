using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs.Binding;
using InpaintLab.Core.Specs.Composition;

namespace InpaintLab.Core.Specs.Schema;

/// <summary>
/// A JSON Schema (2020-12) of specs for editors: keys with their meaning, types, ranges, defaults and registered names. It is made from the
/// same descriptions of records that reading uses. It says less than the loader: that a key is required, or goes with another one, is
/// not in it where a spec that is extended could provide for that.
/// </summary>
public static class SpecSchema
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema's text, the same for the same components.</summary>
    /// <param name="registry">The components that a spec can name.</param>
    public static string Write(ComponentRegistry registry)
    {
        var records = new RecordSchemas(registry);
        var keys = records.Of(typeof(ExperimentSpec));
        var part = new JsonObject { ["$ref"] = "#/$defs/part" };
        var top = new JsonObject
        {
            [SpecFamily.ExtendsKey] = Described(OneOrMany("string"), "Specs that this one builds on; paths relative to this file."),
            ["profiles"] = Described(
                new JsonObject { ["type"] = "object", ["additionalProperties"] = part.DeepClone() },
                "Named parts of a spec, chosen by --profile."),
            [SpecMatrix.MatrixKey] = Described(
                Matrix(), "Axes: a key of the spec with its values, or a free name with labelled parts of a spec."),
            [SpecMatrix.SeedsKey] = Described(
                new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0 } },
                "Every experiment once with each of these seeds."),
            [SpecSearch.SearchKey] = Described(Search(records), "A random search: trials with keys drawn from distributions."),
            [SpecHalving.HalvingKey] = Described(
                records.Of(typeof(HalvingSpec)),
                "Successive halving: at each rung only the best experiments by a validation metric are trained further."),
        };
        foreach (var (key, _) in keys["properties"]!.AsObject())
            top[key] = new JsonObject { ["$ref"] = $"#/$defs/part/properties/{key}" };
        var required = RecordShape.Of(typeof(ExperimentSpec)).Properties.Where(p => p.IsRequired).Select(p => (JsonNode)p.Key).ToArray();
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "InpaintLab experiment",
            ["type"] = "object",
            ["properties"] = top,
            ["anyOf"] = new JsonArray(Required([SpecFamily.ExtendsKey]), Required(required)),
            ["additionalProperties"] = false,
            ["$defs"] = new JsonObject { ["part"] = keys },
        };
        return schema.ToJsonString(Format).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Search(RecordSchemas records)
    {
        var distributions = SearchDistribution.Names.Select(name => (JsonNode)Distribution(name)).ToArray();
        var search = records.Of(typeof(SearchSpec));
        search["properties"]![SpecSearch.OverKey] = Described(
            new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["oneOf"] = new JsonArray(distributions) } },
            "Keys of the spec, such as training.batch, with what their values are drawn from.");
        return search;
    }

    private static JsonObject Distribution(string name)
    {
        var integers = name is SearchDistribution.IntUniform or SearchDistribution.IntLogUniform;
        var values = name == SearchDistribution.Choice
            ? new JsonObject { ["type"] = "array", ["minItems"] = 1 }
            : new JsonObject
            {
                ["type"] = "array",
                ["items"] = new JsonObject { ["type"] = integers ? "integer" : "number" },
                ["minItems"] = 2,
                ["maxItems"] = 2,
            };
        var properties = new JsonObject { [name] = Described(values, SearchDistribution.Describe(name)) };
        if (name == SearchDistribution.IntUniform)
        {
            properties[SearchDistribution.Step] = Described(
                new JsonObject { ["type"] = "integer", ["minimum"] = 1 }, "From one value to the next; 1 by default.");
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray(name),
            ["additionalProperties"] = false,
        };
    }

    internal static JsonObject Described(JsonObject schema, string? description)
    {
        if (description is not null)
            schema["description"] = description;
        return schema;
    }

    private static JsonObject Required(params JsonNode[] keys) => new() { ["required"] = new JsonArray(keys) };

    private static JsonObject OneOrMany(string type) => new()
    {
        ["oneOf"] = new JsonArray(
            new JsonObject { ["type"] = type },
            new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = type } }),
    };

    private static JsonObject Matrix()
    {
        var patterns = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "object" } };
        var variants = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = new JsonObject
            {
                ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "null" }, new JsonObject { ["$ref"] = "#/$defs/part" }),
            },
        };
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["include"] = patterns, ["exclude"] = patterns.DeepClone() },
            ["additionalProperties"] = new JsonObject
            {
                ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "array", ["minItems"] = 1 }, variants),
            },
        };
    }
}
