using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace InpaintLab.Core.Specs.Binding;

/// <summary>What a record takes from a spec: its properties as keys. One description serves reading and writing.</summary>
internal sealed class RecordShape
{
    private static readonly ConcurrentDictionary<Type, RecordShape> Shapes = new();

    private RecordShape(Type type)
    {
        // By declaration, so that a written spec lists keys in the order in which the record documents them.
        Properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is { IsPublic: true })
            .OrderBy(p => p.MetadataToken)
            .Select(p => new RecordProperty(p))];
    }

    public IReadOnlyList<RecordProperty> Properties { get; }

    public static RecordShape Of(Type type) => Shapes.GetOrAdd(type, t => new RecordShape(t));
}

/// <summary>One property of a record as a key of a spec.</summary>
internal sealed class RecordProperty
{
    public RecordProperty(PropertyInfo info)
    {
        Info = info;
        Key = JsonNamingPolicy.SnakeCaseLower.ConvertName(info.Name);
        var nullability = new NullabilityInfoContext().Create(info);
        IsNullable = nullability.ReadState == NullabilityState.Nullable;
        IsRequired = info.IsDefined(typeof(RequiredMemberAttribute));
        var type = Nullable.GetUnderlyingType(info.PropertyType) ?? info.PropertyType;
        IsList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        ValueType = IsList ? type.GetGenericArguments()[0] : type;
        Range = info.GetCustomAttribute<RangeAttribute>();
        Rules = [.. info.GetCustomAttributes<ValidationAttribute>().Where(rule => rule is not RangeAttribute)];
        Block = info.GetCustomAttribute<ComponentBlockAttribute>();
        ShortKey = ValueType.GetCustomAttribute<ShortFormAttribute>() is { } form
            ? JsonNamingPolicy.SnakeCaseLower.ConvertName(form.Property)
            : null;
        ShortIsList = ShortKey is not null && RecordShape.Of(ValueType).Properties.First(p => p.Key == ShortKey).IsList;
        IsWrittenWhenUsed = info.IsDefined(typeof(WrittenWhenUsedAttribute));
        DefinesComponents = info.IsDefined(typeof(DefinesComponentsAttribute));
        NamedKind = info.GetCustomAttribute<ComponentNameAttribute>()?.Kind;
        if (!Scalars.IsScalar(ValueType) && (!ValueType.IsClass || (ValueType == typeof(ComponentSpec) && Block is null)))
        {
            throw new InvalidOperationException($"{info.DeclaringType}.{info.Name}: a spec cannot hold {info.PropertyType}; expected "
                + "a number, bool, string, enum, record, IReadOnlyList of those, or a ComponentSpec with [ComponentBlock]");
        }
    }

    public PropertyInfo Info { get; }

    /// <summary>The key in YAML: the property's name in snake_case.</summary>
    public string Key { get; }

    /// <summary>The type of the value, or of each item of a list; never <see cref="Nullable{T}"/>.</summary>
    public Type ValueType { get; }

    public bool IsList { get; }

    public bool IsNullable { get; }

    public bool IsRequired { get; }

    /// <summary>The range of the number, or of each number of a list.</summary>
    public RangeAttribute? Range { get; }

    /// <summary>Further rules on the whole value.</summary>
    public IReadOnlyList<ValidationAttribute> Rules { get; }

    public ComponentBlockAttribute? Block { get; }

    /// <summary>The attribute of the components that the text must name, if it must.</summary>
    public Type? NamedKind { get; }

    /// <summary>The key of the record whose value may stand for the whole record, if there is one.</summary>
    public string? ShortKey { get; }

    /// <summary>Whether that value is a list.</summary>
    public bool ShortIsList { get; }

    /// <summary>Whether it is left out of a written spec while it has its default.</summary>
    public bool IsWrittenWhenUsed { get; }

    /// <summary>Whether it lists scripts whose components the keys after it can name.</summary>
    public bool DefinesComponents { get; }

    /// <summary>What the key takes, in words, for "expected ...".</summary>
    public string Expected => IsList ? $"a list of which each item is {ExpectedItem}" : ExpectedItem;

    public string ExpectedItem => Block is not null ? $"a mapping with the key '{Block.Key}'"
        : Scalars.IsScalar(ValueType) ? Scalars.Expected(ValueType, Range)
        : "a mapping";
}
