using System.Globalization;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace InpaintLab.Scripting.Compilation;

/// <summary>The compiler's errors as those of specs look: place, message, nearest valid name, and the line with a caret.</summary>
internal sealed class ScriptDiagnostics(Microsoft.CodeAnalysis.Compilation compilation, ScriptKind kind)
{
    /// <summary>The errors, at least one, of a compilation that failed.</summary>
    /// <param name="path">The script.</param>
    /// <param name="diagnostics">What the compiler said; without an error when there was nothing to compile.</param>
    public IReadOnlyList<SpecError> Errors(string path, IEnumerable<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(Of)
            .Distinct()
            .OrderBy(e => e.File, StringComparer.Ordinal).ThenBy(e => e.Line).ThenBy(e => e.Column)
            .ToList();
        return errors.Count > 0 ? errors : [new SpecError(ScriptPlace.Display(path), 1, 1, "expected statements, found none")];
    }

    private SpecError Of(Diagnostic diagnostic)
    {
        var message = $"{diagnostic.GetMessage(CultureInfo.InvariantCulture)} ({diagnostic.Id}){Hint(diagnostic)}";
        if (diagnostic.Location.SourceTree is not { } tree)
            return new SpecError("script", 0, 0, message);
        var start = diagnostic.Location.GetLineSpan().StartLinePosition;
        var line = tree.GetText().Lines[start.Line].ToString();
        return new SpecError(ScriptPlace.Display(tree.FilePath), start.Line + 1, start.Character + 1, message, line);
    }

    private string Hint(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return "";
        var received = tree.GetText().ToString(diagnostic.Location.SourceSpan);
        switch (diagnostic.Id)
        {
            case "CS0006" when received.Contains("nuget:", StringComparison.Ordinal):
                return ": packages are not fetched; name the file of an assembly";
            case "CS0103":
                return Nearest(received, kind.Globals.GetMembers().Where(m => m.DeclaringType != typeof(object)).Select(m => m.Name));
            case "CS1061" or "CS0117":
                return Nearest(received, Members(tree, diagnostic.Location.SourceSpan));
            default:
                return "";
        }
    }

    // What could stand after the dot: extension methods, such as LINQ's, too.
    private IEnumerable<string> Members(SyntaxTree tree, TextSpan place)
    {
        var model = compilation.GetSemanticModel(tree);
        var access = tree.GetRoot().FindNode(place).FirstAncestorOrSelf<MemberAccessExpressionSyntax>();
        return access is not null && model.GetTypeInfo(access.Expression).Type is { } type
            ? model.LookupSymbols(place.Start, type, includeReducedExtensionMethods: true).Select(symbol => symbol.Name).Distinct()
            : [];
    }

    private static string Nearest(string received, IEnumerable<string> names) =>
        NearestName.Of(received, names) is { } nearest ? $". Did you mean '{nearest}'?" : "";
}
