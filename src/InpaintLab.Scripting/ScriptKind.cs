using System.Reflection;

namespace InpaintLab.Scripting;

/// <summary>What all scripts for one purpose see beside the .NET libraries.</summary>
/// <param name="Globals">The class whose members they can name; derived from <see cref="ScriptGlobals"/>.</param>
/// <param name="Assemblies">What they may use without a <c>#r</c>; that of <paramref name="Globals"/> among them.</param>
/// <param name="Imports">Namespaces that are open without a <c>using</c>.</param>
public sealed record ScriptKind(Type Globals, IReadOnlyList<Assembly> Assemblies, IReadOnlyList<string> Imports)
{
    /// <summary>Differs when a compiled script could no longer fit: another build of these assemblies, or another .NET.</summary>
    internal string Identity => string.Join(
        '\n', [$"{Environment.Version}", Globals.FullName!, .. Imports, .. Assemblies.Select(a => $"{a.ManifestModule.ModuleVersionId}")]);
}
