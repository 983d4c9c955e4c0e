using InpaintLab.Reporting.Tables;
using InpaintLab.Reporting.Tables.Formats;

namespace InpaintLab.Tests.Reporting.Tables;

public sealed class TableFormatTests : IDisposable
{
    private const string Hostile = "a|b_c&<i>\"{%}$#~^\\[x]*`,\u001b[2J\n";
    private readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Text_aligns_and_marks()
    {
        var text = Study().Render(TableFormat.Text);
        var lines = text.Split('\n');
        Assert.Equal("                             box", lines[0]);
        Assert.Equal("model                psnr dB ↑", lines[1]);
        Assert.Equal("----------------  --------------", lines[2]);
        Assert.Equal("gated-conv/plain  10.00 ± 0.66", lines[3]);
        Assert.Equal("gated-conv/unet   20.00 ± 0.66 *", lines[4]);
        Assert.Contains("*: the best; ~: within noise of the best.\n", text);
    }

    [Fact]
    public void Markdown_latex_and_html_have_their_forms()
    {
        var table = Study();
        Assert.StartsWith("| model | box: psnr dB ↑ |\n| --- | ---: |\n| gated-conv/plain | 10.00 ± 0.66 |\n| gated-conv/unet | **20.00 ± 0.66** |\n\n- ", table.Render(TableFormat.Md));
        var latex = table.Render(TableFormat.Tex);
        Assert.Contains("\\begin{tabular}{lr}\n\\toprule\n & \\multicolumn{1}{c}{box} \\\\\n\\cmidrule(lr){2-2}\nmodel & psnr dB $\\uparrow$ \\\\\n\\midrule\n", latex);
        Assert.Contains("gated-conv/unet & \\textbf{20.00 $\\pm$ 0.66} \\\\\n\\bottomrule\n\\end{tabular}\n", latex);
        var html = table.Render(TableFormat.Html);
        Assert.Contains("<tr><th colspan=\"1\"></th><th colspan=\"1\">box</th></tr>\n<tr><th class=\"text\">model</th><th>psnr dB ↑</th></tr>", html);
        Assert.Contains("<tr><th scope=\"row\">gated-conv/unet</th><td><strong><a href=\"#table-2-1\">20.00 ± 0.66</a></strong></td></tr>", html);
        Assert.Matches("<li id=\"table-2-1\">gated-conv/unet, box: psnr dB ↑: run <code>[a-z0-9]+</code>, series <code>test/box psnr</code>, spec <code>[0-9a-f]{12}</code></li>", html);
    }

    [Fact]
    public void Csv_has_every_number_of_a_cell_on_one_line()
    {
        var id = _runs.Add("a", [1, 2]);
        var lines = Table(d => d with { Budget = true }).Render(TableFormat.Csv).TrimEnd('\n').Split('\n');
        Assert.Equal(
            "model,mask-set,metric,mean,low,high,seeds,missing_seeds,images,left_out,mark,adjusted_p,mask_set,"
                + "series,spec_hash,runs,parameters,multiply_adds,images_seen,wall_seconds,peak_memory_bytes,milliseconds_per_image",
            lines[0]);
        var cells = lines[1].Split(',');
        Assert.Equal(["gated-conv/a", "box", "psnr", "1.5"], cells[..4]);
        Assert.Equal(1.5 - (12.706204736 * Math.Sqrt(0.5 / 2)), double.Parse(cells[4]), 1e-6);
        Assert.Equal((id, "", "1600", "1073741824"), (cells[15], cells[16], cells[18], cells[20]));
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public void Every_format_escapes_what_it_is_given()
    {
        _runs.Add("a", [1, 2], description: d => d with { Family = Hostile, Variant = "" });
        var table = Table();
        Assert.Contains(@"| a\|b\_c&amp;\<i\>""\{%\}$\#\~^\\\[x\]\*\`, \[2J  |", table.Render(TableFormat.Md));
        Assert.Contains(@"<th scope=""row"">a|b_c&amp;&lt;i&gt;&quot;{%}$#~^\[x]*`, [2J </th>", table.Render(TableFormat.Html));
        Assert.Contains(
            @"a\textbar{}b\_c\&\textless{}i\textgreater{}\textquotedbl{}\{\%\}\$\#\textasciitilde{}\textasciicircum{}\textbackslash{}{[}x{]}*`, {[}2J  &",
            table.Render(TableFormat.Tex));
        Assert.Contains("\"a|b_c&<i>\"\"{%}$#~^\\[x]*`,\u001b[2J\n\",box", table.Render(TableFormat.Csv));
        Assert.DoesNotContain('\u001b', table.Render(TableFormat.Text));
    }

    [Fact]
    public void The_same_store_gives_the_same_bytes_and_cost_is_a_range_over_seeds()
    {
        for (var seed = 1; seed <= 2; seed++)
            _runs.Add("a", [1, 2 + seed], seed, w => w.SetSummary("cost/generator_parameters", 4052478));
        _runs.Add("b", [3, 4], seed: 2);
        foreach (var format in Enum.GetValues<TableFormat>())
            Assert.Equal(Table(d => d with { Budget = true }).Render(format), Table(d => d with { Budget = true }).Render(format));

        var rows = Table(d => d with { Budget = true }).Render(TableFormat.Md).Split('\n');
        Assert.StartsWith("| model | box: psnr dB ↑ | parameters | multiply-adds | images seen | wall time | peak memory | per image |", rows[0]);
        Assert.Matches(@"\(2\)\* \| 4,052,478 \| - \| 1,600 \| 0:0\d:\d\d( to 0:0\d:\d\d)? \| 1\.00 GiB \| - \|", rows[2]);
        Assert.Contains("(1/2)", rows[3]);
        Assert.Contains(" | - | - | 1,600 |", rows[3]);
    }

    private ComparisonTable Study()
    {
        double[] noise = [.. Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? 1.0 : -1.0)];
        _runs.Add("unet", [.. noise.Select(v => 20 + v)]);
        _runs.Add("plain", [.. noise.Select(v => 10 + v)]);
        return Table();
    }

    private ComparisonTable Table(Func<TableDefinition, TableDefinition>? change = null)
    {
        var definition = new TableDefinition { Rows = ["model"], Columns = [TableKeys.MaskSet], Metrics = ["psnr"] };
        using var store = _runs.Open();
        return ComparisonTable.Of(store.Runs, change?.Invoke(definition) ?? definition);
    }
}
