using InpaintLab.Runs;

namespace InpaintLab.Cli.Output;

/// <summary>Where the game of generator and discriminator stood at the last log line of a run.</summary>
/// <param name="Real">Mean logit of real images.</param>
/// <param name="Fake">Mean logit of composites.</param>
/// <param name="IdleReal">
/// Share of real logits beyond the hinge, which no longer teach the discriminator anything; null without hinge.
/// </param>
/// <param name="IdleFake">The same for composites.</param>
internal sealed record AdversarialHealth(double Real, double Fake, double? IdleReal, double? IdleFake)
{
    // Nearly every hinge is idle: the discriminator tells all apart and has stopped to learn.
    private const double Won = 0.95;

    // Real and fake are judged alike.
    private const double Undecided = 0.05;

    /// <summary>The health of a run; null when it has no adversarial term, or that term never set in.</summary>
    public static AdversarialHealth? Of(RunLog log)
    {
        return Last("discriminator_real") is { } real && Last("discriminator_fake") is { } fake
            ? new AdversarialHealth(real, fake, Last("zero_hinge_real"), Last("zero_hinge_fake"))
            : null;

        double? Last(string key) => log.Series($"health/{key}") is { Count: > 0 } points ? points[^1].Value : null;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var logits = $"adversarial health: logits real {Numbers.Format(Real)}, inpainted {Numbers.Format(Fake)}";
        if (IdleReal is null || IdleFake is null)
            return logits;
        var verdict = (IdleReal, IdleFake, Real - Fake) switch
        {
            ( > Won, > Won, _) => "the discriminator has won: the generator learns little from it",
            (_, _, < Undecided) => "the discriminator cannot tell real from inpainted",
            _ => "neither side has won",
        };
        return $"{logits}; hinges idle {IdleReal:P0} real, {IdleFake:P0} inpainted; {verdict}";
    }
}
