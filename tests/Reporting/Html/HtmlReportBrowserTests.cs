using InpaintLab.Reporting.Html;

namespace InpaintLab.Tests.Reporting.Html;

/// <summary>The page in a real browser, driven by pointer and keys.</summary>
public sealed class HtmlReportBrowserTests : IDisposable
{
    private const string FirstColumn = "[...document.querySelectorAll('table.sortable tbody tr')].map(r => r.cells[0].textContent)";
    private const string Unet = "unet";
    private const string Vit = "vit";

    private readonly SampleReport _report = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _report.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Sorting_pointing_sliding_and_swiping_work_and_nothing_of_the_runs_is_executed()
    {
        await using var page = await Browser.Open(_folder.Write("report.html", _report.Render().Html), 1100, 800);
        await page.Photograph("html-report-light.png");
        await Sorts(page);
        await Points(page);
        await Slides(page);
        await Swipes(page);
        Assert.Equal("undefined", await page.Text("typeof window.pwned"));
        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task It_fits_any_width_in_the_dark_too_and_its_text_has_contrast(int width)
    {
        await using var page = await Browser.Open(_folder.Write("report.html", _report.Render(new HtmlReportOptions { Title = "Narrow" }).Html), width, 800, dark: true);
        await page.Photograph($"html-report-dark-{width}.png");
        Assert.Equal($"{width}", await page.Text("document.documentElement.scrollWidth"));

        // WCAG 2.2 asks for a ratio of 4.5 for text.
        var ratios = await page.Texts(
            """
            (() => {
              const channel = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
              const luminance = text => { const [r, g, b] = text.match(/[\d.]+/g).map(Number); return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
              const background = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!c.startsWith('rgba')) return c; } return 'rgb(255, 255, 255)'; };
              return [...document.querySelectorAll('p, th, td, li, label, figcaption, output, button, .tag, h2')].filter(e => e.textContent.trim() && e.offsetParent).map(e => {
                const [a, b] = [luminance(getComputedStyle(e).color), luminance(background(e))];
                return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              });
            })()
            """);
        Assert.True(ratios.Length > 30);
        Assert.All(ratios, r => Assert.True(double.Parse(r, System.Globalization.CultureInfo.InvariantCulture) >= 4.5, $"a text has a contrast of {r}"));
        Assert.Empty(page.Complaints);
    }

    private static async Task Sorts(Browser page)
    {
        Assert.Equal([Unet, Vit, SampleReport.Hostile], await page.Texts(FirstColumn));
        await page.Click("table.sortable thead tr:last-child th:nth-child(4) button");
        Assert.Equal("descending", await page.Text("document.querySelector('th:nth-child(4)[aria-sort]').getAttribute('aria-sort')"));
        Assert.Equal([Unet, Vit, SampleReport.Hostile], await page.Texts(FirstColumn));
        await page.Press("Enter", 13, "\r"); // the heading that was clicked has the focus
        Assert.Equal([SampleReport.Hostile, Vit, Unet], await page.Texts(FirstColumn));
        await page.Click("table.sortable thead tr:last-child th:nth-child(1) button");
        Assert.Equal([SampleReport.Hostile, Unet, Vit], await page.Texts(FirstColumn));
        Assert.Equal("1", await page.Text("document.querySelectorAll('[aria-sort]').length"));
    }

    private static async Task Points(Browser page)
    {
        const string values = "[...document.querySelectorAll('.legend .value')].map(v => v.textContent)";
        Assert.Equal("loss/l1", await page.Text("document.querySelector('#curves select').selectedOptions[0].textContent"));
        var (x, y) = await page.PlaceOf(".chart svg", 0.2);
        await page.Mouse("mouseMoved", x, y);
        var step = int.Parse((await page.Text("document.querySelector('#curves output').textContent"))["step ".Length..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(step, 10, 22);
        Assert.Equal([Expected(1.0, step), Expected(0.8, step), Expected(1.4, step)], (await page.Texts(values)).Select(double.Parse));

        // By keys: the end, one step back, and where a run has ended before.
        await page.Value("document.querySelector('.chart svg').focus()");
        await page.Press("End", 35);
        await page.Press("ArrowLeft", 37);
        Assert.Equal("step 99", await page.Text("document.querySelector('#curves output').textContent"));
        Assert.EndsWith(" (step 60)", (await page.Texts(values))[1]);
        await page.Click(".legend li:nth-child(2) input");
        Assert.Equal("2", await page.Text("document.querySelectorAll('.curve').length"));
        await page.Click("#curves input[type=checkbox]");
        Assert.Equal("true", await page.Text("document.querySelector('#curves > .controls input').checked"));
        await page.Press(" ", 32, " ");

        static double Expected(double loss, int step) =>
            double.Parse($"{loss / Math.Sqrt(step):G5}", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task Slides(Browser page)
    {
        const string captions = "[...document.querySelectorAll('.figures figcaption')].map(c => c.textContent)";
        Assert.Equal([$"{Unet} step 100", $"{Vit} step 60", $"{SampleReport.Hostile} step 100"], await page.Texts(captions));
        await page.Value("document.querySelector('#samples input').focus()");
        await page.Press("Home", 36);
        Assert.Equal([$"{Unet} step 20", $"{Vit} step 20", $"{SampleReport.Hostile} step 20"], await page.Texts(captions));
        Assert.Equal("step 20", await page.Text("document.querySelector('#samples output').textContent"));
        await page.Press("ArrowRight", 39);
        Assert.Equal("step 40", await page.Text("document.querySelector('#samples input').getAttribute('aria-valuetext')"));
        await page.Until("[...document.querySelectorAll('.figures img')].every(i => i.complete && i.naturalWidth === 128)");
    }

    private static async Task Swipes(Browser page)
    {
        const string transforms = "[...document.querySelectorAll('.panes img')].map(i => i.style.transform)";
        const string clip = "document.querySelector('.panes .layer:nth-child(2)').style.clipPath";
        Assert.Equal([Unet, Vit], await page.Texts("[...document.querySelectorAll('.panes .tag')].map(t => t.textContent)"));
        Assert.Equal("inset(0px 0px 0px 50%)", await page.Text(clip));

        // The divider is dragged from the middle to a quarter.
        var (middle, y) = await page.PlaceOf(".panes", 0.5, 0.2);
        var (quarter, _) = await page.PlaceOf(".panes", 0.25, 0.2);
        await page.Mouse("mousePressed", middle, y);
        await page.Mouse("mouseMoved", quarter, y, held: true);
        await page.Mouse("mouseReleased", quarter, y);
        Assert.InRange(double.Parse(await page.Text("document.querySelector('#compare input[type=range]').value"), System.Globalization.CultureInfo.InvariantCulture), 24.5, 25.5);
        Assert.StartsWith("inset(0px 0px 0px 25", await page.Text(clip));

        await page.Click("#compare [data-do=in]");
        var zoomed = await page.Texts(transforms);
        Assert.EndsWith("scale(1.5)", zoomed[0]);
        Assert.Equal(zoomed[0], zoomed[1]);

        // The click may have scrolled the page.
        var (away, level) = await page.PlaceOf(".panes", 0.6, 0.2);
        await page.Mouse("mousePressed", away, level);
        await page.Mouse("mouseMoved", away - 50, level, held: true);
        await page.Mouse("mouseReleased", away - 50, level);
        var moved = await page.Texts(transforms);
        Assert.NotEqual(zoomed[0], moved[0]);
        Assert.Equal(moved[0], moved[1]);

        await page.Click("#compare input[value=beside]");
        await page.Value("document.querySelector('.panes').focus()");
        await page.Press("+", 187, "+");
        var beside = await page.Texts(transforms);
        Assert.EndsWith("scale(1.5)", beside[0]);
        Assert.Equal(beside[0], beside[1]);
        Assert.Equal("1.5 ×", await page.Text("document.querySelector('#compare .together output').textContent"));
        await page.Photograph("html-report-beside.png");
    }
}
