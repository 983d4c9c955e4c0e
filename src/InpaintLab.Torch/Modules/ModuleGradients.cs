using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>What TorchSharp's modules lack.</summary>
public static class ModuleGradients
{
    /// <summary>Sets for all parameters whether autograd records them, e.g. of a discriminator while the generator is trained.</summary>
    /// <returns>The module.</returns>
    public static T RequireGradients<T>(this T module, bool required)
        where T : nn.Module
    {
        foreach (var parameter in module.parameters())
        {
            parameter.requires_grad = required;
        }

        return module;
    }
}
