using System.Reflection;
using InpaintLab.Core.Errors;

namespace InpaintLab.Core.Registry;

/// <summary>One registered component: its name, class and options record.</summary>
/// <param name="Attribute">The attribute as written on the class.</param>
/// <param name="Type">The class that is created.</param>
/// <param name="OptionsType">The record that the spec's block fills: the one parameter of the constructor.</param>
public sealed record ComponentInfo(ComponentAttribute Attribute, Type Type, Type OptionsType)
{
    /// <summary>The name in specs.</summary>
    public string Name => Attribute.Name;
}

/// <summary>
/// All components of the given assemblies, found by their <see cref="ComponentAttribute"/>s. Adding one is adding one file.
/// Two components of one name and attribute, or a class without the one constructor, fail here, at start.
/// </summary>
public sealed class ComponentRegistry
{
    private readonly Dictionary<Type, SortedDictionary<string, ComponentInfo>> _components = [];

    /// <summary>Collects the components of <paramref name="assemblies"/>.</summary>
    /// <exception cref="InvalidOperationException">A duplicate name or a class of the wrong shape.</exception>
    public ComponentRegistry(params IEnumerable<Assembly> assemblies)
        : this(assemblies.Distinct().SelectMany(a => a.GetTypes()))
    {
    }

    /// <summary>Collects the components among <paramref name="types"/>.</summary>
    /// <exception cref="InvalidOperationException">A duplicate name or a class of the wrong shape.</exception>
    public ComponentRegistry(IEnumerable<Type> types)
    {
        foreach (var type in types)
        {
            if (type.GetCustomAttribute<ComponentAttribute>() is { } attribute)
                Add(attribute, type);
        }
    }

    /// <summary>Where the scripts that a spec names are found, and the components that they define; null: specs can name none.</summary>
    public IComponentScripts? Scripts { get; init; }

    /// <summary>These components and those among <paramref name="types"/>.</summary>
    /// <exception cref="InvalidOperationException">A duplicate name or a class of the wrong shape.</exception>
    public ComponentRegistry With(IEnumerable<Type> types) =>
        new(_components.Values.SelectMany(kind => kind.Values).Select(component => component.Type).Concat(types)) { Scripts = Scripts };

    /// <summary>The components that carry <typeparamref name="TAttribute"/>, in order of name.</summary>
    public IReadOnlyCollection<ComponentInfo> All<TAttribute>()
        where TAttribute : ComponentAttribute => All(typeof(TAttribute));

    /// <inheritdoc cref="All{TAttribute}"/>
    public IReadOnlyCollection<ComponentInfo> All(Type attributeType) =>
        _components.TryGetValue(attributeType, out var found) ? found.Values : [];

    /// <summary>The component of that name.</summary>
    /// <param name="name">The name in the spec.</param>
    /// <param name="where">Where it stands, for the message.</param>
    /// <exception cref="UserErrorException">No such name: the nearest and all known ones are listed.</exception>
    public ComponentInfo Find<TAttribute>(string name, string? where = null)
        where TAttribute : ComponentAttribute => Find(typeof(TAttribute), name, where);

    /// <inheritdoc cref="Find{TAttribute}"/>
    public ComponentInfo Find(Type attributeType, string name, string? where = null)
    {
        if (_components.TryGetValue(attributeType, out var found) && found.TryGetValue(name, out var info))
            return info;
        var known = All(attributeType);
        var word = known.FirstOrDefault()?.Attribute.Word ?? attributeType.Name;
        throw UserErrorException.UnknownName(word, name, known.Select(c => c.Name), where);
    }

    /// <summary>Creates the component with its options.</summary>
    public static T Create<T>(ComponentInfo component, object options)
        where T : class
    {
        try
        {
            return (T)Activator.CreateInstance(component.Type, options)!;
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    private void Add(ComponentAttribute attribute, Type type)
    {
        var constructors = type.GetConstructors();
        if (constructors.Length != 1 || constructors[0].GetParameters() is not [{ ParameterType: var optionsType }])
        {
            throw new InvalidOperationException(
                $"{type} carries [{attribute.GetType().Name}]: expected one public constructor with one options record");
        }

        if (!_components.TryGetValue(attribute.GetType(), out var ofKind))
            _components[attribute.GetType()] = ofKind = new SortedDictionary<string, ComponentInfo>(StringComparer.Ordinal);
        if (!ofKind.TryAdd(attribute.Name, new ComponentInfo(attribute, type, optionsType)))
            throw new InvalidOperationException($"two components are named '{attribute.Name}': {ofKind[attribute.Name].Type} and {type}");
    }
}
