using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Scripting;
using InpaintLab.Scripting.Specs;

namespace InpaintLab.Training.Scripts;

/// <summary>
/// The scripts that specs name. A script of components is loaded once for each content, and stays loaded: what it defines has one type
/// however many specs name it. The compiler is loaded only for a script that is not in the cache.
/// </summary>
/// <param name="trust">Which scripts may be run.</param>
/// <param name="cache">Where compiled scripts are kept.</param>
public sealed class ScriptLibrary(ScriptTrust trust, ScriptCache cache) : IComponentScripts
{
    private readonly Lock _loading = new();
    private readonly Dictionary<(string Path, string Sha256), IReadOnlyList<Type>> _types = [];

    /// <summary>The user's: what he confirmed, and what was compiled for him.</summary>
    public static ScriptLibrary Default { get; } = new(ScriptTrust.Default(), ScriptCache.Default());

    /// <summary>Which scripts may be run.</summary>
    public ScriptTrust Trust => trust;

    /// <summary>
    /// Asked of a script that the user has not confirmed yet whether he does now; a yes is remembered. Nobody is asked by default.
    /// </summary>
    public Func<SpecScript, bool> Confirm { get; set; } = _ => false;

    /// <inheritdoc/>
    public SpecScript Find(string file, string folder) => SpecScriptReader.Find(file, folder);

    /// <inheritdoc/>
    public IReadOnlyList<Type> TypesOf(SpecScript script)
    {
        lock (_loading)
        {
            if (_types.TryGetValue((script.Path, script.Sha256), out var known))
                return known;
            var loaded = Load(script, ComponentGlobals.Kind);
            var types = loaded.Types.Where(type => type.IsDefined(typeof(ComponentAttribute), inherit: false)).ToList();
            return types.Count > 0
                ? _types[(script.Path, script.Sha256)] = types
                : throw new UserErrorException(
                    "the script defines no component: expected a class with [Mask(\"...\")], [Loss(...)], [Metric(...)], [Transform(...)] "
                        + "or [Family(...)]");
        }
    }

    /// <summary>Compiles a script that the user has confirmed, or finds it compiled. The caller disposes it.</summary>
    /// <param name="script">The script.</param>
    /// <param name="kind">What it sees.</param>
    /// <exception cref="UntrustedScriptException">The user has not confirmed it.</exception>
    /// <exception cref="ScriptException">It does not compile.</exception>
    public LoadedScript Load(SpecScript script, ScriptKind kind)
    {
        if (!trust.Includes(script))
        {
            if (!Confirm(script))
                throw new UntrustedScriptException(script);
            trust.Confirm(script);
        }

        var loaded = new ScriptHost(kind, cache).Load(script.Path);
        try
        {
            loaded.CheckParts(script);
            return loaded;
        }
        catch
        {
            loaded.Dispose();
            throw;
        }
    }
}
