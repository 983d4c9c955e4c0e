using InpaintLab.Runs;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Export;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Runs.Export;

/// <summary>A run with everything that is hard to export: values without a short form, points past a resume, texts with separators.</summary>
internal sealed class ExportedRun : IDisposable
{
    /// <summary>A 1 x 1 px PNG.</summary>
    public static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static readonly double[] Values = [0.1 + 0.2, double.NaN, double.NegativeInfinity, 5e-324, 1.7976931348623157e308];

    private readonly TemporaryFolder _root = new();

    public ExportedRun()
    {
        var writer = SampleRun.Create(_root, "hard, to \"export\"");
        for (var step = 0; step < Values.Length; step++)
            writer.LogScalar(step, step / 2, "loss/l1", Values[step]);
        writer.LogImageRows(4, "test/box", [new ImageRow("a,b.png", "m", 1.0 / 3, "psnr", 2.0 / 3)]);
        File.WriteAllBytes(Path.Combine(writer.Folder.Path, "images", "grid.png"), Png);
        writer.LogImage(2, "grid/box", "images/grid.png");
        writer.Dispose();
        writer = RunWriter.Resume(RunFolder.Open(writer.Folder.Path), 3);
        writer.LogScalar(4, 2, "loss/l1", 1);
        writer.SetSummary("psnr", double.PositiveInfinity);
        writer.LogEvent(EventLevel.Warning, "slow", "two\nlines");
        writer.SetState(RunState.Finished);
        Folder = writer.Folder;
        writer.Dispose();
        Log = RunLog.Read(Folder.LogPath);
    }

    public RunFolder Folder { get; }

    public RunLog Log { get; }

    public string Root => _root;

    public string Id => Folder.Id;

    public void To(IRunExport export)
    {
        using (export)
            export.Add(RunSummary.Of(Folder, Folder.FolderName, Log), Folder, Log);
    }

    public void Dispose() => _root.Dispose();
}
