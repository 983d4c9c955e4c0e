namespace InpaintLab.Reporting.Tables.Formats;

/// <summary>What a table can be written as.</summary>
public enum TableFormat
{
    /// <summary>Aligned columns for a terminal.</summary>
    Text,

    /// <summary>A table of GitHub's Markdown.</summary>
    Md,

    /// <summary>A tabular for LaTeX with the package booktabs.</summary>
    Tex,

    /// <summary>A table element with its notes, to stand in a page.</summary>
    Html,

    /// <summary>One line for each cell with all its numbers, for programs.</summary>
    Csv,
}
