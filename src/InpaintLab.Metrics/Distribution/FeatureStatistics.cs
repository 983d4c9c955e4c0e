using InpaintLab.Core.Errors;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Distribution;

/// <summary>
/// Mean and covariance of features, batch by batch in float64 on the CPU (Chan, Golub and LeVeque 1979): nothing cancels, and the
/// features themselves are not kept. Not thread-safe.
/// </summary>
public sealed class FeatureStatistics : IDisposable
{
    private const double MachineEpsilon = 2.220446049250313e-16;

    // How far above rounding the smallest pivot must be.
    private const double ClearMargin = 1e3;

    private readonly Tensor _mean;
    private readonly Tensor _scatter;
    private Tensor? _root;

    /// <summary>Of no feature yet.</summary>
    /// <param name="dimensions">D, the numbers of each feature.</param>
    public FeatureStatistics(int dimensions)
    {
        Dimensions = dimensions;
        _mean = zeros([dimensions], dtype: ScalarType.Float64).DetachFromDisposeScope();
        _scatter = zeros([dimensions, dimensions], dtype: ScalarType.Float64).DetachFromDisposeScope();
    }

    /// <summary>D.</summary>
    public int Dimensions { get; }

    /// <summary>Features so far.</summary>
    public long Count { get; private set; }

    /// <summary>The mean, D values in float64; this object's own.</summary>
    public Tensor Mean => _mean;

    /// <summary>Adds features.</summary>
    /// <param name="features">N x D.</param>
    public void Update(Tensor features)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        var batch = features.cpu().to(ScalarType.Float64);
        var added = batch.shape[0];
        var mean = batch.mean([0]);
        var centred = batch - mean;
        var apart = mean - _mean;
        _scatter.add_(centred.transpose(0, 1).mm(centred));
        _scatter.add_(apart.unsqueeze(1).mm(apart.unsqueeze(0)), Count * (double)added / (Count + added));
        _mean.add_(apart, added / (double)(Count + added));
        Count += added;
        Forget();
    }

    /// <summary>Forgets all features.</summary>
    public void Reset()
    {
        _mean.zero_();
        _scatter.zero_();
        Count = 0;
        Forget();
    }

    /// <summary>The covariance, divided by n - 1: D x D float64 of the caller's dispose scope.</summary>
    /// <exception cref="UserErrorException">Fewer than two features.</exception>
    public Tensor Covariance() => Count > 1
        ? _scatter / (Count - 1)
        : throw new UserErrorException($"covariance: expected at least two images, received {Count}");

    /// <summary>
    /// R, D x r, with R R' = the covariance, of as many columns as the covariance has rank. Kept until the next feature: the truth's is
    /// asked for again with every result.
    /// </summary>
    internal Tensor Root()
    {
        if (_root is not null)
            return _root;
        using var scope = NewDisposeScope();
        var covariance = Covariance();
        var root = (Count > Dimensions ? Factor(covariance) : null) ?? ReducedRoot(covariance);
        return _root = root.contiguous().DetachFromDisposeScope();
    }

    // Cholesky's factor is a root, too, at a fraction of the cost; null unless the covariance is clearly of full rank.
    private Tensor? Factor(Tensor covariance)
    {
        var (factor, failed) = linalg.cholesky_ex(covariance);
        if (failed.ToInt64() != 0)
            return null;
        var pivots = factor.diagonal().square();
        return pivots.min().ToDouble() > pivots.max().ToDouble() * Dimensions * MachineEpsilon * ClearMargin ? factor : null;
    }

    private Tensor ReducedRoot(Tensor covariance)
    {
        var (values, vectors) = linalg.eigh(covariance);

        // What rounding leaves of zeros would come back as its square root: 1e-16 as 1e-8, a thousand times over.
        var largest = values.narrow(0, Dimensions - 1, 1).ToDouble();
        var rank = (int)values.gt(largest * Dimensions * MachineEpsilon).sum().ToInt64();
        return vectors.narrow(1, Dimensions - rank, rank) * values.narrow(0, Dimensions - rank, rank).sqrt();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        _mean.Dispose();
        _scatter.Dispose();
    }

    private void Forget()
    {
        _root?.Dispose();
        _root = null;
    }
}
