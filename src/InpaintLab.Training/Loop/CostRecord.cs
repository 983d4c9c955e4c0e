using System.Diagnostics;
using InpaintLab.Models;
using InpaintLab.Runs;
using InpaintLab.Runs.Log;
using InpaintLab.Runs.Queries;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Training.Loop;

/// <summary>
/// Writes what a run cost into its log, when training has ended and nothing has been evaluated yet; see <see cref="RunCost"/>.
/// </summary>
internal static class CostRecord
{
    private const int WarmUps = 2;
    private const int Forwards = 5;

    /// <summary>Measures and logs it. No weight and no random number is touched.</summary>
    internal static void Write(RunWriter run, Experiment experiment, Trainer trainer)
    {
        // Before anything is computed here: the peak is to be that of training.
        using var process = Process.GetCurrentProcess();
        var peak = process.PeakWorkingSet64;
        var side = experiment.Spec.Resolution;
        var cost = NetworkCost.Of(trainer.Generator, side);
        run.SetSummary(RunCost.GeneratorParametersKey, cost.Parameters);
        run.SetSummary(RunCost.GeneratorMultiplyAddsKey, cost.MultiplyAdds);
        if (trainer.Discriminator is { } discriminator)
            run.SetSummary(RunCost.DiscriminatorParametersKey, NetworkCost.ParametersOf(discriminator));
        run.SetSummary(RunCost.TrainingImagesKey, trainer.ImagesRead);
        run.LogScalars(trainer.LastStep, trainer.LastEpoch,
        [
            new ScalarValue(RunCost.PeakResidentBytesKey, peak),
            new ScalarValue(RunCost.ForwardMillisecondsKey, ForwardMilliseconds(trainer.Evaluated, side, experiment.Device)),
        ]);
    }

    private static double ForwardMilliseconds(InpaintingGenerator generator, int side, Device device)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        var image = zeros([1, 3, side, side], device: device).ToMemoryFormat(MemoryFormat.ChannelsLast);
        var mask = zeros([1, 1, side, side], device: device).ToMemoryFormat(MemoryFormat.ChannelsLast);
        mask.narrow(2, side / 4, side / 2).narrow(3, side / 4, side / 2).fill_(1);
        var training = generator.training;
        generator.eval();
        try
        {
            for (var i = 0; i < WarmUps; i++)
                Milliseconds();
            var times = Enumerable.Range(0, Forwards).Select(_ => Milliseconds()).Order().ToArray();
            return times[Forwards / 2];
        }
        finally
        {
            generator.train(training);
        }

        double Milliseconds()
        {
            using var forward = NewDisposeScope();
            var start = Stopwatch.GetTimestamp();

            // A number of the result waits for a GPU.
            _ = generator.call(image, mask).Refined.sum().ToDouble();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }
}
