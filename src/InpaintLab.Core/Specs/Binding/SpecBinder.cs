using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs.Binding;

/// <summary>
/// Fills records from a spec. Every method returns the value, or null after having added at least one error, and goes on with the rest,
/// so that all errors of a spec are found at once.
/// </summary>
internal sealed class SpecBinder(ComponentRegistry registry, SpecErrors errors)
{
    private readonly Dictionary<string, Origin> _origins = [];
    private readonly SpecScripts _scripts = new(registry, errors);

    /// <summary>The components that can be named, those of the scripts bound so far too.</summary>
    public ComponentRegistry Registry => _scripts.Registry;

    /// <summary>The scripts bound so far.</summary>
    public IReadOnlyList<SpecScript> Scripts => _scripts.Found;

    /// <summary>Where each value was written, by its path, e.g. "training.steps"; what is absent is a default.</summary>
    public IReadOnlyDictionary<string, Origin> Origins => _origins;

    /// <summary>A record of that type.</summary>
    /// <param name="type">A record with a parameterless constructor and init-only properties.</param>
    /// <param name="map">Its keys.</param>
    /// <param name="path">The path of the mapping in the spec, "" for the spec itself.</param>
    /// <param name="where">The place to name when a key is missing.</param>
    /// <param name="otherKeys">Keys of the mapping that belong to somebody else.</param>
    public object? BindRecord(Type type, SpecMap map, string path, Origin where, params IReadOnlyList<string> otherKeys)
    {
        var errorsBefore = errors.Count;
        var record = Activator.CreateInstance(type)!;
        var properties = RecordShape.Of(type).Properties;
        var keys = properties.Where(p => p.Block is not { Inline: true }).Select(p => p.Key).Concat(otherKeys).ToArray();
        if (properties.FirstOrDefault(p => otherKeys.Contains(p.Key)) is { } taken)
            throw new InvalidOperationException($"{type}.{taken.Info.Name}: the key '{taken.Key}' already has a meaning in '{path}'");
        foreach (var property in properties)
        {
            if (property.Block is { Inline: true })
                property.Info.SetValue(record, BindComponent(property.Block, map, path, where, keys));
            else if (map.Find(property.Key) is { } entry)
                Set(record, property, entry, Join(path, property.Key));
            else if (property.IsRequired)
                errors.Add(where, $"missing key '{Join(path, property.Key)}': expected {property.Expected}");
        }

        if (!properties.Any(p => p.Block is { Inline: true }))
        {
            var prefix = path.Length == 0 ? "" : $"{path}: ";
            foreach (var entry in map.Entries.Where(entry => !keys.Contains(entry.Key)))
                errors.Add(entry.Where, prefix + UserErrorException.DescribeUnknownName("key", Printable.Of(entry.Key), keys));
        }

        if (errors.Count == errorsBefore && record is IValidatableObject validatable)
        {
            foreach (var result in validatable.Validate(new ValidationContext(record)))
                errors.Add(PlaceOf(result, properties, map) ?? where, result.ErrorMessage ?? $"'{path}' is not valid");
        }

        return errors.Count == errorsBefore ? record : null;
    }

    private void Set(object record, RecordProperty property, SpecEntry entry, string path)
    {
        var node = entry.Value;
        if (node is SpecScalar { Kind: ScalarKind.Null } && property.IsNullable)
        {
            _origins[path] = node.Where;
            property.Info.SetValue(record, null);
            return;
        }

        var value = property.IsList ? BindList(property, node, path) : BindItem(property, node, path, entry.Where);
        if (value is null)
            return;
        property.Info.SetValue(record, value);
        if (property.DefinesComponents)
            _scripts.Define((IReadOnlyList<ScriptSpec>)value, node);
        foreach (var rule in property.Rules.Where(rule => !rule.IsValid(value)))
        {
            var expected = rule.ErrorMessage ?? rule.FormatErrorMessage(property.Key);
            errors.Add(node.Where, $"{path}: expected {expected}, received {node.Describe()}");
        }
    }

