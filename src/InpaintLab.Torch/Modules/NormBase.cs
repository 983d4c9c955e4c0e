using InpaintLab.Torch.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What batch and instance normalisation share: scale, shift and running statistics per channel.</summary>
public abstract class NormBase : Module<Tensor, Tensor>
{
    private readonly Tensor? _runningMean; // these three are replaced when the module moves
    private readonly Tensor? _runningVar;
    private readonly Tensor? _batchesTracked;

    /// <summary>A normalisation of this many channels.</summary>
    /// <param name="num_features">Channels.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="momentum">Weight of new statistics in the running ones; null: the mean over all batches.</param>
    /// <param name="affine">Whether there are scale and shift.</param>
    /// <param name="track_running_stats">Whether running statistics are kept.</param>
    /// <param name="device">Where parameters and buffers are.</param>
    /// <param name="dtype">Their type.</param>
    /// <param name="name">The module's name.</param>
    protected NormBase(
        long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype,
        string name)
        : base(name)
    {
        this.num_features = num_features;
        this.eps = eps;
        this.momentum = momentum;
        this.affine = affine;
        this.track_running_stats = track_running_stats;
        _ = AddParameter("weight", affine ? ones([num_features], dtype: dtype, device: device) : null);
        _ = AddParameter("bias", affine ? zeros([num_features], dtype: dtype, device: device) : null);
        if (track_running_stats)
        {
            _runningMean = AddBuffer("running_mean", zeros([num_features], dtype: dtype, device: device));
            _runningVar = AddBuffer("running_var", ones([num_features], dtype: dtype, device: device));
            _batchesTracked = AddBuffer("num_batches_tracked", zeros(Array.Empty<long>(), dtype: ScalarType.Int64, device: device));
        }
    }

    /// <summary>Channels.</summary>
    public long num_features { get; }

    /// <summary>Added to the variance.</summary>
    public double eps { get; }

    /// <summary>Weight of new statistics in the running ones; null: the mean over all batches.</summary>
    public double? momentum { get; }

    /// <summary>Whether there are scale and shift.</summary>
    public bool affine { get; }

    /// <summary>Whether running statistics are kept.</summary>
    public bool track_running_stats { get; }

    /// <summary>Scale per channel, or null. Setting it disposes the old one.</summary>
    public Parameter? weight
    {
        get => OwnParameter("weight");
        set => ReplaceParameter("weight", value);
    }

    /// <summary>Shift per channel, or null. Setting it disposes the old one.</summary>
    public Parameter? bias
    {
        get => OwnParameter("bias");
        set => ReplaceParameter("bias", value);
    }

    /// <summary>Running mean per channel, or null.</summary>
    public Tensor? running_mean => _runningMean;

    /// <summary>Running unbiased variance per channel, or null.</summary>
    public Tensor? running_var => _runningVar;

    /// <summary>Batches seen in training mode (a 64-bit integer), or null.</summary>
    public Tensor? num_batches_tracked => _batchesTracked;

    /// <summary>Sets mean 0, variance 1 and no batches.</summary>
    public void reset_running_stats()
    {
        if (track_running_stats)
        {
            init.zeros_(_runningMean!);
            init.ones_(_runningVar!);
            init.zeros_(_batchesTracked!);
        }
    }

    /// <summary>Sets scale 1, shift 0 and the running statistics to their start.</summary>
    public void reset_parameters()
    {
        reset_running_stats();
        if (weight is not null && bias is not null)
        {
            init.ones_(weight);
            init.zeros_(bias);
        }
    }

    /// <summary>Throws an <see cref="ArgumentException"/> where the input does not have the shape of the concrete layer.</summary>
    private protected virtual void CheckInput(Tensor input)
    {
    }

    private protected static void CheckImages(Tensor input)
    {
        if (input.dim() != 4)
        {
            throw new ArgumentException($"expected N x C x H x W; received {input.dim()} dimensions", nameof(input));
        }
    }

    private protected static void CheckSequences(Tensor input)
    {
        if (input.dim() is not (2 or 3))
        {
            throw new ArgumentException($"expected N x C or N x C x L; received {input.dim()} dimensions", nameof(input));
        }
    }

    /// <summary>Counts a batch in training mode; the weight of this batch in the running statistics.</summary>
    private protected double CountBatch()
    {
        if (training && _batchesTracked is not null)
        {
            Ops.Add.CallVoid(_batchesTracked, 1L);
        }

        return momentum ?? (training && _batchesTracked is not null ? 1.0 / _batchesTracked.item<long>() : 0);
    }
}

file static class Ops
{
    internal static readonly Operator Add = Operator.Get("aten::add_", "Scalar");
}
