using InpaintLab.Torch.Interop;

namespace InpaintLab.Torch;

/// <summary>Libraries that bring operators of their own (PyTorch's <c>torch.ops.load_library</c>). TorchSharp has no counterpart.</summary>
public static class OperatorLibrary
{
    /// <summary>
    /// Loads a library for as long as the process lives; what it registers can be called from then on. Loading it again does nothing.
    /// </summary>
    /// <param name="path">The file, or a name that the system's loader finds.</param>
    /// <param name="isGlobal">
    /// Whether libraries that are loaded later find its names. PyTorch's own loads them for nobody else, and so do we by default: what a
    /// library brings along (libjpeg, libpng) then cannot take the place of what is here.
    /// </param>
    /// <exception cref="TorchException">It cannot be loaded, for the reason that the system gave.</exception>
    public static void Load(string path, bool isGlobal = false) =>
        NativeMethods.Check(NativeMethods.il_library_load(path, isGlobal ? 1 : 0));

    /// <summary>Whether there is such an operator, e.g. "image::decode_jpeg", of libtorch or of a library that was loaded.</summary>
    public static bool Has(string name, string overload = "") => Operator.Exists(name, overload);
}