    private Array? BindList(RecordProperty property, SpecNode node, string path)
    {
        if (node is not SpecList list)
        {
            errors.Add(node.Where, $"{path}: expected {property.Expected}, received {node.Describe()}");
            return null;
        }

        _origins[path] = node.Where;
        var values = list.Items.Select((item, i) => BindItem(property, item, $"{path}[{i}]", item.Where)).ToArray();
        if (values.Contains(null))
            return null;
        var array = Array.CreateInstance(property.ValueType, values.Length);
        values.CopyTo(array, 0);
        return array;
    }

    private object? BindItem(RecordProperty property, SpecNode node, string path, Origin where)
    {
        if (node is SpecScalar scalar && Scalars.IsScalar(property.ValueType))
            return BindScalar(property, scalar, path);
        if (property.ShortKey is { } key
            && (node is SpecScalar { Kind: not ScalarKind.Null } || (node is SpecList && property.ShortIsList)))
        {
            var written = node;
            node = new SpecMap(written.Where);
            ((SpecMap)node).Set(new SpecEntry(key, written.Where, written));
        }

        if (node is SpecMap map && !Scalars.IsScalar(property.ValueType))
        {
            if (property.Block is { } block && property.ValueType == typeof(ComponentSpec))
                return BindComponent(block, map, path, where);
            var record = _scripts.Lock(BindRecord(property.ValueType, map, path, where), map, path);
            if (record is ScriptSpec)
                _origins.TryAdd(Join(path, "sha256"), node.Where);
            return record;
        }

        errors.Add(node.Where, $"{path}: expected {property.ExpectedItem}, received {node.Describe()}");
        return null;
    }

    private object? BindScalar(RecordProperty property, SpecScalar scalar, string path)
    {
        _origins[path] = scalar.Where;
        var value = Scalars.Parse(scalar, property.ValueType, property.Range);
        if (value is null)
        {
            var nearest = property.ValueType.IsEnum ? NearestName.Of(scalar.Text, Scalars.EnumNames(property.ValueType).Keys) : null;
            var hint = nearest is not null ? $". Did you mean '{nearest}'?"
                : property.ValueType == typeof(string) && scalar.Kind != ScalarKind.Null ? "; put it in quotes if it is meant as text"
                : "";
            errors.Add(scalar.Where, $"{path}: expected {property.ExpectedItem}, received {scalar.Describe()}{hint}");
        }
        else if (property.NamedKind is { } kind)
        {
            return FindComponent(kind, scalar)?.Name;
        }

        return value;
    }

    private ComponentSpec? BindComponent(
        ComponentBlockAttribute block, SpecMap map, string path, Origin where, params IReadOnlyList<string> otherKeys)
    {
        if (map.Find(block.Key)?.Value is not { } node)
        {
            var known = Registry.All(block.Kind).Select(c => c.Name);
            errors.Add(where, $"missing key '{Join(path, block.Key)}': expected one of {string.Join(", ", known)}");
            return null;
        }

        if (node is not SpecScalar { Kind: ScalarKind.Text } name)
        {
            errors.Add(node.Where, $"{Join(path, block.Key)}: expected text, received {node.Describe()}");
            return null;
        }

        _origins[Join(path, block.Key)] = name.Where;
        return FindComponent(block.Kind, name) is { } component
            && BindRecord(component.OptionsType, map, path, where, [block.Key, .. otherKeys]) is { } options
            ? new ComponentSpec(component, options, name.Where)
            : null;
    }

    private ComponentInfo? FindComponent(Type kind, SpecScalar name)
    {
        if (Registry.All(kind).FirstOrDefault(c => c.Name == name.Text) is { } component)
            return component;
        if (_scripts.AreIncomplete)
            return null; // what could not be read may define it
        try
        {
            return Registry.Find(kind, Printable.Of(name.Text));
        }
        catch (UserErrorException e)
        {
            errors.Add(name.Where, e.Message);
            return null;
        }
    }

    private static Origin? PlaceOf(ValidationResult result, IReadOnlyList<RecordProperty> properties, SpecMap map)
    {
        var keys = result.MemberNames.Select(name => properties.FirstOrDefault(p => p.Info.Name == name)?.Key);
        return keys.Select(key => key is null ? null : map.Find(key)?.Value.Where).FirstOrDefault(place => place is not null);
    }

    internal static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
