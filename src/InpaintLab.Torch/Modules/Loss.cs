using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp;

/// <summary>A loss of an input and a target.</summary>
public abstract class Loss<T1, T2, TResult> : Module<T1, T2, TResult>
{
    /// <summary>A loss that does this with its elements.</summary>
    protected Loss(Reduction reduction = Reduction.Mean)
        : base(nameof(Loss<,,>))
    {
        this.reduction = reduction;
    }

    /// <summary>What becomes of the elements.</summary>
    public Reduction reduction { get; }
}

/// <summary>A loss of three tensors.</summary>
public abstract class Loss<T1, T2, T3, TResult> : Module<T1, T2, T3, TResult>
{
    /// <summary>A loss that does this with its elements.</summary>
    protected Loss(Reduction reduction = Reduction.Mean)
        : base(nameof(Loss<,,,>))
    {
        this.reduction = reduction;
    }

    /// <summary>What becomes of the elements.</summary>
    public Reduction reduction { get; }
}

/// <summary>A loss of an input and a target with weights, which stay the caller's.</summary>
public abstract class WeightedLoss<T1, T2, TResult> : Loss<T1, T2, TResult>
{
    /// <summary>A loss with these weights.</summary>
    protected WeightedLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean)
        : base(reduction)
    {
        this.weight = weight;
    }

    /// <summary>The weights, or null.</summary>
    public Tensor? weight { get; }

    // Weights are the caller's: neither moved with the module nor disposed by it.
    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
    }
}
