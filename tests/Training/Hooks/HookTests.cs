using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Scripting;
using InpaintLab.Training.Checkpoints;
using InpaintLab.Training.Hooks;

namespace InpaintLab.Tests.Training.Hooks;

/// <summary>What hooks are told, and what they leave alone.</summary>
public sealed class HookTests : IDisposable
{
    private readonly ScriptedRun _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_hook_that_only_looks_and_logs_leaves_the_run_bit_identical()
    {
        var plain = _runs.Start(_runs.Spec(), "plain").Run;
        var watched = _runs.Start(_runs.WithHook(
            """
            OnStep(e => { Generator.call(zeros([1, 3, 16, 16]), zeros([1, 1, 16, 16])); Log("twice", 2 * e.Mean("loss/l1")); Log("noise", rand([4]).sum().ToDouble()); }, every: 3);
            OnEvaluation(e => LogImage("first", (Evaluated.call(zeros([1, 3, 16, 16]), ones([1, 1, 16, 16])).Refined.squeeze(0) + 1) / 2));
            OnEpochEnd(e => Tag($"epoch-{e.Epoch}"));
            """), "watched").Run;
        var content = RunContent.Of(watched).Where(line => !line.Contains(" hook/", StringComparison.Ordinal)).ToList();
        Assert.Equal(RunContent.Of(plain), content);

        var log = TinyRun.Log(watched);
        Assert.Equal([3, 6, 9, 12], log.Series("hook/twice").Select(p => p.Step));
        Assert.Equal(2 * log.Series("loss/l1")[^1].Value, log.Series("hook/twice")[^1].Value);
        Assert.Equal([4, 8, 12], log.Images().Where(i => i.Name == "hook/first").Select(i => i.Step));
        Assert.All(log.Images(), image => Assert.True(File.Exists(Path.Combine(watched.Path, image.Path))));
        Assert.Equal(["epoch-0"], log.Events.Where(e => e.Kind == "tag-added").Select(e => e.Message)); // 14 images, 24 read
    }

    [Fact]
    public void Handlers_are_called_in_the_order_of_the_run_at_the_steps_that_the_spec_says()
    {
        var script = _runs.Script("hook.csx",
            """
            OnStart(e => Say($"start {e.Step} {e.IsResumed}"));
            OnStep(e => Say($"step {e.Step}"));
            OnEpochEnd(e => Say($"epoch {e.Epoch} {e.Step}"));
            OnEvaluation(e => Say($"evaluation {e.Step} {e.IsFinal} {e.Results.Count} {double.IsFinite(e.Mean("l1"))}"));
            OnCheckpoint(e => Say($"checkpoint {e.Step} {e.IsBest} {System.IO.File.Exists(e.Path)}"));
            OnEnd(e => Say($"end {e.Step} {e.Outcome.Network.Count}"));
            OnFailure(e => Say("failure"));
            """);
        var observer = new Observer();
        var spec = _runs.Spec($"hooks=[{{file: {script}, every: 4}}]", "training.steps=8");
        _runs.Start(spec, "runs", observer);
        Assert.Equal(
            [
                "start 0 False", "checkpoint 0 False True", "step 4", "checkpoint 4 True True", "evaluation 4 False 1 True", "epoch 0 7", "step 8",
                "checkpoint 8 False True", "evaluation 8 True 1 True", "end 8 1",
            ],
            observer.Notices);
    }

