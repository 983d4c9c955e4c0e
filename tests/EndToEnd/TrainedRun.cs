namespace InpaintLab.Tests.EndToEnd;

/// <summary>A tiny run that was trained once through the command line, for all tests that need one.</summary>
public sealed class TrainedRun : IDisposable
{
    /// <summary>A network and pictures as small as they get; every part of a real experiment is there.</summary>
    public const string Spec =
        """
        name: tiny
        seed: 3
        resolution: 32
        device: cpu
        dataset: {kind: dead-leaves, train: 16, val: 4, test: 4}
        mask: {kind: random-box}
        model: {family: gated-conv, variant: unet, width: 4, discriminator_width: 4}
        training: {steps: 80, batch: 4, workers: 1, log_every: 1, checkpoint_every: 30}
        evaluation:
          every: 50
          images: 4
          batch: 4
          grid: 2
          masks:
            - {name: box, kind: random-box}
            - {name: strokes, kind: free-form}
        """;

    private readonly TemporaryFolder _folder = new();

    public TrainedRun()
    {
        SpecPath = _folder.Write("tiny.yaml", Spec);
        Runs = Path.GetDirectoryName(_folder.File("runs", "x"))!;
        Result = ProgramRun.Of(Runs, "run", SpecPath);
    }

    /// <summary>The folder of all runs, in which only this one is.</summary>
    public string Runs { get; }

    /// <summary>The spec's file.</summary>
    public string SpecPath { get; }

    /// <summary>The run's folder.</summary>
    public string RunPath => Path.Combine(Runs, Result.Lines[^1]);

    /// <summary>What training printed.</summary>
    internal ProgramRun Result { get; }

    /// <summary>The last checkpoint's file.</summary>
    public string CheckpointPath => Path.Combine(RunPath, "checkpoints", "last.safetensors");

    public void Dispose() => _folder.Dispose();
}

/// <summary>The tests that share one <see cref="TrainedRun"/>.</summary>
[CollectionDefinition(Name)]
public sealed class TrainedRunCollection : ICollectionFixture<TrainedRun>
{
    public const string Name = "trained run";
}
