namespace InpaintLab.Core.Specs;

/// <summary>Where a value of a spec was written: a place in a file, or an override on the command line.</summary>
/// <param name="File">The file as the user named it, or the whole override, e.g. "-s training.steps=100".</param>
/// <param name="Line">The line from 1; 0 for an override, or where the whole file is meant.</param>
/// <param name="Column">The column from 1; 0 as for the line.</param>
public sealed record Origin(string File, int Line, int Column)
{
    /// <summary>
    /// How the value came from what is written there, e.g. "trial t007" of a search; null where it stands there as it is.
    /// </summary>
    public string? Note { get; init; }

    /// <summary>The text of that line, for messages; null where there is none.</summary>
    internal string? SourceLine { get; init; }

    /// <summary>"file:line:column", or the override itself, and the note in brackets.</summary>
    public override string ToString() => (Line == 0 ? File : $"{File}:{Line}:{Column}") + (Note is null ? "" : $" ({Note})");
}