    [Fact]
    public void A_learning_rate_changed_by_a_hook_survives_a_resume()
    {
        const string hook = "OnEvaluation(e => { if (e.Step == 4) { LearningRateFactor = 0.1; DiscriminatorLearningRateFactor = 3; } });";
        var options = new[] { "training.checkpoint_every=5", "objective.adversarial={kind: hinge, start: 0}", "resolution=64", "training.steps=9", "training.log_every=1" };
        var unchanged = _runs.Start(_runs.Spec(options), "unchanged").Run;
        var spec = _runs.WithHook(hook, options);
        var straight = _runs.Start(spec, "straight").Run;
        Assert.NotEqual(Weights(unchanged), Weights(straight));
        Assert.Equal([(4L, 0.1)], TinyRun.Log(straight).Series("hook/learning_rate_factor").Select(p => (p.Step, p.Value)));

        Assert.Throws<TimeoutException>(() => _runs.Start(spec, "died", new Observer { WhenLogged = p => Crash(p.Step == 7) }));
        var run = _runs.Only("died");
        Assert.Equal(5, Checkpoint.ReadStep(Checkpoint.LastPath(run)));
        _runs.Resume(run);
        Assert.Equal(RunContent.Of(straight), RunContent.Of(run));
    }

    [Fact]
    public void A_stop_that_a_hook_asked_for_holds_after_a_resume()
    {
        var spec = _runs.WithHook("OnStep(e => { if (e.Step == 6) StopEarly(\"enough\"); });");
        var straight = _runs.Start(spec, "straight");
        Assert.Equal(6, straight.Steps);
        Assert.Contains("stopped early at step 6 of 12: hook.csx: enough", TinyRun.Log(straight.Run).StateMessage);

        Assert.Throws<TimeoutException>(() => _runs.Start(spec, "killed", new Observer { WhenEvaluated = step => Crash(step == 6) }));
        Assert.Equal(6, _runs.Resume(_runs.Only("killed")).Steps);
        Assert.Equal(RunContent.Of(straight.Run), RunContent.Of(_runs.Only("killed")));
    }

    [Fact]
    public void A_failing_hook_ends_the_run_with_its_name_its_line_and_a_checkpoint()
    {
        const string hook =
            """
            OnStep(e =>
            {
                if (e.Step == 7 && !System.IO.File.Exists(Spec.Description))
                    throw new InvalidOperationException("no such number");
            });
            OnFailure(e => Tag("told"));
            """;
        var later = _runs.File("later");
        var spec = _runs.WithHook(hook, $"description={later}");
        var error = Assert.Throws<HookFailedException>(() => _runs.Start(spec, "failed"));
        Assert.StartsWith("hook hook.csx failed in OnStep at step 7: ", error.Message);
        Assert.Contains("hook.csx:4:9: InvalidOperationException: no such number", error.Message);
        var run = _runs.Only("failed");
        var log = TinyRun.Log(run);
        Assert.Equal((RunState.Failed, 7), (log.State, Checkpoint.ReadStep(Checkpoint.LastPath(run))));
        Assert.Equal(["hook-failed", "failed", "tag-added"], log.Events.Where(e => e.Kind is "hook-failed" or "failed" or "tag-added").Select(e => e.Kind));

        // What it lacked is there now: the run goes on as the one that never lacked it.
        File.WriteAllText(later, "");
        _runs.Resume(run);
        Assert.Equal(RunContent.Of(_runs.Start(spec, "straight").Run), RunContent.Of(run));
    }

    [Fact]
    public void With_on_error_warn_the_run_goes_on_bit_identical_and_says_it_seldom()
    {
        var plain = _runs.Start(_runs.Spec(), "plain").Run;
        var script = _runs.Script("hook.csx", "OnStep(e => Log(\"x\", e.Mean(\"loss/none\")));\nOnEnd(e => Tag(\"end\"));");
        var observer = new Observer();
        var run = _runs.Start(_runs.Spec($"hooks={{scripts: [{script}], on_error: warn}}"), "warned", observer).Run;
        Assert.Equal(RunContent.Of(plain), RunContent.Of(run));
        var warnings = TinyRun.Log(run).Events.Where(e => e.Kind == "hook-failed").ToList();
        Assert.Equal(2, warnings.Count); // of 12: the 1st and the 10th
        Assert.All(warnings, w => Assert.Equal(EventLevel.Warning, w.Level));
        Assert.Contains("hook.csx failed in OnStep at step 1: ", warnings[0].Message);
        Assert.Contains("unknown series 'loss/none'", warnings[0].Message);
        Assert.Contains("it has failed 10 times", warnings[1].Message);
        Assert.Contains(TinyRun.Log(run).Events, e => e is { Kind: "tag-added", Message: "end" });
    }

