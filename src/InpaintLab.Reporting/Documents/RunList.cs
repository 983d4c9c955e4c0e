using System.Globalization;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Tables.Formats;

namespace InpaintLab.Reporting.Documents;

/// <summary>The runs that a report is from, as the table at its end.</summary>
internal static class RunList
{
    /// <summary>The table; its first column is the id.</summary>
    public static TableLayout Of(IEnumerable<RecordedRun> runs) => new(
        ["run"],
        [
            .. new[] { "name", "model", "data", "folder", "commit" }.Select(h => new LayoutColumn("", h) { IsText = true }),
            .. new[] { "px", "seed", "steps" }.Select(h => new LayoutColumn("", h)),
            new LayoutColumn("", "state") { IsText = true },
        ],
        [.. runs.Select(run => new LayoutRow([run.Id], [.. Cells(run).Select(text => new LayoutCell(text, Tables.CellMark.None))]))],
        []);

    private static IEnumerable<string> Cells(RecordedRun run) =>
    [
        run.Name, run.Model, run.Value("data") ?? "-", run.Summary.Folder, Commit(run),
        Number(run.Resolution), Number(run.Seed), Number(Math.Max(0, run.LastStep)), $"{run.State}".ToLowerInvariant(),
    ];

    private static string Commit(RecordedRun run) => run.Environment switch
    {
        { GitCommit: { Length: > 0 } commit } environment =>
            commit[..Math.Min(10, commit.Length)] + (environment.GitDirty == true ? "+" : ""),
        _ => "-",
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
