using InpaintLab.Core.Errors;

namespace InpaintLab.Training.Loop;

/// <summary>A loss is no longer a number; the last checkpoint from before is kept.</summary>
public sealed class TrainingDivergedException(long step, string key, double value, string checkpoint) : UserErrorException(
    $"training diverged: {key} is {value} at step {step}. The last good state is {checkpoint}. "
    + "Try a smaller training.optimizer.learning_rate, training.clip: 1, or a smaller or later objective.adversarial.weight.");
