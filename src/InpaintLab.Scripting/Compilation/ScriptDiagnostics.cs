using System.Globalization;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace InpaintLab.Scripting.Compilation;

/// <summary>The compiler's errors as those of specs look: place, message, nearest valid name, and the line with a caret.</summary>
internal sealed class ScriptDiagnostics(Microsoft.CodeAnalysis.Compilation compilation, ScriptKind kind)
{
    public IReadOnlyList<SpecError> Errors(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(Of)
            .Distinct()
            .OrderBy(e => e.File, StringComparer.Ordinal).ThenBy(e => e.Line).ThenBy(e => e.Column),
    ];

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
                var access = tree.GetRoot().FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MemberAccessExpressionSyntax>();
                var type = access is null ? null : compilation.GetSemanticModel(tree).GetTypeInfo(access.Expression).Type;
                return Nearest(received, MembersOf(type));
            default:
                return "";
        }
    }

    private static IEnumerable<string> MembersOf(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers().Where(m => m.CanBeReferencedByName && m.DeclaredAccessibility == Accessibility.Public))
                yield return member.Name;
        }
    }

    private static string Nearest(string received, IEnumerable<string> names) =>
        NearestName.Of(received, names) is { } nearest ? $". Did you mean '{nearest}'?" : "";
}
