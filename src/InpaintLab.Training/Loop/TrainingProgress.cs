using InpaintLab.Runs.Folders;
using InpaintLab.Training.Evaluation;

namespace InpaintLab.Training.Loop;

/// <summary>Where a run is: what a progress line shows.</summary>
/// <param name="Step">Updates made.</param>
/// <param name="TotalSteps">Updates of the whole run.</param>
/// <param name="Losses">Means since the last line, by key.</param>
/// <param name="ImagesPerSecond">Training images per second since the last line; evaluation is not counted.</param>
/// <param name="Left">Estimated time left for training.</param>
public sealed record TrainingProgress(
    long Step, long TotalSteps, IReadOnlyList<(string Key, double Mean)> Losses, double ImagesPerSecond, TimeSpan Left);

/// <summary>Is told how a run goes. Called on the training thread.</summary>
public interface ITrainingObserver
{
    /// <summary>The run has its folder, or was opened again, and training begins.</summary>
    void OnStarted(RunFolder run)
    {
    }

    /// <summary>A log line was due.</summary>
    void OnProgress(TrainingProgress progress);

    /// <summary>An evaluation has ended.</summary>
    /// <param name="step">Updates made.</param>
    /// <param name="results">One for each mask set.</param>
    void OnEvaluated(long step, IReadOnlyList<EvaluationResult> results);

    /// <summary>Something worth a line happened, e.g. a broken image was skipped.</summary>
    void OnNotice(string message);
}
