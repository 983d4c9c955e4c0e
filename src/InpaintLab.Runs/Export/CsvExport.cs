using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Runs.Export;

/// <summary>
/// Tables of comma-separated values (RFC 4180), a file each: <c>runs.csv</c>, <c>specs.csv</c>, <c>results.csv</c>, <c>points.csv</c>,
/// <c>image_rows.csv</c>, <c>events.csv</c>, <c>images.csv</c>. Every value of the logs is there, what was superseded with a 1 in its
/// column.
/// </summary>
public sealed class CsvExport : IRunExport
{
    private readonly List<Table> _tables = [];
    private readonly Table _runs;
    private readonly Table _specs;
    private readonly Table _results;
    private readonly Table _points;
    private readonly Table _rows;
    private readonly Table _events;
    private readonly Table _images;

    /// <summary>Begins the files, in place of those that are there.</summary>
    /// <param name="folder">Where; made when missing.</param>
    public CsvExport(string folder)
    {
        Directory.CreateDirectory(folder);
        _runs = Begin(
            "runs",
            "run,folder,name,state,message,family,variant,mask,dataset,resolution,seed,spec_hash,started,ended,last_step,corruptions,"
                + "labels,tags");
        _specs = Begin("specs", "run,path,value");
        _results = Begin("results", "run,key,value");
        _points = Begin("points", "run,key,step,epoch,time,value,superseded");
        _rows = Begin("image_rows", "run,step,mask_set,image,mask,hole_ratio,metric,value,superseded");
        _events = Begin("events", "run,time,level,kind,count,message");
        _images = Begin("images", "run,step,name,path,superseded");

        Table Begin(string name, string columns)
        {
            var table = new Table(Path.Combine(folder, name + ".csv"), columns);
            _tables.Add(table);
            return table;
        }
    }

    /// <inheritdoc/>
    public void Add(RunSummary run, RunFolder files, RunLog log)
    {
        AddRun(run);
        foreach (var (path, value) in run.Spec)
            _specs.Text(run.Id).Text(path).Text(value).End();
        foreach (var (key, value) in log.Summary)
            _results.Text(run.Id).Text(key).Number(value).End();
        foreach (var key in log.Keys)
        {
            foreach (var p in log.Series(key, includeSuperseded: true))
                _points.Text(run.Id).Text(key).Number(p.Step).Number(p.Epoch).Time(p.Time).Number(p.Value).Flag(p.Superseded).End();
        }

        foreach (var (step, maskSet, row, superseded) in log.ImageRows(includeSuperseded: true))
        {
            _rows.Text(run.Id).Number(step).Text(maskSet).Text(row.ImageId).Text(row.MaskId).Number(row.HoleRatio)
                .Text(row.Metric).Number(row.Value).Flag(superseded).End();
        }

        foreach (var e in log.Events)
            _events.Text(run.Id).Time(e.Time).Text($"{e.Level}".ToLowerInvariant()).Text(e.Kind).Number(e.Count).Text(e.Message).End();
        foreach (var image in log.Images(includeSuperseded: true))
            _images.Text(run.Id).Number(image.Step).Text(image.Name).Text(image.Path).Flag(image.Superseded).End();
    }

    /// <inheritdoc/>
    public void Dispose() => _tables.ForEach(table => table.Dispose());

    private void AddRun(RunSummary run)
    {
        _runs.Text(run.Id).Text(run.Folder).Text(run.Name).Text($"{run.State}".ToLowerInvariant()).Text(run.StateMessage).Text(run.Family)
            .Text(run.Variant).Text(run.Mask).Text(run.Dataset).Number(run.Resolution).Number(run.Seed).Text(run.SpecHash)
            .Time(run.Created);
        _ = run.Ended is { } ended ? _runs.Time(ended) : _runs.Text("");
        _runs.Number(run.LastStep).Number(run.Corruptions).Text(string.Join(' ', run.Labels.Select(l => $"{l.Key}={l.Value}")))
            .Text(string.Join(' ', run.Tags)).End();
    }

    // One file, cell by cell.
    private sealed class Table : IDisposable
    {
        private readonly FileStream _file;
        private readonly TextBuffer _text;
        private bool _inRow;

        public Table(string path, string columns)
        {
            _file = File.Create(path);
            _text = new TextBuffer(_file);
            _text.Text(columns).Text("\r\n"u8);
        }

        public Table Text(string value)
        {
            Cell();
            _ = value.AsSpan().ContainsAny("\",\r\n".AsSpan())
                ? _text.Text("\""u8).Text(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Text("\""u8)
                : _text.Text(value);
            return this;
        }

        public Table Number(long value)
        {
            Cell().Number(value);
            return this;
        }

        public Table Number(double value)
        {
            Cell().Number(value);
            return this;
        }

        public Table Time(DateTime utc)
        {
            Cell().Time(utc);
            return this;
        }

        public Table Flag(bool value) => Number(value ? 1 : 0);

        public void End()
        {
            _text.Text("\r\n"u8);
            _inRow = false;
        }

        public void Dispose()
        {
            using (_file)
                _text.Dispose();
        }

        private TextBuffer Cell()
        {
            if (_inRow)
                _text.Text(","u8);
            _inRow = true;
            return _text;
        }
    }
}
