using InpaintLab.Core.Errors;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Distribution;

/// <summary>The base of the metrics of sets: checks features.</summary>
public abstract class SetMetric : ISetMetric
{
    /// <summary>Without any option to set.</summary>
    protected SetMetric(SetMetricOptions options, FeatureSource features)
    {
        ArgumentNullException.ThrowIfNull(options);
        Features = features;
    }

    /// <inheritdoc/>
    public FeatureSource Features { get; }

    /// <inheritdoc/>
    public virtual bool Paired => false;

    /// <inheritdoc/>
    public void Update(ImageSet set, Tensor features)
    {
        if (features.shape is not [_, var dimensions] || dimensions != Features.Layer)
            throw new ArgumentException($"expected features N x {Features.Layer}, received [{string.Join(", ", features.shape)}]");
        using var scope = NewDisposeScope();
        var broken = features.isfinite().logical_not().sum(1).data<long>().ToArray();
        if (Array.FindIndex(broken, n => n > 0) is >= 0 and var first)
        {
            throw new UserErrorException(
                $"features ({Features}): expected finite numbers, found NaN or infinity in {Name(set)} image {Count(set) + first + 1}");
        }

        Add(set, features);
    }

    /// <inheritdoc/>
    public abstract SetMetricValue Compute();

    /// <inheritdoc/>
    public abstract void Reset(ImageSet set);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees both sets.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>Adds features that were checked.</summary>
    protected abstract void Add(ImageSet set, Tensor features);

    /// <summary>Images of a set so far.</summary>
    protected abstract long Count(ImageSet set);

    private static string Name(ImageSet set) => set == ImageSet.Truth ? "true" : "result";
}

/// <summary>A metric that needs all features at once.</summary>
public abstract class FeatureRowsMetric(SetMetricOptions options, FeatureSource features) : SetMetric(options, features)
{
    private readonly List<Tensor>[] _rows = [[], []];

    /// <inheritdoc/>
    public sealed override SetMetricValue Compute()
    {
        using var scope = NewDisposeScope();
        return Compute(Rows(ImageSet.Truth), Rows(ImageSet.Result));
    }

    /// <inheritdoc/>
    public sealed override void Reset(ImageSet set)
    {
        foreach (var batch in _rows[(int)set])
            batch.Dispose();
        _rows[(int)set].Clear();
    }

    /// <summary>The metric of N x D and M x D features.</summary>
    protected abstract SetMetricValue Compute(Tensor truths, Tensor results);

    /// <inheritdoc/>
    protected sealed override void Add(ImageSet set, Tensor features) => _rows[(int)set].Add(features.clone().DetachFromDisposeScope());

    /// <inheritdoc/>
    protected sealed override long Count(ImageSet set) => _rows[(int)set].Sum(batch => batch.shape[0]);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Reset(ImageSet.Truth);
        Reset(ImageSet.Result);
    }

    private Tensor Rows(ImageSet set) => _rows[(int)set].Count > 0 ? cat(_rows[(int)set]) : zeros([0, Features.Layer]);
}
