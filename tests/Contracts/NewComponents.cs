using InpaintLab.Cli.Templates;
using InpaintLab.Scripting;
using InpaintLab.Scripting.Specs;
using InpaintLab.Training.Scripts;

namespace InpaintLab.Tests.Contracts;

/// <summary>The components of the scripts that <c>new</c> writes, named new-mask and so on: they keep the contracts of built-in ones.</summary>
internal static class NewComponents
{
    public static IReadOnlyList<Type> Types { get; } = Load();

    private static IReadOnlyList<Type> Load()
    {
        using var folder = new TemporaryFolder();
        var trust = new ScriptTrust(folder["trusted"]);
        var library = new ScriptLibrary(trust, new ScriptCache(folder["cache"]));
        var types = new List<Type>();
        foreach (var template in ScriptTemplate.All.Where(t => t.Attribute is not null))
        {
            var name = $"new-{template.Kind}";
            trust.ConfirmFile(folder.Write($"{name}.csx", template.Write(name)));
            types.AddRange(library.TypesOf(library.Find($"{name}.csx", folder)));
        }

        return types;
    }
}
