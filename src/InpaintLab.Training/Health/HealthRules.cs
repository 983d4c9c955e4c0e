using System.Globalization;
using InpaintLab.Core.Specs;

namespace InpaintLab.Training.Health;

/// <summary>
/// The rules. Their thresholds are rules of thumb of this project: far beyond what healthy runs show, so that a warning means something.
/// </summary>
public static class HealthRules
{
    private const long Long = 500;
    private const long Usual = 200;
    private const string Margin = "health/discriminator_margin";
    private const string IdleReal = "health/zero_hinge_real";
    private const string IdleFake = "health/zero_hinge_fake";
    private const string DiscriminatorLoss = "loss/discriminator";
    private const string GeneratorNorm = "health/generator_gradient_norm";
    private const string DiscriminatorNorm = "health/discriminator_gradient_norm";

    private const string Weaken = "objective.adversarial.diff_augment: [colour, translation, cutout], a smaller "
        + "training.optimizer.discriminator_learning_rate, a later objective.adversarial.start";

    /// <summary>The rules that make sense for a spec.</summary>
    public static IReadOnlyList<HealthRule> Of(ExperimentSpec spec) => spec.Objective.Adversarial.Kind switch
    {
        AdversarialKind.None => Generator,
        AdversarialKind.Hinge => [.. Generator, .. Adversarial, .. Logits, HingeWon],
        AdversarialKind.Ns => [.. Generator, .. Adversarial, .. Logits, NonSaturatingWon],
        _ => [.. Generator, .. Adversarial, CriticDrifts],
    };

    private static IReadOnlyList<HealthRule> Generator { get; } =
    [
        new(
            "generator-stuck",
            Long,
            w => w.IsStuck("loss/l1", 1e-5) ? $"the L1 loss stays at {Text(w.Mean("loss/l1"))}" : null,
            "a larger training.optimizer.learning_rate, training.init: data-driven, or check that the masks have holes"),
        new(
            "generator-gradient-vanished",
            Usual,
            w => w.All(GeneratorNorm, v => v < 1e-6) ? $"the generator's gradient has a norm of {Text(w.Mean(GeneratorNorm))}" : null,
            "training.init: data-driven, or more weight in objective.l1"),
        new(
            "generator-gradient-exploded",
            Usual,
            w => w.All(GeneratorNorm, v => v > 1e3) ? $"the generator's gradient has a norm of {Text(w.Mean(GeneratorNorm))}" : null,
            "training.clip: 1, a smaller training.optimizer.learning_rate, or training.optimizer.schedule.warm_up: 0.05"),
        new(
            "output-saturated",
            Usual,
            w => w.All("health/saturated", v => v > 0.6)
                ? $"{Percent(w.Mean("health/saturated"))} of the predicted values lie above 0.99 or below -0.99"
                : null,
            "a smaller training.optimizer.learning_rate or objective.adversarial.weight; outputs without slope do not learn back"),
        new(
            "output-out-of-range",
            Usual,
            w => w.All("health/out_of_range", v => v > 0.25)
                ? $"{Percent(w.Mean("health/out_of_range"))} of the predicted values lie outside of [-1, 1]"
                : null,
            "more weight in objective.l1, or a smaller objective.adversarial.weight"),
    ];

    private static IReadOnlyList<HealthRule> Adversarial { get; } =
    [
        new(
            "discriminator-stuck",
            Long,
            w => w.IsStuck(DiscriminatorLoss, 1e-5) ? $"the discriminator's loss stays at {Text(w.Mean(DiscriminatorLoss))}" : null,
            "another training.optimizer.discriminator_learning_rate"),
        new(
            "discriminator-gradient-exploded",
            Usual,
            w => w.All(DiscriminatorNorm, v => v > 1e3)
                ? $"the discriminator's gradient has a norm of {Text(w.Mean(DiscriminatorNorm))}"
                : null,
            "training.clip: 1, a smaller training.optimizer.discriminator_learning_rate, or objective.adversarial.r1: 1"),
    ];

    private static IReadOnlyList<HealthRule> Logits { get; } =
    [
        new(
            "margin-runs-away",
            Usual,
            w => w.All(Margin, v => v > 10)
                ? $"the margin between real and inpainted logits is {Text(w.Mean(Margin))}, always above 10"
                : null,
            $"{Weaken}, or objective.adversarial.r1: 1"),
        new(
            "discriminator-lost",
            Usual,
            w => w.All(Margin, v => Math.Abs(v) < 0.01)
                ? $"real and inpainted images have the same logits (margin {Text(w.Mean(Margin))})"
                : null,
            "a larger training.optimizer.discriminator_learning_rate, or objective.adversarial.n_critic: 2"),
    ];

    private static HealthRule HingeWon { get; } = new(
        "discriminator-won",
        Usual,
        w => w.All(IdleReal, v => v > 0.95) && w.All(IdleFake, v => v > 0.95)
            ? $"the margin is {Text(w.Mean(Margin))} and {Percent((w.Mean(IdleReal) + w.Mean(IdleFake)) / 2)} of the hinges are idle: "
                + "the discriminator tells all apart and no longer learns"
            : null,
        Weaken);

    private static HealthRule NonSaturatingWon { get; } = new(
        "discriminator-won",
        Usual,
        w => w.All(DiscriminatorLoss, v => v < 0.02)
            ? $"the discriminator's loss is {Text(w.Mean(DiscriminatorLoss))}: it tells all apart and no longer learns"
            : null,
        Weaken);

    private static HealthRule CriticDrifts { get; } = new(
        "critic-drifts",
        Usual,
        w => w.All("health/discriminator_real", v => Math.Abs(v) > 1e3)
            ? $"the critic's values of real images have drifted to {Text(w.Mean("health/discriminator_real"))}"
            : null,
        "objective.adversarial.kind: wgan-gp-eps, or objective.adversarial.drift: 1.0e-3");

    private static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("F0", CultureInfo.InvariantCulture) + " %";
}