    [Theory]
    [InlineData("OnCheckpoint(e => LearningRateFactor = 2);", "expected in a handler of OnStep")]
    [InlineData("OnEvaluation(e => { if (e.IsFinal) StopEarly(\"now\"); });", "expected in a handler of OnStep")]
    [InlineData("OnStep(e => LearningRateFactor = double.NaN);", "expected a factor from 0 to 1000, received NaN")]
    [InlineData("OnStep(e => Log(\"../x\", 1));", "expected a name of letters")]
    [InlineData("Log(\"x\", 1);", "expected in a handler")]
    public void What_would_not_survive_a_resume_or_harm_the_run_is_refused(string text, string message) =>
        Assert.Contains(message, Assert.Throws<HookFailedException>(() => _runs.Start(_runs.WithHook(text, "training.steps=1"), "runs")).Message);

    [Fact]
    public void A_hook_that_does_not_compile_or_is_not_confirmed_leaves_no_run_behind()
    {
        var broken = Assert.Throws<ScriptException>(() => _runs.Start(_runs.WithHook("OnStepp(e => { });"), "runs"));
        Assert.Contains("hook.csx:1:1: ", broken.Message);
        Assert.Contains("Did you mean 'OnStep'?", broken.Message);

        var other = _runs.File("specs", "other.csx");
        File.WriteAllText(other, "OnStart(e => Say(\"x\"));");
        var untrusted = Assert.Throws<UntrustedScriptException>(() => _runs.Start(_runs.Spec($"hooks=[{other}]"), "runs"));
        Assert.Contains("--trust", untrusted.Message);
        Assert.Empty(RunFolder.List(_runs.File("runs", "x")[..^2]));
    }

    [Fact]
    public void A_run_keeps_its_scripts_with_all_that_they_load_and_their_hash()
    {
        Directory.CreateDirectory(_runs.File("specs", "parts", "x")[..^2]);
        File.WriteAllText(_runs.File("specs", "parts", "twice.csx"), "double Twice(double x) => 2 * x;");
        var spec = _runs.WithHook("#load \"parts/twice.csx\"\nOnStep(e => Log(\"x\", Twice(1)));", "training.steps=1");
        var run = _runs.Start(spec, "runs").Run;
        Assert.Equal(File.ReadAllText(_runs.File("specs", "hook.csx")), File.ReadAllText(Path.Combine(run.Path, "scripts", "hook.csx")));
        Assert.True(File.Exists(Path.Combine(run.Path, "scripts", "parts", "twice.csx")));
        var hash = Assert.Single(spec.Scripts).Sha256;
        Assert.Contains($"sha256: {hash}", File.ReadAllText(run.SpecPath));
        Assert.Equal(hash, RunEnvironment.Read(run.EnvironmentPath).Extra["script hook.csx"]);

        // The run's spec stands for the same experiment, wherever the first one has gone.
        File.Delete(_runs.File("specs", "hook.csx"));
        Assert.Equal(spec.Hash, InpaintLab.Core.Specs.SpecLoader.Resolve(run.SpecPath, [], _runs.Registry).Hash);
        File.AppendAllText(Path.Combine(run.Path, "scripts", "parts", "twice.csx"), "\n");
        var changed = Assert.ThrowsAny<UserErrorException>(() => InpaintLab.Core.Specs.SpecLoader.Resolve(run.SpecPath, [], _runs.Registry));
        Assert.Contains("it was changed", changed.Message);
    }

    private static IEnumerable<string> Weights(RunFolder run) => RunContent.Tensors(Checkpoint.LastPath(run));

    private static void Crash(bool now)
    {
        if (now)
            throw new TimeoutException("the machine went down");
    }
}
