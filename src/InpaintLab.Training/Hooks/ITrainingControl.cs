using InpaintLab.Models;

namespace InpaintLab.Training.Hooks;

/// <summary>What hooks see of a training, and may change of it. All that can be changed is part of a checkpoint.</summary>
internal interface ITrainingControl
{
    /// <summary>Updates of the whole run.</summary>
    long TotalSteps { get; }

    /// <summary>The network that is trained.</summary>
    InpaintingGenerator Generator { get; }

    /// <summary>The weights that are evaluated.</summary>
    InpaintingGenerator Evaluated { get; }

    /// <summary>The network that judges; null without an adversarial term.</summary>
    InpaintingDiscriminator? Discriminator { get; }

    /// <summary>A factor on the generator's learning rate.</summary>
    double GeneratorRate { get; set; }

    /// <summary>A factor on the discriminator's learning rate.</summary>
    double DiscriminatorRate { get; set; }

    /// <summary>Ends the run after this step.</summary>
    void StopEarly(string reason);
}
