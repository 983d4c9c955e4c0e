using System.Text;
using InpaintLab.Imaging;
using InpaintLab.Imaging.Drawing;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Html;

namespace InpaintLab.Tests.Reporting.Html;

/// <summary>Three runs as they might come from anywhere: curves of different length with gaps, sample grids, and names that try to be markup.</summary>
internal sealed class SampleReport : IDisposable
{
    public const string Hostile = "</script><script>window.pwned = 1</script><img src=x onerror=\"window.pwned = 2\">";

    private readonly RecordedRuns _runs = new();

    public SampleReport()
    {
        Ids =
        [
            Add("unet", [20.5, 21.5, 23], 1.0, 100, new Colour(0, 114, 178)),
            Add("vit", [19, 22, 18], 0.8, 60, new Colour(213, 94, 0)),
            Add(Hostile, [17, 16, 15], 1.4, 100, new Colour(0, 158, 115)),
        ];
    }

    /// <summary>The runs' ids in their order.</summary>
    public string[] Ids { get; }

    /// <summary>The folder of the runs.</summary>
    public string Path => _runs.Path;

    public (string Html, HtmlReportPage Page) Render(HtmlReportOptions? options = null)
    {
        using var store = _runs.Open();
        return Render(store, store.Runs, options ?? new HtmlReportOptions { Title = $"Report {Hostile}" });
    }

    /// <summary>A page as text, with what it holds.</summary>
    public static (string Html, HtmlReportPage Page) Render(RunStore store, IReadOnlyList<RecordedRun> runs, HtmlReportOptions options)
    {
        using var stream = new MemoryStream();
        var page = HtmlReport.Write(store, runs, options, stream, message => Assert.Fail(message));
        return (Encoding.UTF8.GetString(stream.ToArray()), page);
    }

    public void Dispose() => _runs.Dispose();

    private string Add(string model, double[] values, double loss, int steps, Colour colour) =>
        _runs.Add(model, values, description: d => d with { Name = $"study-{model}" }, change: writer =>
        {
            for (var step = 1; step <= steps; step++)
                writer.LogScalar(step, 0, "loss/l1", step == 50 ? double.NaN : loss / Math.Sqrt(step));
            writer.LogScalar(1, 0, Hostile, 1);
            writer.LogScalar(2, 0, Hostile, 2);
            foreach (var step in new[] { 20, 40, steps })
            {
                var picture = Picture(colour, step);
                Directory.CreateDirectory(writer.Folder.ImagesPath);
                var file = System.IO.Path.Combine(writer.Folder.ImagesPath, $"val-box-{step}.png");
                ImageFile.Write(file, picture);
                writer.LogImage(step, "grid/val/box", file);
            }
        });

    // A plain picture of the run's colour, darker with the steps, so that a screenshot shows whose it is.
    private static ImageBuffer Picture(Colour colour, int step)
    {
        var picture = Canvas.Create(128, 64, colour);
        Canvas.Fill(picture, 8, 8, step, 16, Colour.White);
        Text.Draw(picture, $"{step}", 8, 32, Colour.White, 2);
        return picture;
    }
}
