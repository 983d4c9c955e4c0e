using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs.Binding;

namespace InpaintLab.Core.Specs.Schema;

/// <summary>The schemas of option records: each property as a key.</summary>
internal sealed class RecordSchemas(ComponentRegistry registry)
{
    private readonly XmlSummaries _summaries = new();

    /// <summary>The schema of a record; a component that stands inline is one with the record.</summary>
    public JsonObject Of(Type type)
    {
        var (properties, inline) = (new JsonObject(), (ComponentBlockAttribute?)null);
        var defaults = Activator.CreateInstance(type)!;
        foreach (var property in RecordShape.Of(type).Properties)
        {
            if (property.Block is { Inline: true } block)
                inline = block;
            else
                properties[property.Key] = Of(property, property.IsRequired ? null : property.Info.GetValue(defaults));
        }

        return inline is null
            ? new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false }
            : Component(inline, properties);
    }

    private JsonObject Of(RecordProperty property, object? value)
    {
        var item = Item(property);
        var schema = property.IsList ? new JsonObject { ["type"] = "array", ["items"] = item } : item;
        foreach (var rule in property.Rules)
            Add(schema, rule);
        if (property.IsNullable)
            schema = new JsonObject { ["oneOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        if (Default(value, property) is { } standard)
            schema["default"] = standard;
        return SpecSchema.Described(schema, _summaries.Of(property.Info));
    }

    private JsonObject Item(RecordProperty property)
    {
        var type = property.ValueType;
        if (property.Block is { } block && type == typeof(ComponentSpec))
            return Component(block, []);
        if (!Scalars.IsScalar(type))
            return property.ShortKey is { } key ? WithShortForm(Of(type), key) : Of(type);
        if (type.IsEnum)
            return Names(Scalars.EnumNames(type).Select(n => (n.Key, _summaries.Of(type.GetField(n.Value.ToString()!)!))));
        if (property.NamedKind is { } kind)
            return Names(registry.All(kind).Select(c => (c.Name, _summaries.Of(c.Type))));
        var schema = new JsonObject
        {
            ["type"] = type == typeof(string) ? "string" : type == typeof(bool) ? "boolean" : type == typeof(double) ? "number" : "integer",
        };
        if (property.Range is { } range)
        {
            schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = Number(range.Minimum);
            if (Number(range.Maximum) is var high && high < int.MaxValue)
                schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = high;
        }

        return schema;
    }

    // One key's value may stand for the whole mapping.
    private static JsonObject WithShortForm(JsonObject record, string key) => new()
    {
        ["anyOf"] = new JsonArray(record["properties"]![key]!.DeepClone(), record),
    };

    // Which keys there are depends on the component: the branches add to the one that names it.
    private JsonObject Component(ComponentBlockAttribute block, JsonObject others)
    {
        var components = registry.All(block.Kind);
        var branches = components.Select(component =>
        {
            var keys = (JsonObject)others.DeepClone();
            keys[block.Key] = true;
            foreach (var (key, value) in Of(component.OptionsType)["properties"]!.AsObject())
                keys[key] = value!.DeepClone();
            return (JsonNode)new JsonObject
            {
                ["if"] = new JsonObject
                {
                    ["properties"] = new JsonObject { [block.Key] = new JsonObject { ["const"] = component.Name } },
                    ["required"] = new JsonArray(block.Key),
                },
                ["then"] = new JsonObject { ["properties"] = keys, ["additionalProperties"] = false },
            };
        });
        var named = (JsonObject)others.DeepClone();
        named[block.Key] = Names(components.Select(c => (c.Name, _summaries.Of(c.Type))));
        return new JsonObject { ["type"] = "object", ["properties"] = named, ["allOf"] = new JsonArray([.. branches]) };
    }

    // Constants rather than an enum: each can say what it is.
    private static JsonObject Names(IEnumerable<(string Name, string? Summary)> names) => new()
    {
        ["oneOf"] = new JsonArray([.. names.Select(n => (JsonNode)SpecSchema.Described(new JsonObject { ["const"] = n.Name }, n.Summary))]),
    };

    private static void Add(JsonObject schema, ValidationAttribute rule)
    {
        switch (rule)
        {
            case TextFormAttribute form:
                schema["pattern"] = $"^(?:{form.Pattern})$";
                break;
            case MultipleOfAttribute multiple:
                schema["multipleOf"] = multiple.Divisor;
                break;
            case MinLengthAttribute length:
                schema["minItems"] = length.Length;
                break;
        }
    }

    private static JsonNode? Default(object? value, RecordProperty property) => value switch
    {
        null or ComponentSpec => null,
        Enum => Scalars.Text(value),
        bool flag => flag,
        string text => text,
        int or long or double => Number(value),
        IEnumerable items when Scalars.IsScalar(property.ValueType) =>
            new JsonArray([.. items.Cast<object>().Select(item => Default(item, property))]),
        _ => null, // a record: its keys have defaults of their own
    };

    // As a decimal, so that 0.1 is written as 0.1 and 3 as 3.
    private static decimal Number(object value)
    {
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return Math.Abs(number) < 1e18
            ? decimal.Parse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture)
            : decimal.MaxValue;
    }
}
