using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Distribution;

/// <summary>
/// A linear support vector machine with squared hinge loss: it minimises ½|w|² + C Σ max(0, 1 - y (w·x))², where x has a 1 appended and w
/// holds the intercept, which is regularised like the rest. That is scikit-learn's LinearSVC(dual=False), solved to the exact optimum
/// instead of to a tolerance of 1e-4, by Newton's method with exact line search (Chapelle 2007, doi:10.1162/neco.2007.19.5.1155): the
/// objective is strictly convex and piecewise quadratic, so that a finite number of steps ends at its one minimum, on every machine.
/// </summary>
public sealed class LinearSvm
{
    private const int MostSteps = 200;

    private readonly double[] _weights;

    private LinearSvm(double[] weights) => _weights = weights;

    /// <summary>The weights, D of them, and then the intercept.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>Fits the machine.</summary>
    /// <param name="positives">N x D.</param>
    /// <param name="negatives">M x D.</param>
    /// <param name="penalty">C.</param>
    public static LinearSvm Fit(Tensor positives, Tensor negatives, double penalty = 1)
    {
        using var scope = NewDisposeScope();
        var (n, m) = ((int)positives.shape[0], (int)negatives.shape[0]);
        var inputs = WithOne(cat([positives.to(ScalarType.Float64), negatives.to(ScalarType.Float64)]));
        double[] labels = [.. Enumerable.Repeat(1.0, n), .. Enumerable.Repeat(-1.0, m)];
        var weights = zeros([inputs.shape[1]], dtype: ScalarType.Float64);
        var scores = new double[n + m];
        for (var step = 0; step < MostSteps; step++)
        {
            using var inner = NewDisposeScope();
            var active = Active(scores, labels);
            if (active.Length == 0)
                break;
            var target = Minimum(inputs.index_select(0, tensor(active)), [.. active.Select(i => labels[i])], penalty);
            var targetScores = inputs.mv(target).data<double>().ToArray();
            if (Active(targetScores, labels).SequenceEqual(active))
            {
                weights.copy_(target);
                break;
            }

            var direction = target - weights;
            var change = targetScores.Zip(scores, (to, from) => to - from).ToArray();
            var length = StepLength(
                weights.dot(direction).ToDouble(), direction.square().sum().ToDouble(), scores, change, labels, penalty);
            weights.add_(direction, length);
            for (var i = 0; i < scores.Length; i++)
                scores[i] += length * change[i];
        }

        return new LinearSvm(weights.data<double>().ToArray());
    }

    /// <summary>On which side of the plane each input lies, and how far: above 0 for the positives' side.</summary>
    /// <param name="inputs">N x D.</param>
    public double[] Scores(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        return WithOne(inputs.to(ScalarType.Float64)).mv(tensor(_weights)).data<double>().ToArray();
    }

    private static Tensor WithOne(Tensor inputs) => cat([inputs, ones([inputs.shape[0], 1], dtype: ScalarType.Float64)], dim: 1);

    private static long[] Active(double[] scores, double[] labels) =>
        [.. Enumerable.Range(0, scores.Length).Where(i => labels[i] * scores[i] < 1).Select(i => (long)i)];

    // The minimum of the quadratic in which exactly these inputs have a loss: (I + c X'X) w = c X'y with c = 2C. With fewer inputs than
    // dimensions the same by the smaller matrix: w = c X'(I + c XX')^-1 y.
    private static Tensor Minimum(Tensor inputs, double[] labels, double penalty)
    {
        var (transposed, y, c) = (inputs.transpose(0, 1), tensor(labels), 2 * penalty);
        return inputs.shape[0] < inputs.shape[1]
            ? transposed.mv(linalg.solve(Regularised(inputs.mm(transposed)), y)) * c
            : linalg.solve(Regularised(transposed.mm(inputs)), transposed.mv(y) * c);

        Tensor Regularised(Tensor product) => (product * c) + eye(product.shape[0], dtype: ScalarType.Float64);
    }

    // The derivative along the direction rises with the length: its zero by bisection. It is below 0 at 0.
    private static double StepLength(double product, double square, double[] scores, double[] change, double[] labels, double penalty)
    {
        var (low, high) = (0.0, 1.0);
        while (Slope(high) < 0)
            (low, high) = (high, 2 * high);
        while (true)
        {
            var middle = (low + high) / 2;
            if (middle <= low || middle >= high)
                return middle;
            if (Slope(middle) < 0)
                low = middle;
            else
                high = middle;
        }

        double Slope(double length)
        {
            var slope = product + (length * square);
            for (var i = 0; i < scores.Length; i++)
            {
                var error = labels[i] - scores[i] - (length * change[i]);
                if (labels[i] * error > 0)
                    slope -= 2 * penalty * error * change[i];
            }

            return slope;
        }
    }
}
