using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;

namespace InpaintLab.Core.Specs;

/// <summary>A component block of a spec: which component, and its options.</summary>
/// <param name="Component">The registered component.</param>
/// <param name="Options">Its options record, filled from the block; of type <see cref="ComponentInfo.OptionsType"/>.</param>
/// <param name="Where">Where the component is named.</param>
public sealed record ComponentSpec(ComponentInfo Component, object Options, Origin Where)
{
    /// <summary>The component's name, e.g. "free-form".</summary>
    public string Name => Component.Name;

    /// <summary>Creates the component with its options.</summary>
    /// <typeparam name="T">The interface or class it is wanted as.</typeparam>
    /// <exception cref="UserErrorException">The options do not fit what they name: the message begins with <see cref="Where"/>.</exception>
    public T Create<T>()
        where T : class => Placed(() => ComponentRegistry.Create<T>(Component, Options));

    /// <summary>Uses the component; an error that the user can put right is said to be where the component is named.</summary>
    public T Placed<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (UserErrorException e) when (e.GetType() == typeof(UserErrorException))
        {
            throw new UserErrorException($"{Where}: {e.Message}", e);
        }
    }
}
