using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace InpaintLab.Scripting.Compilation;

/// <summary>
/// Finds what a script loads (<c>#load</c>), relative to the file that says so, and remembers the content that was compiled.
/// </summary>
internal sealed class ScriptSources : SourceReferenceResolver
{
    private readonly Dictionary<string, ScriptInput> _read = [];

    public IEnumerable<ScriptInput> Inputs => _read.Values;

    public override string? NormalizePath(string path, string? baseFilePath) => ScriptPlace.Resolve(path, baseFilePath);

    public override string? ResolveReference(string path, string? baseFilePath) =>
        ScriptPlace.Resolve(path, baseFilePath) is var full && File.Exists(full) ? full : null;

    public override Stream OpenRead(string resolvedPath)
    {
        var content = File.ReadAllBytes(resolvedPath);
        _read[resolvedPath] = new ScriptInput(resolvedPath, ScriptInput.HashOf(content), IsAssembly: false);
        return new MemoryStream(content);
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>
/// Finds assemblies that a script references (<c>#r</c>): a file relative to the file that says so, or the simple name of one that the
/// program itself runs on. Remembers what was compiled against.
/// </summary>
internal sealed class ScriptReferences : MetadataReferenceResolver
{
    private readonly Dictionary<string, ScriptInput> _read = [];

    public IEnumerable<ScriptInput> Inputs => _read.Values;

    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        var path = PlatformAssemblies.Find(reference) ?? ScriptPlace.Resolve(reference, baseFilePath);
        if (!File.Exists(path))
            return [];
        var content = File.ReadAllBytes(path);
        _read[path] = new ScriptInput(path, ScriptInput.HashOf(content), IsAssembly: true);
        return [MetadataReference.CreateFromImage(content, properties, filePath: path)];
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
