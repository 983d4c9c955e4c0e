using System.Text.Json;
using InpaintLab.Training.Profiling;

namespace InpaintLab.Tests.Training.Profiling;

public sealed class StepProfilerTests
{
    [Fact]
    public void Phases_cover_a_step_and_modules_the_generator()
    {
        var experiment = TinyRun.Experiment(
            "objective.adversarial={kind: hinge, n_critic: 2}", "training.accumulate=2", "training.steps=100");
        var profile = StepProfiler.Run(experiment, 4, CancellationToken.None);

        Assert.Equal((52, 4), (profile.FirstStep, profile.Steps));
        Assert.Equal([.. StepProfile.Phases, "other"], profile.Phases.Select(p => p.Name));
        Assert.All(profile.Phases, p => Assert.True(p is { Milliseconds: >= 0, Share: >= 0 and <= 1.5 }, p.ToString()));
        Assert.InRange(profile.Phases.Sum(p => p.Milliseconds), 0.5 * profile.StepMilliseconds, 1.5 * profile.StepMilliseconds);

        using var generator = experiment.CreateGenerator();
        var paths = generator.named_modules().Select(m => m.name).ToHashSet();
        Assert.NotEmpty(profile.Modules);
        Assert.All(profile.Modules, m => Assert.Contains(m.Name, paths));
        Assert.Contains(profile.Modules, m => m.Name == "output");

        // Both batches of a step, and no forward for the discriminator's updates among them.
        Assert.All(Enumerable.Range(0, 4), step => Assert.Equal(2, profile.Spans.Count(s => s.Step == step && s.Name == "output")));
    }

    [Fact]
    public void The_trace_is_what_chrome_reads()
    {
        var profile = StepProfiler.Run(TinyRun.Experiment(), 2, CancellationToken.None);
        using var stream = new MemoryStream();
        profile.WriteTrace(stream);
        using var trace = JsonDocument.Parse(stream.ToArray());
        var events = trace.RootElement.GetProperty("traceEvents").EnumerateArray().ToList();
        Assert.Equal(profile.Spans.Count, events.Count);
        Assert.All(events, e => Assert.Equal("X", e.GetProperty("ph").GetString()));
        Assert.All(events, e => Assert.True(e.GetProperty("ts").GetDouble() >= 0 && e.GetProperty("dur").GetDouble() >= 0));
        Assert.Equal(events.Select(e => e.GetProperty("ts").GetDouble()).Order(), events.Select(e => e.GetProperty("ts").GetDouble()));
    }

    [Fact]
    public void A_profile_can_be_stopped() => Assert.Throws<OperationCanceledException>(
        () => StepProfiler.Run(TinyRun.Experiment(), 2, new CancellationToken(canceled: true)));
}
