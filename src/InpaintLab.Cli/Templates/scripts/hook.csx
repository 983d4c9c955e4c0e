// __name__: is told how a run goes. In a spec beside this file:
//
//   hooks: [__name__.csx]
//
// or, to be called less often and not to end the run when it fails:
//
//   hooks: {scripts: [{file: __name__.csx, every: 100}], on_error: warn}
//
// These statements run once, before training; the handlers are called while it goes on. See src/docs/hooks.md for all they can do.

OnStart(e => Say(e.IsResumed ? $"goes on after step {e.Step}" : $"{Run.Name} is to take {TotalSteps} steps"));

// Logged as the series hook/l1_ratio. Means are those of all steps since the last log line.
OnStep(e => Log("l1_ratio", e.Mean("loss/l1_hole") / Math.Max(1e-9, e.Mean("loss/l1_known"))));

OnEvaluation(e =>
{
    var metric = Spec.Evaluation.Metrics[0];
    Log("first_metric", e.Mean(metric));

    // What is changed here is part of checkpoints, so that a resumed run goes on as if it had not been stopped. What a script keeps
    // in variables of its own is not: decide by what is logged or evaluated.
    //
    //   if (!e.IsFinal && e.Mean("psnr_hole") > 30)
    //       LearningRateFactor = 0.1;
    //   if (!e.IsFinal && e.Mean("psnr_hole") > 35)
    //       StopEarly("good enough");
});

OnEpochEnd(e => Say($"epoch {e.Epoch} is complete at step {e.Step}"));
OnCheckpoint(e => { if (e.IsBest) Tag("has-best"); });
OnEnd(e => Say($"finished after {e.Step} steps"));
OnFailure(e => Say($"failed at step {e.Step}: {e.Error.Message}"));
