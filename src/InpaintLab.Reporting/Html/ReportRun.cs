using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Figures;

namespace InpaintLab.Reporting.Html;

/// <summary>A run in the page: how it is called and drawn.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Name">The experiment's name.</param>
/// <param name="Label">The shortest name that tells it from the others in the page.</param>
/// <param name="Colour">Of its curves, "#rrggbb".</param>
/// <param name="Dashes">Of its curves, in line widths; empty for a solid line.</param>
internal sealed record ReportRun(string Id, string Name, string Label, string Colour, IReadOnlyList<double> Dashes)
{
    /// <summary>Labels and colours for runs in their order.</summary>
    public static IReadOnlyList<ReportRun> Of(IReadOnlyList<RecordedRun> runs)
    {
        var prefix = CommonPrefix([.. runs.Select(r => r.Name)]);
        var unique = runs.Select(r => r.Name).Distinct().Count() == runs.Count;
        return [.. runs.Index().Select(run =>
        {
            var (r, g, b) = FigureStyle.Of(run.Index).Colour;
            var name = run.Item.Name[prefix.Length..];
            return new ReportRun(
                run.Item.Id,
                run.Item.Name,
                unique ? name : $"{name} {run.Item.Id}",
                $"#{r:x2}{g:x2}{b:x2}",
                FigureStyle.Of(run.Index).Dashes);
        })];
    }

    /// <summary>What all names begin with, up to a hyphen, where something is left of each; else nothing.</summary>
    public static string CommonPrefix(IReadOnlyList<string> names)
    {
        if (names.Count < 2)
            return "";
        var length = names.Min(n => n.Length);
        while (length > 0 && names.Any(n => string.CompareOrdinal(n, 0, names[0], 0, length) != 0))
            length--;
        var end = names[0][..length].LastIndexOf('-') + 1;
        return names.All(n => n.Length > end) ? names[0][..end] : "";
    }
}
