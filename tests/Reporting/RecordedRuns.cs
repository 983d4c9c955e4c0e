using InpaintLab.Reporting.Data;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Tests.Reporting;

/// <summary>Runs written for a test, with final results of a metric on one mask set; deleted after it.</summary>
internal sealed class RecordedRuns : IDisposable
{
    public static readonly MetricInfo[] Metrics = [new("psnr", true, "dB"), new("l1", false, "%"), new("fid", false)];

    public string Path { get; } = Directory.CreateTempSubdirectory("inpaintlab-reporting-").FullName;

    public RunStore Open() => RunStore.Open(Path, Metrics, message => Assert.Fail(message));

    /// <summary>A finished run of a method; returns its id.</summary>
    /// <param name="model">Its variant, and a key of its spec.</param>
    /// <param name="values">PSNR of each image.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="change">Other writes.</param>
    /// <param name="description">Changes of the description.</param>
    /// <param name="bank">Hash of the masks.</param>
    /// <param name="manifest">Hash of the dataset.</param>
    /// <param name="content">Hash of the dataset's contents; null: not recorded.</param>
    /// <param name="setName">Split and mask set.</param>
    /// <param name="state">How it ended.</param>
    public string Add(
        string model,
        IReadOnlyList<double> values,
        long seed = 1,
        Action<RunWriter>? change = null,
        Func<RunDescription, RunDescription>? description = null,
        string bank = "bank",
        string manifest = "images",
        string? content = null,
        string setName = "test/box",
        RunState state = RunState.Finished)
    {
        var described = new RunDescription
        {
            Name = "study",
            Family = "gated-conv",
            Variant = model,
            Mask = "box",
            Dataset = "images",
            Resolution = 64,
            Seed = seed,
            SpecHash = $"{model}{seed}",
        };
        var spec = $"name: study\nseed: {seed}\nresolution: 64\nmodel:\n  variant: {model}\ntraining:\n  batch: 8\n  accumulate: 2\n";
        var environment = RunEnvironment.Capture() with { DatasetManifestHash = manifest, DatasetContentHash = content };
        using var writer = RunWriter.Create(Path, description?.Invoke(described) ?? described, spec, environment);
        writer.LogScalars(100, 0, [new ScalarValue("memory/resident_bytes", 1 << 30)]);
        writer.SetProvenance(setName, $$"""{"masks":3,"hash":"{{bank}}","images":{{values.Count}}}""");
        writer.LogImageRows(100, setName, [.. values.Select((v, i) => new ImageRow($"image{i}", $"mask{i}", 0.05 + (0.1 * (i % 3)), "psnr", v))]);
        writer.LogImageRows(100, setName, [.. values.Select((_, i) => new ImageRow($"image{i}", $"mask{i}", 0.05 + (0.1 * (i % 3)), "known-mean/psnr", 1))]);
        change?.Invoke(writer);
        if (state != RunState.Running)
            writer.SetState(state);
        return RunFolderName.Parse(writer.Folder.FolderName)!.Id;
    }

    public static void Fid(RunWriter writer, double value, string truths = "200")
    {
        var record = new SetMetricRecord("fid", "test/box", "", 100, value, null, new Dictionary<string, string> { ["truths"] = truths }, []);
        writer.SetProvenance("test/box/fid", record.ToJson());
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
