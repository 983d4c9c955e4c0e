using InpaintLab.Classical;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Models;

namespace InpaintLab.Training.Experiments;

/// <summary>A spec's <c>model</c> is a network or a classical method; whoever evaluates treats both alike.</summary>
public static class ModelChoice
{
    /// <summary>Whether the component is a method without training.</summary>
    public static bool IsClassical(this ComponentInfo component) => component.Type.IsAssignableTo(typeof(IClassicalMethod));

    /// <inheritdoc cref="IsClassical(ComponentInfo)"/>
    public static bool IsClassical(this ComponentSpec model) => model.Component.IsClassical();

    /// <summary>The family: of a classical method, one whose generator is the method.</summary>
    public static IModelFamily CreateFamily(this ComponentSpec model) =>
        model.IsClassical() ? new ClassicalFamily(model.Create<IClassicalMethod>()) : model.Create<IModelFamily>();

    /// <summary>The family of a network, for what needs weights.</summary>
    /// <exception cref="UserErrorException">It is a classical method.</exception>
    public static IModelFamily CreateNetworkFamily(this ComponentSpec model) => model.IsClassical()
        ? throw new UserErrorException($"model: expected a network, received the method '{model.Name}', which has no weights")
        : model.Create<IModelFamily>();
}
