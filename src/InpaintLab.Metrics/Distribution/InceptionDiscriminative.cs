using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Distribution;

/// <summary>
/// The share of mistakes of a linear SVM that was fitted to tell truths from results by their features (CoModGAN): 0 when it tells all,
/// ½ when it cannot. Deviation: see <see cref="LinearSvm"/>.
/// </summary>
[Metric("u-ids", HigherIsBetter = true, Source = "arXiv:2103.10428")]
public sealed class UnpairedInceptionDiscriminative(SetMetricOptions options) : FeatureRowsMetric(options, FeatureSource.Fid(2048))
{
    /// <inheritdoc/>
    protected override SetMetricValue Compute(Tensor truths, Tensor results)
    {
        var (real, fake) = InceptionDiscriminative.Scores("u-ids", truths, results);
        var mistakes = real.Count(s => s <= 0) + fake.Count(s => s > 0);
        return new SetMetricValue(mistakes / (double)(real.Length + fake.Length), null, real.Length, fake.Length)
        {
            Notes = InceptionDiscriminative.Notes(real.Length + fake.Length, Features.Layer),
        };
    }
}

/// <summary>
/// The share of results that the SVM of <see cref="UnpairedInceptionDiscriminative"/> takes for more real than their own truths.
/// </summary>
[Metric("p-ids", HigherIsBetter = true, Source = "arXiv:2103.10428")]
public sealed class PairedInceptionDiscriminative(SetMetricOptions options) : FeatureRowsMetric(options, FeatureSource.Fid(2048))
{
    /// <inheritdoc/>
    public override bool Paired => true;

    /// <inheritdoc/>
    protected override SetMetricValue Compute(Tensor truths, Tensor results)
    {
        if (truths.shape[0] != results.shape[0])
        {
            throw new UserErrorException(
                $"p-ids: expected a truth for each result, received {truths.shape[0]} and {results.shape[0]} images");
        }

        var (real, fake) = InceptionDiscriminative.Scores("p-ids", truths, results);
        var fooled = real.Zip(fake).Count(pair => pair.Second > pair.First);
        return new SetMetricValue(fooled / (double)real.Length, null, real.Length, fake.Length)
        {
            Notes = InceptionDiscriminative.Notes(real.Length + fake.Length, Features.Layer),
        };
    }
}

/// <summary>What both scores share.</summary>
internal static class InceptionDiscriminative
{
    /// <summary>How real the SVM takes each image for; above 0 for truths, when it is right.</summary>
    public static (double[] Real, double[] Fake) Scores(string metric, Tensor truths, Tensor results)
    {
        if (truths.shape[0] == 0 || results.shape[0] == 0)
            throw new UserErrorException($"{metric}: expected images on each side, received {truths.shape[0]} and {results.shape[0]}");
        var machine = LinearSvm.Fit(truths, results);
        return (machine.Scores(truths), machine.Scores(results));
    }

    /// <summary>Fewer images than dimensions can nearly always be told apart.</summary>
    public static IReadOnlyList<string> Notes(int images, int dimensions) => images > dimensions
        ? []
        : [$"{images} images for {dimensions} dimensions: a plane that parts them nearly always exists, and the score is biased downwards"];
}
