using System.Text;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Tables.Formats;

namespace InpaintLab.Reporting.Documents;

/// <summary>
/// A report as one HTML file that needs nothing else, neither files nor network: figures are inside as SVG. Each number of a table links to
/// where it is from, and that to the run at the end.
/// </summary>
internal static class HtmlDocument
{
    private const double ScreenScale = 1.6; // a page on a screen is read from further away than paper

    private const string Style = """
        body { font: 16px/1.5 system-ui, sans-serif; color: #202020; background: #fff; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
        h1, h2 { line-height: 1.2; } h2 { margin-top: 2.5rem; border-bottom: 1px solid #ccc; }
        figure { margin: 1.5rem 0; } figure img { max-width: 100%; height: auto; } figcaption { color: #404040; margin: .3rem 0; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; border-top: 2px solid; border-bottom: 2px solid; }
        th, td { padding: .15rem .6rem; text-align: right; white-space: nowrap; } th[scope=row], .text { text-align: left; }
        thead { border-bottom: 1px solid; } td a { color: inherit; text-decoration: none; } td a:hover { text-decoration: underline; }
        td em { text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 2px; }
        .notes { font-size: .8rem; color: #505050; padding-left: 1.2rem; } .lineage { font-size: .8rem; } :target { background: #fff2b8; }
        .notice { border-left: 4px solid #d55e00; padding: .4rem .8rem; background: #fdf3ec; } code { background: #f2f2f2; padding: 0 .2em; }
        """;

    /// <summary>The page.</summary>
    public static string Render(ReportDocument document, IReadOnlyList<RecordedRun> runs)
    {
        var text = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        text.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        var title = HtmlFormat.Escape(document.Title);
        text.Append($"<title>{title}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<h1>{title}</h1>\n");
        var (figures, tables) = (0, 0);
        foreach (var block in document.Blocks)
            text.Append(Block(block));
        if (runs.Count > 0)
        {
            text.Append(
                "<h2>Runs</h2>\n<p>Folders are those below the folder of runs; a commit with + had changes that were not "
                    + "committed.</p>\n").Append(Runs(runs));
        }

        return text.Append("</body>\n</html>\n").ToString();

        string Block(DocumentBlock block) => block switch
        {
            SectionBlock section => $"<h2>{HtmlFormat.Escape(section.Heading)}</h2>\n",
            TextBlock paragraph => $"<p{(paragraph.IsNotice ? " class=\"notice\"" : "")}>{Marked(paragraph.Text)}</p>\n",
            TableBlock table => $"<figure id=\"{table.Name}\">\n<figcaption><b>Table {++tables}.</b> {Marked(table.Caption)}</figcaption>\n"
                + $"<div class=\"wide\">\n{HtmlFormat.Render(table.Table.Layout(), table.Name, inDocument: true)}</div>\n</figure>\n",
            FigureBlock figure => Image(
                figure, "svg+xml", figure.Svg, $" style=\"width: {ScreenScale * figure.Size.Width:0.#}mm\"", ++figures),
            PictureBlock picture => Image(picture, "png", picture.Png, "", ++figures),
            _ => throw new NotSupportedException($"{block.GetType().Name} has no form in HTML"),
        };
    }

    private static string Image(NamedBlock block, string type, byte[] bytes, string style, int number) =>
        $"<figure id=\"{block.Name}\">\n<img src=\"data:image/{type};base64,{Convert.ToBase64String(bytes)}\" "
            + $"alt=\"{HtmlFormat.Escape(block.Caption.Replace("`", "", StringComparison.Ordinal))}\"{style}>\n"
            + $"<figcaption><b>Figure {number}.</b> {Marked(block.Caption)}</figcaption>\n</figure>\n";

    private static string Marked(string text) =>
        string.Concat(
            MarkedText.Parts(text).Select(p => p.IsCode ? $"<code>{HtmlFormat.Escape(p.Text)}</code>" : HtmlFormat.Escape(p.Text)));

    // A row for each run, which the lineage of the tables links to.
    private static string Runs(IReadOnlyList<RecordedRun> runs)
    {
        var list = RunList.Of(runs);
        var first = HtmlFormat.Heading(list.Keys[0], isText: true);
        var headings = list.Columns.Select(c => HtmlFormat.Heading(c.Heading, c.IsText)).Prepend(first);
        var text = new StringBuilder($"<div class=\"wide\">\n<table>\n<thead>\n<tr>{string.Concat(headings)}</tr>\n</thead>\n<tbody>\n");
        foreach (var row in list.Rows)
        {
            var cells = row.Cells.Zip(
                list.Columns, (c, column) => $"<td{(column.IsText ? " class=\"text\"" : "")}>{HtmlFormat.Escape(c.Text)}</td>");
            text.Append(
                $"<tr id=\"run-{HtmlFormat.Escape(row.Names[0])}\"><th "
                    + $"scope=\"row\">{HtmlFormat.Escape(row.Names[0])}</th>{string.Concat(cells)}</tr>\n");
        }

        return text.Append("</tbody>\n</table>\n</div>\n").ToString();
    }
}
