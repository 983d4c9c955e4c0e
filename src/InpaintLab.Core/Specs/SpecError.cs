using InpaintLab.Core.Errors;

namespace InpaintLab.Core.Specs;

/// <summary>One thing wrong in a spec.</summary>
/// <param name="File">The file as the user named it, or the override, e.g. "-s training.steps=many".</param>
/// <param name="Line">The line from 1; 0 for an override and for an error of the whole file.</param>
/// <param name="Column">The column from 1; 0 as for the line.</param>
/// <param name="Message">What was expected, what was received, and the nearest valid name where there is one.</param>
/// <param name="SourceLine">The text of the line, null where there is none.</param>
public sealed record SpecError(string File, int Line, int Column, string Message, string? SourceLine = null)
{
    /// <summary>
    /// Whether a key was expected that is not there: what may be no error of its own where a part of the spec could not be read.
    /// </summary>
    internal bool IsMissingKey => Message.StartsWith("missing key", StringComparison.Ordinal);

    /// <summary>"file:line:column: message", then the source line with a caret under the place.</summary>
    public override string ToString()
    {
        var message = $"{new Origin(File, Line, Column)}: {Message}";
        if (SourceLine is null || Column < 1 || Column > SourceLine.Length + 1)
            return message;
        // Tabs stay tabs, so that the caret stands under its place however wide a terminal draws them.
        var indent = string.Concat(SourceLine.Take(Column - 1).Select(c => c == '\t' ? '\t' : ' '));
        return $"{message}\n    {SourceLine}\n    {indent}^";
    }
}

/// <summary>An exception that stands for errors with places of their own.</summary>
public interface IPlacedErrors
{
    /// <summary>The errors, at least one.</summary>
    IReadOnlyList<SpecError> Errors { get; }
}

/// <summary>All that is wrong in a spec, in one go.</summary>
public sealed class SpecException(IReadOnlyList<SpecError> errors) : UserErrorException(string.Join("\n", errors)), IPlacedErrors
{
    /// <summary>The errors, in order of file, line and column; at least one.</summary>
    public IReadOnlyList<SpecError> Errors { get; } = errors;
}

/// <summary>Collects errors while a spec is read and bound.</summary>
internal sealed class SpecErrors
{
    private readonly List<SpecError> _errors = [];

    public int Count => _errors.Count;

    public void Add(Origin where, string message) =>
        _errors.Add(
            new SpecError(
                where.File, where.Line, where.Column, where.Note is null ? message : $"{message} ({where.Note})", where.SourceLine));

    /// <summary>Whether values were lost, so that keys may be missing for that alone.</summary>
    public bool HasLost { get; private set; }

    /// <summary>Adds an error for which a value was passed over.</summary>
    public void AddLost(Origin where, string message)
    {
        HasLost = true;
        Add(where, message);
    }

    public void Add(IEnumerable<SpecError> errors) => _errors.AddRange(errors);

    public void CopyTo(SpecErrors other, Predicate<SpecError>? which = null)
    {
        other._errors.AddRange(which is null ? _errors : _errors.FindAll(which));
        other.HasLost |= HasLost;
    }

    /// <summary>Copies each error once.</summary>
    public void CopyDistinctTo(SpecErrors other) => other._errors.AddRange(_errors.Distinct());

    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
            throw ToException();
    }

    /// <summary>All of them, at least one; overrides, which have no line, come after the file's own errors.</summary>
    public SpecException ToException() =>
        new([.. _errors.OrderBy(e => e.Line == 0).ThenBy(e => e.File).ThenBy(e => e.Line).ThenBy(e => e.Column)]);
}
