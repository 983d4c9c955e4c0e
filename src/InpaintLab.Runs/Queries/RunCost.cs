namespace InpaintLab.Runs.Queries;

/// <summary>
/// What a run cost, beside what it reached: how large its networks are, and what training took. What was not recorded is null. Sizes and
/// images are the same on every machine; times and memory belong to the machine and to what else it did.
/// </summary>
public sealed record RunCost
{
    /// <summary>Key of <see cref="GeneratorParameters"/> among a run's results; the other keys likewise.</summary>
    public const string GeneratorParametersKey = "cost/generator_parameters";

    /// <inheritdoc cref="GeneratorParametersKey"/>
    public const string DiscriminatorParametersKey = "cost/discriminator_parameters";

    /// <inheritdoc cref="GeneratorParametersKey"/>
    public const string GeneratorMultiplyAddsKey = "cost/generator_multiply_adds";

    /// <inheritdoc cref="GeneratorParametersKey"/>
    public const string TrainingImagesKey = "cost/training_images";

    /// <inheritdoc cref="GeneratorParametersKey"/>
    public const string TrainingSecondsKey = "time/training_seconds";

    /// <inheritdoc cref="GeneratorParametersKey"/>
    public const string ForwardMillisecondsKey = "time/forward_milliseconds";

    /// <inheritdoc cref="GeneratorParametersKey"/>
    public const string PeakResidentBytesKey = "memory/peak_resident_bytes";

    /// <summary>Trained numbers of the generator.</summary>
    public long? GeneratorParameters { get; init; }

    /// <summary>Trained numbers of the discriminator; null without one.</summary>
    public long? DiscriminatorParameters { get; init; }

    /// <summary>Multiply-adds of one forward of the generator on one image at the run's resolution.</summary>
    public long? GeneratorMultiplyAdds { get; init; }

    /// <summary>Images that training read, an image counted as often as it was read.</summary>
    public long? TrainingImages { get; init; }

    /// <summary>Wall-clock seconds of training, over all resumes; evaluations and checkpoints do not count.</summary>
    public double? TrainingSeconds { get; init; }

    /// <summary>Most memory in RAM of the process that ended the training, bytes.</summary>
    public long? PeakResidentBytes { get; init; }

    /// <summary>
    /// Milliseconds of a forward of one image after training: the median of a few on the machine as it was, so no ground for comparing runs
    /// of a busy machine (<c>bench infer</c> is).
    /// </summary>
    public double? ForwardMilliseconds { get; init; }

    /// <summary>The cost among a run's results; null when nothing of it was recorded.</summary>
    /// <param name="values">Results and last values of series, by key.</param>
    public static RunCost? Of(IReadOnlyDictionary<string, double> values)
    {
        var cost = new RunCost
        {
            GeneratorParameters = Whole(GeneratorParametersKey),
            DiscriminatorParameters = Whole(DiscriminatorParametersKey),
            GeneratorMultiplyAdds = Whole(GeneratorMultiplyAddsKey),
            TrainingImages = Whole(TrainingImagesKey),
            TrainingSeconds = Value(TrainingSecondsKey),
            PeakResidentBytes = Whole(PeakResidentBytesKey),
            ForwardMilliseconds = Value(ForwardMillisecondsKey),
        };
        return cost == new RunCost() ? null : cost;

        double? Value(string key) => values.TryGetValue(key, out var value) && double.IsFinite(value) ? value : null;

        long? Whole(string key) => (long?)Value(key);
    }
}
