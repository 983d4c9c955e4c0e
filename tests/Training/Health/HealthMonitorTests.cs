using InpaintLab.Core.Specs;
using InpaintLab.Runs;
using InpaintLab.Tests.Runs;
using InpaintLab.Training.Health;

namespace InpaintLab.Tests.Training.Health;

/// <summary>The rules on made-up series.</summary>
public sealed class HealthMonitorTests
{
    private static readonly Dictionary<string, double> Healthy = new()
    {
        ["loss/l1"] = 0.2,
        ["loss/discriminator"] = 0.7,
        ["health/generator_gradient_norm"] = 0.5,
        ["health/discriminator_gradient_norm"] = 0.5,
        ["health/discriminator_margin"] = 1.1,
        ["health/discriminator_real"] = 0.6,
        ["health/zero_hinge_real"] = 0.3,
        ["health/zero_hinge_fake"] = 0.3,
        ["health/saturated"] = 0.05,
        ["health/out_of_range"] = 0,
    };

    public static TheoryData<string, AdversarialKind, string> Ailments => new()
    {
        { "discriminator-won", AdversarialKind.Hinge, "health/zero_hinge_real=0.99 health/zero_hinge_fake=0.99" },
        { "discriminator-won", AdversarialKind.Ns, "loss/discriminator=0.001" },
        { "discriminator-lost", AdversarialKind.Hinge, "health/discriminator_margin=0.001" },
        { "margin-runs-away", AdversarialKind.Ns, "health/discriminator_margin=14" },
        { "critic-drifts", AdversarialKind.WganGp, "health/discriminator_real=-5000" },
        { "discriminator-gradient-exploded", AdversarialKind.WganGp, "health/discriminator_gradient_norm=1e5" },
        { "generator-gradient-exploded", AdversarialKind.None, "health/generator_gradient_norm=1e5" },
        { "generator-gradient-vanished", AdversarialKind.None, "health/generator_gradient_norm=1e-9" },
        { "output-saturated", AdversarialKind.None, "health/saturated=0.8" },
        { "output-out-of-range", AdversarialKind.None, "health/out_of_range=0.5" },
    };

    [Theory]
    [MemberData(nameof(Ailments))]
    public void A_sign_that_lasts_is_warned_of_once_with_evidence_and_advice(string rule, AdversarialKind kind, string ailing)
    {
        var monitor = Monitor(kind);
        Assert.Empty(Feed(monitor, kind, 10, 400));
        var warning = Assert.Single(Feed(monitor, kind, 410, 850, ailing));
        Assert.Equal(600, warning.Step);
        Assert.Equal(($"health/{rule}", rule), (warning.Warning.Kind, warning.Warning.Rule));
        Assert.StartsWith($"{rule}: for the last 200 steps ", warning.Warning.Message);
        Assert.Matches("(training|objective)\\.[a-z0-9_.]+", warning.Warning.Message);

        // Gone, and back again: that is news.
        Assert.Empty(Feed(monitor, kind, 860, 1100));
        Assert.Equal(1300, Assert.Single(Feed(monitor, kind, 1110, 1500, ailing)).Step);
    }

    [Theory]
    [InlineData("loss/l1=0.31", "generator-stuck")]
    [InlineData("loss/discriminator=1", "discriminator-stuck")]
    public void A_loss_that_does_not_move_at_all_is_stuck(string ailing, string rule)
    {
        var warning = Assert.Single(Feed(Monitor(AdversarialKind.Hinge), AdversarialKind.Hinge, 10, 600, ailing));
        Assert.Equal((500L, rule), (warning.Step, warning.Warning.Rule));
    }

    [Theory]
    [InlineData(AdversarialKind.None)]
    [InlineData(AdversarialKind.Hinge)]
    [InlineData(AdversarialKind.Ns)]
    [InlineData(AdversarialKind.WganGp)]
    [InlineData(AdversarialKind.WganGpEps)]
    public void A_healthy_run_is_not_warned_of(AdversarialKind kind) => Assert.Empty(Feed(Monitor(kind), kind, 10, 3000));

    [Fact]
    public void A_sign_with_a_healthy_line_in_between_is_not_warned_of()
    {
        var monitor = Monitor(AdversarialKind.None);
        for (var start = 10; start < 1000; start += 190)
        {
            Assert.Empty(Feed(monitor, AdversarialKind.None, start, start + 170, "health/saturated=0.9"));
            Assert.Empty(Feed(monitor, AdversarialKind.None, start + 180, start + 180));
        }
    }

    [Fact]
    public void A_value_that_is_no_number_is_no_sign() =>
        Assert.Empty(Feed(Monitor(AdversarialKind.Ns), AdversarialKind.Ns, 10, 400, "health/discriminator_margin=NaN loss/discriminator=NaN"));

    [Fact]
    public void Few_lines_are_a_snapshot_and_many_steps_between_them_no_hindrance()
    {
        var monitor = Monitor(AdversarialKind.None);
        Assert.Empty(Feed(monitor, AdversarialKind.None, 150, 300, "health/saturated=0.9", every: 150));
        var dense = Monitor(AdversarialKind.None);
        Assert.Equal(200, Assert.Single(Feed(dense, AdversarialKind.None, 1, 300, "health/saturated=0.9", every: 1)).Step);
    }

    [Fact]
    public void A_resumed_run_does_not_warn_again_of_what_it_warned_of()
    {
        using var folder = new TemporaryFolder();
        using var run = SampleRun.Create(folder);
        foreach (var step in Enumerable.Range(1, 40).Select(i => 10L * i))
            run.LogScalars(step, 0, [.. Line("health/saturated=0.9", step).Select(m => new InpaintLab.Runs.Log.ScalarValue(m.Key, m.Mean))]);
        run.Commit();
        var resumed = Monitor(AdversarialKind.None);
        resumed.Replay(RunLog.Read(run.Folder.LogPath), lastStep: 300);
        Assert.Empty(Feed(resumed, AdversarialKind.None, 310, 400, "health/saturated=0.9"));

        // Cut off before the sign had lasted, the warning is still to come.
        resumed = Monitor(AdversarialKind.None);
        resumed.Replay(RunLog.Read(run.Folder.LogPath), lastStep: 150);
        Assert.Equal(200, Assert.Single(Feed(resumed, AdversarialKind.None, 160, 400, "health/saturated=0.9")).Step);
    }

    private static HealthMonitor Monitor(AdversarialKind kind) => new(TinyRun.Spec().Spec with
    {
        Objective = new ObjectiveSpec { Adversarial = new AdversarialSpec { Kind = kind } },
    });

    private static List<(long Step, HealthWarning Warning)> Feed(
        HealthMonitor monitor, AdversarialKind kind, long first, long last, string ailing = "", int every = 10)
    {
        var warnings = new List<(long, HealthWarning)>();
        for (var step = first; step <= last; step += every)
        {
            var line = Line(ailing, step).Where(m => kind != AdversarialKind.None || !m.Key.Contains("discriminator", StringComparison.Ordinal));
            warnings.AddRange(monitor.Observe(step, [.. line]).Select(w => (step, w)));
        }

        return warnings;
    }

    // Healthy values wobble; ailing ones are as given.
    private static IEnumerable<(string Key, double Mean)> Line(string ailing, long step)
    {
        var given = ailing.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(a => a.Split('=')).ToDictionary(a => a[0], a => double.Parse(a[1]));
        return Healthy.Select(h => (h.Key, given.TryGetValue(h.Key, out var value) ? value : h.Value * (1 + (0.1 * Math.Sin(step)))));
    }
}
