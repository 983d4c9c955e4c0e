using InpaintLab.Runs.Database;
using InpaintLab.Runs.Export.TensorBoard;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Runs.Export;

/// <summary>
/// Event files for TensorBoard, in a folder for each run: series and images, the spec and the events as text, the results of the run at its
/// last step under <c>result/</c>. What was superseded stands in a run of its own, <c>superseded</c>, inside the run's folder, since
/// TensorBoard drops what goes back in steps. Series are floats of 32 bits there, by the format.
/// </summary>
/// <param name="folder">TensorBoard's logdir; made when missing.</param>
/// <param name="sizeOf">Width and height of an image file in px; null for a file that is none.</param>
public sealed class TensorBoardExport(string folder, Func<string, (int Width, int Height)?> sizeOf) : IRunExport
{
    /// <inheritdoc/>
    public void Add(RunSummary run, RunFolder files, RunLog log)
    {
        var path = Path.Combine(folder, run.Folder);
        Write(path, run, files, log, superseded: false);
        if (log.Keys.Any(key => log.Series(key, includeSuperseded: true).Any(p => p.Superseded))
            || log.Images(includeSuperseded: true).Any(i => i.Superseded))
        {
            Write(Path.Combine(path, "superseded"), run, files, log, superseded: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Every run is complete when it was added.
    }

    private void Write(string path, RunSummary run, RunFolder files, RunLog log, bool superseded)
    {
        if (Directory.Exists(path))
        {
            foreach (var before in Directory.GetFiles(path, "events.out.tfevents.*.inpaintlab"))
                File.Delete(before);
        }

        using var file = new EventFile(path, run.Created);
        var times = new Dictionary<long, DateTime>();
        foreach (var key in log.Keys)
        {
            foreach (var point in log.Series(key, includeSuperseded: true).Where(p => p.Superseded == superseded))
            {
                file.Scalar(key, point.Step, point.Time, point.Value);
                times[point.Step] = point.Time;
            }
        }

        foreach (var image in log.Images(includeSuperseded: true).Where(i => i.Superseded == superseded))
        {
            var source = Path.Combine(files.Path, image.Path);
            if (File.Exists(source) && sizeOf(source) is { } size)
            {
                file.Image(
                    image.Name,
                    image.Step,
                    times.GetValueOrDefault(image.Step, run.Created),
                    size.Width,
                    size.Height,
                    File.ReadAllBytes(source));
            }
        }

        if (!superseded)
            WriteWhole(file, run, files, log);
    }

    private static void WriteWhole(EventFile file, RunSummary run, RunFolder files, RunLog log)
    {
        var end = run.Ended ?? run.Created;
        foreach (var (key, value) in log.Summary)
            file.Scalar($"result/{key}", Math.Max(0, run.LastStep), end, value);
        foreach (var e in log.Events)
            file.Text($"event/{e.Kind}", 0, e.Time, e.Message);
        if (File.Exists(files.SpecPath))
            file.Text("spec", 0, run.Created, $"```yaml\n{File.ReadAllText(files.SpecPath)}```");
    }
}
