using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Settings of a parameter group; what is null is the optimiser's own setting.</summary>
public class OptimizerOptions
{
    /// <summary>The rate of the next step.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The rate that schedules start from; set when the group joins an optimiser.</summary>
    public double InitialLearningRate { get; set; }

    /// <summary>Takes every setting that is null from others of the same kind.</summary>
    /// <exception cref="ArgumentException">The others are of another optimiser.</exception>
    internal void Complete(OptimizerOptions defaults)
    {
        if (GetType() != defaults.GetType())
            throw new ArgumentException($"a group of {defaults.GetType().DeclaringType?.Name} was expected; received {GetType()}");
        LearningRate ??= defaults.LearningRate;
        foreach (var setting in GetType().GetFields())
        {
            if (setting.GetValue(this) is null)
                setting.SetValue(this, setting.GetValue(defaults));
        }
    }
}

/// <summary>Parameters that share settings.</summary>
public class ParamGroup : optim.ILearningRateController
{
    /// <summary>The parameters.</summary>
    public IEnumerable<Parameter> Parameters { get; set; } = [];

    /// <summary>The settings.</summary>
    public OptimizerOptions Options { get; set; } = new();

    /// <inheritdoc/>
    public double LearningRate
    {
        get => Options.LearningRate ?? throw new InvalidOperationException("the group has neither a learning rate nor an optimiser");
        set => Options.LearningRate = value;
    }

    /// <inheritdoc/>
    public double InitialLearningRate
    {
        get => Options.InitialLearningRate;
        set => Options.InitialLearningRate = value;
    }
}

/// <summary>Parameters that share settings of one optimiser's type.</summary>
public class ParamGroup<TOptions> : ParamGroup
    where TOptions : OptimizerOptions, new()
{
    /// <summary>An empty group with the optimiser's settings.</summary>
    public ParamGroup()
    {
        base.Options = new TOptions();
    }

    /// <summary>A group with these settings, or the optimiser's.</summary>
    public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
    {
        base.Options = options ?? new TOptions();
        Parameters = parameters.ToList();
    }

    /// <summary>The settings.</summary>
    public new TOptions Options
    {
        get => (TOptions)base.Options;
        set => base.Options = value;
    }
}
