namespace InpaintLab.Core.Registry;

/// <summary>
/// Names a component for specs: each layer derives its own (<c>[Mask("free-form")]</c>, <c>[Family("gated-conv")]</c>, ...). The class
/// that carries it has one public constructor with one parameter, its options record, which the spec's block fills.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class ComponentAttribute(string name) : Attribute
{
    /// <summary>The name in specs, unique among components of its attribute.</summary>
    public string Name { get; } = name;

    /// <summary>The paper or code it follows, e.g. "arXiv:1806.03589".</summary>
    public string Source { get; init; } = "";

    /// <summary>The word for such a component in messages, e.g. "mask kind".</summary>
    public abstract string Word { get; }
}
