using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Tables.Formats;

namespace InpaintLab.Reporting.Html;

/// <summary>
/// One page about runs, in one file that asks no network: a table to sort, curves to point at, sample grids by step, and two runs' samples
/// to swipe between. What runs are called is text, in the page and in its data; its policy lets the browser run and load nothing but what
/// the page itself holds. The same runs give the same bytes.
/// </summary>
public static class HtmlReport
{
    private const string Folder = "Html/Page/";

    private static readonly string[] Scripts = ["common.js", "sort.js", "filter.js", "curves.js", "samples.js", "compare.js"];

    /// <summary>Makes the page.</summary>
    /// <param name="store">Where the runs are from.</param>
    /// <param name="runs">The runs in the order of the page.</param>
    /// <param name="options">Title and sizes.</param>
    /// <param name="output">Receives the page, UTF-8; left open.</param>
    /// <param name="notify">Receives what a user should know, e.g. of a broken picture.</param>
    /// <exception cref="UserErrorException">There are no runs.</exception>
    public static HtmlReportPage Write(
        RunStore store, IReadOnlyList<RecordedRun> runs, HtmlReportOptions options, Stream output, Action<string> notify)
    {
        if (runs.Count == 0)
            throw new UserErrorException($"{store.Root}: expected runs to report on, found none");
        var shown = ReportRun.Of(runs);
        var table = new ReportTable(store, runs, shown);
        var series = ReportCurves.Of(runs, options.CurvePoints);
        var pictures = new ReportPictures(runs, options, notify);
        var notes = Notes(runs, table, series, pictures, options);
        var (style, script) = (Resource("report.css"), string.Concat(Scripts.Select(Resource)));
        Write(output, Head(options.Title, style, script, Body(options.Title, runs, table, notes, series, pictures)));
        PageData.Write(output, shown, series, pictures);
        Write(output, End(script));
        return new HtmlReportPage(runs.Count, series.Count, pictures.Uris.Count, pictures.Recorded - pictures.Uris.Count);
    }

    private static void Write(Stream output, string text) => output.Write(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")));

    private static string Head(string title, string style, string script, string body) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src '{Hash(style)}'; script-src '{Hash(script)}'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{HtmlFormat.Escape(title)}</title>
        <link rel="icon" href="data:,">
        <style>{style}</style>
        </head>
        <body>
        {body}
        <script type="application/json" id="data">
        """;

    private static string End(string script) =>
        $"""
        </script>
        <script>{script}</script>
        </body>
        </html>

        """;

    private static string Body(
        string title, IReadOnlyList<RecordedRun> runs, ReportTable table, IReadOnlyList<string> notes, IReadOnlyList<ReportSeries> series, ReportPictures pictures) => $"""
        <header>
        <h1>{HtmlFormat.Escape(title)}</h1>
        <p>{runs.Count} run{(runs.Count == 1 ? "" : "s")}{Prefix(runs)}.</p>
        <noscript><p>Without JavaScript this page shows its table only.</p></noscript>
        </header>
        <main>
        <section aria-labelledby="results-heading">
        <h2 id="results-heading">Final results and what they cost</h2>
        <p>Means over the images of the final evaluation. A heading sorts by its column; the best of comparable results is marked.</p>
        <div class="controls" id="choice"></div>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="results-heading">
        {table.Html}</div>
        {List(notes)}
        </section>
        <section id="curves" aria-labelledby="curves-heading"{(series.Count == 0 ? " hidden" : "")}>
        <h2 id="curves-heading">Curves</h2>
        <div class="controls"><label>Series <select></select></label><label><input type="checkbox"> logarithmic</label><output aria-live="polite"></output></div>
        <div class="chart"></div>
        <ul class="legend"></ul>
        </section>
        <section id="samples" aria-labelledby="samples-heading"{(pictures.Samples.Count == 0 ? " hidden" : "")}>
        <h2 id="samples-heading">Samples while training</h2>
        <div class="controls"><label>Masks <select></select></label><label>Step <input type="range" min="0" max="0" step="1" value="0"></label><output aria-live="polite"></output></div>
        <div class="figures"></div>
        </section>
        <section id="compare" aria-labelledby="compare-heading"{(pictures.Samples.Count == 0 ? " hidden" : "")}>
        <h2 id="compare-heading">Two runs, one over the other</h2>
        <p>The samples of the step and masks chosen above. Drag to move, Ctrl or Shift with the wheel, or + and −, to enlarge; both move together.</p>
        <div class="controls"><label>Left <select></select></label><label>Right <select></select></label>
        <fieldset><label><input type="radio" name="mode" value="swipe" checked> swipe</label><label><input type="radio" name="mode" value="beside"> side by side</label></fieldset>
        <label>Divider <input type="range" min="0" max="100" step="any" value="50"></label>
        <span class="together"><button type="button" data-do="out" aria-label="Zoom out">−</button><button type="button" data-do="in" aria-label="Zoom in">+</button><button type="button" data-do="reset">Reset</button><output></output></span></div>
        <div class="panes" tabindex="0" role="group" aria-label="Samples of both runs; arrow keys move, plus and minus enlarge"></div>
        </section>
        </main>
        """;

    private static string Prefix(IReadOnlyList<RecordedRun> runs) =>
        ReportRun.CommonPrefix([.. runs.Select(r => r.Name)]) is { Length: > 0 } prefix
            ? $"; their names begin with {HtmlFormat.Escape(prefix)}"
            : "";

    private static List<string> Notes(
        IReadOnlyList<RecordedRun> runs, ReportTable table, IReadOnlyList<ReportSeries> series,
        ReportPictures pictures, HtmlReportOptions options)
    {
        List<string> notes = [.. table.Notes];
        var ids = string.Join(", ", runs.Select(r => $"{r.Name} {r.Id}"));
        notes.Add($"Runs: {ids}.");
        if (series.SelectMany(s => s.Curves).Any(c => c.Recorded > c.Shown))
            notes.Add($"Curves of more than {options.CurvePoints} points are drawn with the least and greatest value of equal spans.");
        if (pictures.Recorded > pictures.Uris.Count)
        {
            var megabytes = (options.PictureBytes / 1e6).ToString("0.#", CultureInfo.InvariantCulture);
            notes.Add(
                $"{pictures.Uris.Count} of {pictures.Recorded} recorded sample grids are in this page: it holds at most {megabytes} MB of "
                    + "them, and none whose file is missing.");
        }

        return notes;
    }

    private static string List(IReadOnlyList<string> notes) =>
        $"<details class=\"notes\"><summary>Notes ({notes.Count}): what must not be compared, and the "
            + $"runs</summary>\n<ul>\n{string.Concat(notes.Select(n => $"<li>{HtmlFormat.Escape(n)}</li>\n"))}</ul>\n</details>";

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"the program lacks its part {Folder}{name}");
        return new StreamReader(stream, Encoding.UTF8).ReadToEnd().ReplaceLineEndings("\n");
    }
}
