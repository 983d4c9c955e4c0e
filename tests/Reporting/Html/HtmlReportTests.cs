using System.Text.Json;
using System.Text.RegularExpressions;
using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Html;

namespace InpaintLab.Tests.Reporting.Html;

public sealed partial class HtmlReportTests : IDisposable
{
    private readonly SampleReport _report = new();

    public void Dispose() => _report.Dispose();

    [Fact]
    public void The_same_runs_give_the_same_bytes_and_nothing_is_loaded_from_elsewhere()
    {
        var (html, page) = _report.Render();
        Assert.Equal(html, _report.Render().Html);
        Assert.Equal((3, 9, 0), (page.Runs, page.Pictures, page.PicturesLeftOut));
        Assert.Contains("default-src 'none'; img-src data:; style-src 'sha256-", html);
        Assert.DoesNotContain("unsafe", html);
        Assert.Equal(["http://www.w3.org/2000/svg"], Addresses().Matches(html).Select(m => m.Value).Distinct());
    }

    [Fact]
    public void What_runs_are_called_is_text_in_the_page_and_in_its_data()
    {
        var html = _report.Render().Html;
        Assert.DoesNotContain("<img src=x", html);
        Assert.DoesNotContain("window.pwned = 1</script>", html);
        Assert.Contains("&lt;/script&gt;&lt;script&gt;window.pwned = 1", html);
        Assert.Equal(2, html.Split("</script>").Length - 1);
        var runs = Data(html).GetProperty("runs").EnumerateArray().Select(r => r.GetProperty("label").GetString()).ToList();
        Assert.Equal(["unet", "vit", SampleReport.Hostile], runs);
        Assert.Contains(SampleReport.Hostile, Data(html).GetProperty("series").EnumerateArray().Select(s => s.GetProperty("key").GetString()));
    }

    [Fact]
    public void The_table_has_means_and_budgets_and_marks_the_best()
    {
        var html = _report.Render().Html;
        Assert.Contains("<td class=\"best\" data-value=\"21.666666666666668\">21.67</td>", html);
        Assert.Contains("<td data-value=\"16\">16.00</td>", html);
        Assert.Contains("<td data-value=\"1073741824\">1,074 MB</td>", html);
        Assert.Contains("<button type=\"button\">psnr dB ↑</button>", html);
    }

    [Fact]
    public void Pictures_keep_within_their_limit_first_and_last_step_and_the_page_says_how_many_are_left_out()
    {
        var all = _report.Render();
        var bytes = Data(all.Html).GetProperty("pictures").EnumerateArray().Sum(p => p.GetString()!.Length);
        var some = _report.Render(new HtmlReportOptions { PictureBytes = bytes - 1 });
        Assert.Equal((6, 3), (some.Page.Pictures, some.Page.PicturesLeftOut));
        Assert.Contains("6 of 9 recorded sample grids are in this page", some.Html);
        var frames = Data(some.Html).GetProperty("samples")[0].GetProperty("runs")[1].GetProperty("frames").EnumerateArray();
        Assert.Equal([20, 60], frames.Select(f => f.GetProperty("step").GetInt32()));
        Assert.Equal(0, _report.Render(new HtmlReportOptions { PictureBytes = 0 }).Page.Pictures);
        foreach (var file in Directory.GetFiles(_report.Path, "*.png", SearchOption.AllDirectories))
            File.Delete(file);
        Assert.Equal((0, 9), (_report.Render().Page.Pictures, _report.Render().Page.PicturesLeftOut));
    }

    [Fact]
    public void Gaps_of_curves_stay_gaps()
    {
        var curves = Data(_report.Render().Html).GetProperty("series").EnumerateArray().Single(s => s.GetProperty("key").GetString() == "loss/l1");
        Assert.Equal(JsonValueKind.Null, curves.GetProperty("curves")[0].GetProperty("values")[49].ValueKind);
    }

    [Fact]
    public void Results_of_other_masks_are_shown_unmarked_with_the_reason()
    {
        using var runs = new RecordedRuns();
        runs.Add("a", [20, 21]);
        runs.Add("b", [22, 23], bank: "other");
        using var store = runs.Open();
        var html = SampleReport.Render(store, store.Runs, new HtmlReportOptions()).Html;
        Assert.DoesNotContain("class=\"best\"", html);
        Assert.Contains("do not compare: they differ in mask bank (bank and other); their numbers stand in one column but must not be compared.", html);
        Assert.Throws<UserErrorException>(() => SampleReport.Render(store, [], new HtmlReportOptions()));
    }

    private static JsonElement Data(string html) => JsonDocument.Parse(DataElement().Match(html).Groups["json"].Value).RootElement;

    [GeneratedRegex("<script type=\"application/json\" id=\"data\">(?<json>.*?)</script>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 10_000)]
    private static partial Regex DataElement();

    [GeneratedRegex("(https?:)?//[a-z0-9.-]+\\.[a-z]{2,}[^\\s\"']*", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Addresses();
}
