namespace InpaintLab.Cli.Bench.Store;

/// <summary>What others published for the same work. Their machines are not this one: none of it was measured here.</summary>
internal static class PublishedFigures
{
    private const string MlTraq = "MLTraq's notebook 07 (2024), on an Apple M2, with the creation of the runs, as ours";
    private const string WandbCore = "W&B's announcement of its core (2024): 10 processes of 100 steps of 100 floats";

    /// <summary>Seconds for one run with 100, 1,000 and 10,000 values.</summary>
    public static IReadOnlyList<PublishedFigure> OneRun { get; } =
        [new("W&B", 1.79, MlTraq), new("MLflow", 5.87, MlTraq), new("Aim", 1.65, MlTraq), new("MLTraq", 0.017, MlTraq)];

    /// <summary>Seconds for ten runs with one value each.</summary>
    public static IReadOnlyList<PublishedFigure> TenRuns { get; } =
        [new("W&B", 19.2, MlTraq), new("MLflow", 14.2, MlTraq), new("Aim", 4.5, MlTraq), new("MLTraq", 0.012, MlTraq)];

    /// <summary>Seconds for 100,000 values from ten processes.</summary>
    public static IReadOnlyList<PublishedFigure> TenProcesses { get; } = [new("W&B core", 1.67, WandbCore)];
}
