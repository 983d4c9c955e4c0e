using System.ComponentModel.DataAnnotations;

namespace InpaintLab.Core.Specs;

/// <summary>
/// How generator and discriminator are updated: the same law, each with its own learning rate (two time scales, arXiv:1706.08500) and,
/// if wanted, its own schedule.
/// </summary>
public sealed record OptimizerSpec
{
    /// <summary>The law of the update.</summary>
    public OptimizerKind Kind { get; init; } = OptimizerKind.Adam;

    /// <summary>Learning rate of the generator.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Learning rate of the discriminator.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double DiscriminatorLearningRate { get; init; } = 4e-4;

    /// <summary>Decay of the first moment of adam and adamw.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.5;

    /// <summary>Decay of the second moment of adam and adamw.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Decay of the running sum of gradients of sgd and rmsprop.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Momentum { get; init; }

    /// <summary>Times the weights, added to their gradient (an L2 penalty); of adamw, taken from the weights themselves.</summary>
    [Range(0.0, 1.0)]
    public double WeightDecay { get; init; }

    /// <summary>How the generator's learning rate changes over the run.</summary>
    public ScheduleSpec Schedule { get; init; } = new();

    /// <summary>The same for the discriminator; null: as the generator's.</summary>
    public ScheduleSpec? DiscriminatorSchedule { get; init; }
}

/// <summary>Laws of an update.</summary>
public enum OptimizerKind
{
    /// <summary>Adam (arXiv:1412.6980).</summary>
    Adam,

    /// <summary>Adam with weight decay apart from the gradient (arXiv:1711.05101).</summary>
    Adamw,

    /// <summary>RMSProp (Hinton, Coursera lecture 6e), with momentum if that is not 0.</summary>
    Rmsprop,

    /// <summary>Gradient descent, with momentum if that is not 0.</summary>
    Sgd,
}
