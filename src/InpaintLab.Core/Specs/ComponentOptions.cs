using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs.Binding;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs;

/// <summary>A component's options from a command line, without a spec.</summary>
public static class ComponentOptions
{
    /// <summary>Fills the options record as a spec's block would.</summary>
    /// <param name="component">The component.</param>
    /// <param name="assignments">As "radius=5", in order; the last one of a key counts.</param>
    /// <param name="option">The option that they are given with, for messages, e.g. "--method-option".</param>
    /// <returns>The component with its options.</returns>
    /// <exception cref="SpecException">A key that it does not have, or a value that does not fit.</exception>
    public static ComponentSpec Read(ComponentInfo component, IReadOnlyList<string> assignments, string option)
    {
        var errors = new SpecErrors();
        var where = new Origin(option, 0, 0);
        var map = new SpecMap(where);
        foreach (var assignment in assignments)
            SpecOverride.Apply(map, assignment, errors, option);
        var options = new SpecBinder(new ComponentRegistry([component.Type]), errors).BindRecord(component.OptionsType, map, "", where);
        errors.ThrowIfAny();
        return new ComponentSpec(component, options!, where);
    }
}
