using InpaintLab.Core.Specs;

namespace InpaintLab.Training.Loop;

/// <summary>
/// Says when a validation result has not become better for too long. It depends on nothing but the results in their order, so a resumed
/// run that is shown those of its log decides as the uninterrupted one.
/// </summary>
/// <param name="spec">Patience and what counts as better.</param>
/// <param name="higherIsBetter">The metric's direction.</param>
public sealed class EarlyStop(EarlyStopSpec spec, bool higherIsBetter)
{
    private int _worse;

    /// <summary>The best result so far; NaN before the first number.</summary>
    public double Best { get; private set; } = double.NaN;

    /// <summary>The step of the best result.</summary>
    public long BestStep { get; private set; }

    /// <summary>Whether the run should end.</summary>
    public bool IsDue => _worse >= spec.Patience;

    /// <summary>Takes a result in; what is not a number is no better than anything.</summary>
    public void Add(long step, double value)
    {
        var gain = higherIsBetter ? value - Best : Best - value;
        if (double.IsFinite(value) && (double.IsNaN(Best) || (gain > 0 && gain >= spec.MinDelta)))
            (Best, BestStep, _worse) = (value, step, 0);
        else
            _worse++;
    }
}
