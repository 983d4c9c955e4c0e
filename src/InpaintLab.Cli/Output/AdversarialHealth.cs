using InpaintLab.Runs;

namespace InpaintLab.Cli.Output;

/// <summary>Where the game of generator and discriminator stood at the last log line of a run.</summary>
/// <param name="Real">Mean logit of real images.</param>
/// <param name="Fake">Mean logit of composites.</param>
/// <param name="IdleReal">Share of real logits beyond the hinge, which no longer teach the discriminator anything.</param>
/// <param name="IdleFake">The same for composites.</param>
internal sealed record AdversarialHealth(double Real, double Fake, double IdleReal, double IdleFake)
{
    // Nearly every hinge is idle: the discriminator tells all apart and has stopped to learn.
    private const double Won = 0.95;

    // Real and fake are judged alike.
    private const double Undecided = 0.05;

    /// <summary>The health of a run; null when it has no adversarial term, or that term never set in.</summary>
    public static AdversarialHealth? Of(RunLog log)
    {
        return log.Series("health/discriminator_real").Count == 0
            ? null
            : new AdversarialHealth(Last("discriminator_real"), Last("discriminator_fake"), Last("zero_hinge_real"), Last("zero_hinge_fake"));

        double Last(string key) => log.Series($"health/{key}")[^1].Value;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var verdict = (IdleReal, IdleFake, Real - Fake) switch
        {
            ( > Won, > Won, _) => "the discriminator has won: the generator learns little from it",
            (_, _, < Undecided) => "the discriminator cannot tell real from inpainted",
            _ => "neither side has won",
        };
        return $"adversarial health: logits real {Numbers.Format(Real)}, inpainted {Numbers.Format(Fake)}; "
            + $"hinges idle {IdleReal:P0} real, {IdleFake:P0} inpainted; {verdict}";
    }
}
