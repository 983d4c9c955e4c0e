namespace InpaintLab.Training.Loop;

/// <summary>A run was stopped at the step that it was to be trained to for now; a checkpoint is there.</summary>
/// <param name="step">Updates made.</param>
/// <param name="total">Updates of the whole run.</param>
public sealed class StepReachedException(long step, long total) : OperationCanceledException($"paused after step {step} of {total}")
{
    /// <summary>Updates made.</summary>
    public long Step { get; } = step;

    /// <summary>Updates of the whole run.</summary>
    public long Total { get; } = total;
}
