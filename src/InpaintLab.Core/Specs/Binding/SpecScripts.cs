using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs.Binding;

/// <summary>
/// The scripts of a spec while it is bound: each is found and named by its file's name and hash alone, so that a spec means the same beside
/// its scripts and in the folder of a run.
/// </summary>
internal sealed class SpecScripts(ComponentRegistry registry, SpecErrors errors)
{
    private const string FileKey = "file";
    private readonly List<SpecScript> _found = [];

    /// <summary>The components that can be named now.</summary>
    public ComponentRegistry Registry { get; private set; } = registry;

    /// <summary>Whether a script could not be read, with an error added: what it defines is not known.</summary>
    public bool AreIncomplete { get; private set; }

    /// <summary>The scripts, each once.</summary>
    public IReadOnlyList<SpecScript> Found => _found;

    /// <summary>Finds the script of a bound record, if it is one; null after having added an error.</summary>
    public object? Lock(object? bound, SpecMap map, string path)
    {
        if (bound is not ScriptSpec script)
            return bound;
        var where = map.Find(FileKey)!.Value.Where;
        try
        {
            var scripts = Registry.Scripts ?? throw new UserErrorException("scripts cannot be named here");
            var folder = where.Line > 0 ? Path.GetDirectoryName(where.File) ?? "" : "";
            var found = scripts.Find(script.File, folder);
            if (script.Sha256 is { } expected && expected != found.Sha256)
            {
                throw new UserErrorException(
                    $"expected a script of SHA-256 {expected}, found {found.Path} of {found.Sha256}: it was changed");
            }

            Add(found);
            return script with { File = found.Name, Sha256 = found.Sha256 };
        }
        catch (UserErrorException e)
        {
            AreIncomplete = true;
            errors.Add(where, $"{path}: {e.Message}");
            return null;
        }
    }

    /// <summary>From here on the components of these scripts can be named.</summary>
    public void Define(IReadOnlyList<ScriptSpec> scripts, SpecNode node)
    {
        foreach (var (name, where) in scripts.Select((s, i) => (s.File, ((SpecList)node).Items[i].Where)).DistinctBy(s => s.File))
        {
            var script = _found.Single(s => s.Name == name);
            try
            {
                var types = Registry.Scripts!.TypesOf(script);
                Registry = Registry.With(types);
            }
            catch (UntrustedScriptException e)
            {
                throw new UntrustedScriptException(e.Script, where);
            }
            catch (UserErrorException e)
            {
                AreIncomplete = true;
                if (e is IPlacedErrors placed)
                    errors.Add(placed.Errors);
                else
                    errors.Add(where, $"{name}: {e.Message}");
            }
            catch (InvalidOperationException e)
            {
                AreIncomplete = true;
                errors.Add(where, $"{name}: {e.Message}");
            }
        }
    }

    private void Add(SpecScript script)
    {
        if (_found.Find(s => s.Name == script.Name) is not { } known)
            _found.Add(script);
        else if (known.Path != script.Path)
        {
            throw new UserErrorException(
                $"two scripts are named '{script.Name}': {known.Path} and {script.Path}; a run keeps them by their names");
        }
    }
}
