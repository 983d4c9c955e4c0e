using System.Reflection;
using System.Runtime.InteropServices;

namespace InpaintLab.Torch.Interop;

/// <summary>Finds libinpaintlab_torch.so: where the launcher built it (INPAINTLAB_NATIVE), else beside the program.</summary>
internal static class NativeLibraryLocator
{
    internal const string Variable = "INPAINTLAB_NATIVE";

    internal static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != "inpaintlab_torch")
            return 0;
        var path = Environment.GetEnvironmentVariable(Variable)
            ?? Path.Combine(AppContext.BaseDirectory, "libinpaintlab_torch.so");
        if (!File.Exists(path))
        {
            throw new DllNotFoundException(
                $"The native part of InpaintLab.Torch was not found at '{path}'. Start the program by ./inpaintlab, which builds it, "
                + $"or set {Variable} to the built libinpaintlab_torch.so.");
        }

        return NativeLibrary.Load(path);
    }
}
