using System.Reflection.PortableExecutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace InpaintLab.Scripting.Compilation;

/// <summary>Compiles scripts to assemblies. They are not optimised, so that every error has the line that the script has.</summary>
internal sealed class ScriptCompiler(ScriptKind kind)
{
    // The same for all scripts, and large: kept from one script to the next, but not while scripts run.
    private static readonly WeakReference<MetadataReference[]?> Kept = new(null);

    /// <summary>Compiles one script.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="source">Its content.</param>
    /// <exception cref="ScriptException">It has errors.</exception>
    public ScriptImage Compile(string path, byte[] source)
    {
        var sources = new ScriptSources();
        var references = new ScriptReferences();
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            scriptClassName: ScriptContext.EntryClass,
            usings: kind.Imports,
            optimizationLevel: OptimizationLevel.Debug,
            sourceReferenceResolver: sources,
            metadataReferenceResolver: references);
        using var text = new MemoryStream(source);
        var tree = CSharpSyntaxTree.ParseText(
            SourceText.From(text, Encoding.UTF8),
            new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script),
            path);
        var compilation = CSharpCompilation.CreateScriptCompilation(
            Path.GetFileNameWithoutExtension(path),
            tree,
            [.. OfDotNet(), .. kind.Assemblies.Select(a => Reference(a.Location))],
            options,
            returnType: typeof(object),
            globalsType: kind.Globals);

        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = compilation.Emit(
            assembly, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        if (!result.Success)
            throw new ScriptException(new ScriptDiagnostics(compilation, kind).Errors(path, result.Diagnostics));
        var script = new ScriptInput(path, ScriptInput.HashOf(source), IsAssembly: false);
        return new ScriptImage(assembly.ToArray(), symbols.ToArray(), [script, .. sources.Inputs, .. references.Inputs]);
    }

    private static MetadataReference[] OfDotNet()
    {
        if (!Kept.TryGetTarget(out var references))
            Kept.SetTarget(references = [.. PlatformAssemblies.OfDotNet().Select(Reference)]);
        return references;
    }

    // Of a file only what it declares is read, not its code: a third of the memory.
    private static MetadataReference Reference(string path)
    {
        using var file = File.OpenRead(path);
        return AssemblyMetadata.Create(ModuleMetadata.CreateFromStream(file, PEStreamOptions.PrefetchMetadata))
            .GetReference(filePath: path);
    }
}
