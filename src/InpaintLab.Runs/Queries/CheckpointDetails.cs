namespace InpaintLab.Runs.Queries;

/// <summary>A checkpoint of a run.</summary>
/// <param name="Name">Its file below <c>checkpoints/</c>.</param>
/// <param name="Step">Updates made; null where it cannot be used.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Problem">Why it cannot be used; null when it is whole to the last byte.</param>
public sealed record CheckpointDetails(string Name, long? Step, long Bytes, string? Problem);
