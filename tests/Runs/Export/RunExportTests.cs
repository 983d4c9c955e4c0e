using System.Globalization;
using System.Text.Json;
using InpaintLab.Runs.Export;

namespace InpaintLab.Tests.Runs.Export;

/// <summary>Exports as another program reads them: every value of the log comes back.</summary>
public sealed class RunExportTests : IDisposable
{
    private readonly ExportedRun _run = new();
    private readonly TemporaryFolder _out = new();

    public void Dispose()
    {
        _run.Dispose();
        _out.Dispose();
    }

    [Fact]
    public void Csv_has_every_point_with_its_exact_value()
    {
        _run.To(new CsvExport(_out["csv"]));

        var points = Csv("points");
        Assert.Equal("run,key,step,epoch,time,value,superseded", string.Join(',', points[0]));
        var log = _run.Log.Series("loss/l1", includeSuperseded: true);
        Assert.Equal(log.Count, points.Count - 1);
        foreach (var (point, row) in log.Zip(points.Skip(1)))
        {
            Assert.Equal($"{_run.Id},loss/l1,{point.Step},{point.Epoch}", string.Join(',', row.Take(4)));
            Assert.Equal(point.Time, DateTime.Parse(row[4], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
            Assert.Equal(BitConverter.DoubleToInt64Bits(point.Value), BitConverter.DoubleToInt64Bits(double.Parse(row[5], CultureInfo.InvariantCulture)));
            Assert.Equal(point.Superseded ? "1" : "0", row[6]);
        }

        Assert.Equal(1, log.Count(p => p.Superseded));
        var image = Csv("image_rows")[1];
        Assert.Equal(("a,b.png", 1.0 / 3, 2.0 / 3, "1"), (image[3], double.Parse(image[5], CultureInfo.InvariantCulture), double.Parse(image[7], CultureInfo.InvariantCulture), image[8]));
        Assert.Equal("hard, to \"export\"", Csv("runs")[1][2]);
        Assert.Equal($"{_run.Id},psnr,Infinity", string.Join(',', Csv("results")[1]));
        Assert.Contains(Csv("events"), e => e[^1] == "two\nlines");
        Assert.Equal($"{_run.Id},2,grid/box,images/grid.png,0", string.Join(',', Csv("images")[1]));
    }

    [Fact]
    public void Json_lines_have_every_point_with_its_exact_value()
    {
        var file = _out.File("runs.jsonl");
        _run.To(new JsonLinesExport(File.Create(file)));

        var lines = File.ReadAllLines(file).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.All(lines, line => Assert.Equal(_run.Id, line.GetProperty("run").GetString()));
        Assert.Equal("run", lines[0].GetProperty("type").GetString());
        Assert.Equal("finished", lines[0].GetProperty("summary").GetProperty("state").GetString());
        var series = lines.Single(line => line.GetProperty("type").GetString() == "series");
        var log = _run.Log.Series("loss/l1", includeSuperseded: true);
        Assert.Equal(log.Select(p => p.Step), series.GetProperty("step").EnumerateArray().Select(v => v.GetInt64()));
        Assert.Equal(log.Select(p => p.Time), series.GetProperty("time").EnumerateArray().Select(v => v.GetDateTime()));
        Assert.Equal(log.Select(p => p.Superseded), series.GetProperty("superseded").EnumerateArray().Select(v => v.GetBoolean()));
        Assert.Equal(log.Select(p => p.Value), series.GetProperty("value").EnumerateArray().Select(Number));
        var row = lines.Single(line => line.GetProperty("type").GetString() == "image_row");
        Assert.Equal(("a,b.png", 2.0 / 3, true), (row.GetProperty("image").GetString(), row.GetProperty("value").GetDouble(), row.GetProperty("superseded").GetBoolean()));
    }

    [Fact]
    public void Event_files_are_read_by_an_independent_reader()
    {
        _run.To(new TensorBoardExport(_out["logdir"], file => file.EndsWith(".png", StringComparison.Ordinal) ? (1, 1) : null));

        var events = EventFileReader.Read(Directory.GetFiles(Path.Combine(_out["logdir"], _run.Folder.FolderName)).Single());
        Assert.Equal("brain.Event:2", EventFileReader.Text(events[0][3][0]));
        var values = events.Skip(1).Select(e => (Event: e, Value: EventFileReader.Value(e))).ToList();
        var scalars = values.Where(v => EventFileReader.Text(v.Value[1][0]) == "loss/l1").ToList();
        var log = _run.Log.Series("loss/l1");
        Assert.Equal(log.Select(p => (ulong)p.Step), scalars.Select(v => (ulong)v.Event[2][0]));
        Assert.Equal(log.Select(p => (float)p.Value), scalars.Select(v => (float)v.Value[2][0]));
        Assert.All(log.Zip(scalars), pair => Assert.Equal((pair.First.Time - DateTime.UnixEpoch).TotalSeconds, (double)pair.Second.Event[1][0], 1e-5));

        var image = EventFileReader.Message((byte[])values.Single(v => v.Value.ContainsKey(4)).Value[4][0]);
        Assert.Equal((1ul, 1ul), ((ulong)image[1][0], (ulong)image[2][0]));
        Assert.Equal(ExportedRun.Png, (byte[])image[4][0]);
        var texts = values.Where(v => v.Value.ContainsKey(8)).ToDictionary(v => EventFileReader.Text(v.Value[1][0]), v => EventFileReader.Message((byte[])v.Value[8][0]));
        Assert.Contains("name: hard", EventFileReader.Text(texts["spec"][8][0]), StringComparison.Ordinal);
        Assert.Equal("two\nlines", EventFileReader.Text(texts["event/slow"][8][0]));
        Assert.Contains(values, v => EventFileReader.Text(v.Value[1][0]) == "result/psnr" && (float)v.Value[2][0] == float.PositiveInfinity);
    }

    [Fact]
    public void Superseded_points_are_a_run_of_their_own_in_tensorboard()
    {
        _run.To(new TensorBoardExport(_out["logdir"], _ => null));

        var file = Directory.GetFiles(Path.Combine(_out["logdir"], _run.Folder.FolderName, "superseded")).Single();
        var only = EventFileReader.Read(file).Skip(1).Single();
        Assert.Equal((4ul, (float)ExportedRun.Values[4]), ((ulong)only[2][0], (float)EventFileReader.Value(only)[2][0]));
    }

    private static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.Parse(value.GetString()!, CultureInfo.InvariantCulture);

    // RFC 4180, in the simplest way.
    private List<string[]> Csv(string table)
    {
        var text = File.ReadAllText(Path.Combine(_out["csv"], table + ".csv"));
        var (rows, row, cell, quoted) = (new List<string[]>(), new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append(text[++i]);
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && text[i] is ',' or '\r')
            {
                row.Add(cell.ToString());
                cell.Clear();
            }
            else if (!quoted && text[i] == '\n')
            {
                rows.Add([.. row]);
                row.Clear();
            }
            else
            {
                cell.Append(text[i]);
            }
        }

        return rows;
    }
}
