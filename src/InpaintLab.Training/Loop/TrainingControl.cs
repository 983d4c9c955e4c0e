using InpaintLab.Models;
using InpaintLab.Training.Hooks;

namespace InpaintLab.Training.Loop;

/// <summary>What hooks may see and change of a run that trains.</summary>
/// <param name="training">Its networks and optimisers.</param>
internal sealed class TrainingControl(TrainingStep training) : ITrainingControl
{
    /// <summary>Why a hook asked it to end; null while none did.</summary>
    internal string? StopReason { get; set; }

    /// <inheritdoc/>
    public long TotalSteps => training.TotalSteps;

    /// <inheritdoc/>
    public InpaintingGenerator Generator => training.Generator;

    /// <inheritdoc/>
    public InpaintingGenerator Evaluated => training.Average?.Generator ?? training.Generator;

    /// <inheritdoc/>
    public InpaintingDiscriminator? Discriminator => training.Discriminator;

    /// <inheritdoc/>
    public double GeneratorRate
    {
        get => training.Objective.GeneratorRate;
        set => training.Objective.GeneratorRate = value;
    }

    /// <inheritdoc/>
    public double DiscriminatorRate
    {
        get => training.Objective.DiscriminatorRate;
        set => training.Objective.DiscriminatorRate = value;
    }

    /// <inheritdoc/>
    public void StopEarly(string reason) => StopReason ??= reason;
}
