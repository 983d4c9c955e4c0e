using InpaintLab.Runs.Folders;
using InpaintLab.Training.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Training.Loop;

/// <summary>
/// Writes checkpoints whose losses and weights are numbers: a good one is replaced by a good one only. Losses alone do not tell, since a
/// gradient can spoil the weights after a sound forward.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="specHash">The hash of its spec.</param>
/// <param name="training">Its networks and optimisers; stay the caller's.</param>
internal sealed class SoundCheckpoints(RunFolder run, string specHash, TrainingStep training)
{
    /// <summary>Writes the state after a step.</summary>
    /// <param name="path">The file.</param>
    /// <param name="step">Updates made.</param>
    /// <param name="previous">Where the older one is kept; null: nowhere.</param>
    /// <param name="stopped">Why the run ends here, where a hook asked for it; else null.</param>
    /// <exception cref="TrainingDivergedException">A loss or a weight is no number; nothing was written.</exception>
    internal void Write(string path, long step, string? previous, string? stopped)
    {
        RequireFinite(step, training.Window.Means());
        RequireFinite(step, training.Generator);
        if (training.Discriminator is not null)
            RequireFinite(step, training.Discriminator);
        Checkpoint.Write(path, step, specHash, training.Objective, training.Average, training.Window, previous, stopped);
    }

    /// <summary>Refuses means of losses that are no numbers.</summary>
    /// <exception cref="TrainingDivergedException">One is not.</exception>
    internal void RequireFinite(long step, IReadOnlyList<(string Key, double Mean)> means)
    {
        foreach (var (key, mean) in means)
        {
            if (key.StartsWith("loss/", StringComparison.Ordinal) && !double.IsFinite(mean))
                throw new TrainingDivergedException(step, key, mean, Checkpoint.LastPath(run));
        }
    }

    private void RequireFinite(long step, nn.Module network)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (parameter.isfinite().all().ToBoolean())
                continue;
            var key = $"{network.GetName()}.{name}";
            throw new TrainingDivergedException(step, key, parameter.sum().ToDouble(), Checkpoint.LastPath(run));
        }
    }
}
