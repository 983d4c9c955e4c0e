using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using InpaintLab.Classical;
using InpaintLab.Core.Errors;
using InpaintLab.Training.Inference;

namespace InpaintLab.Cli.Inpainting;

/// <summary>Inpaints images with a classical method, each whole and several at a time; libtorch is not loaded.</summary>
/// <param name="method">The method.</param>
/// <param name="options">What is done beside inpainting.</param>
/// <param name="work">
/// Threads (a single image gets all of them, of several images each gets one), and what is told of a single image's progress.
/// </param>
/// <param name="report">Is told of each image as it ends, in any order, never by two threads at once.</param>
internal sealed class ClassicalBatch(IClassicalMethod method, BatchOptions options, ClassicalWork work, Action<InpaintingResult> report)
{
    private readonly Lock _reporting = new();

    /// <summary>Does the tasks.</summary>
    /// <exception cref="InpaintingFailure">A task failed and the batch is not to keep going.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; what was not finished is not written.</exception>
    public void Run(IReadOnlyList<InpaintingTask> tasks)
    {
        var share = tasks.Count == 1 ? work : work with { Threads = 1, Progress = null };
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = work.Threads, CancellationToken = work.Stop };
        try
        {
            Parallel.ForEach(
                Partitioner.Create(tasks, EnumerablePartitionerOptions.NoBuffering), parallel, task => Report(Do(task, share)));
        }
        catch (AggregateException e)
        {
            // What failed first is what the user is told; the others that were in progress may have failed for the same reason.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    private InpaintingResult Do(InpaintingTask task, ClassicalWork share)
    {
        if (options.SkipExisting && File.Exists(task.Output))
            return InpaintingResult.Skipped(task);
        try
        {
            var loaded = LoadedTask.Read(task, options.Polarity, previous: null);
            loaded.Write(Fill(loaded, share), options.Quality);
            return InpaintingResult.Done(loaded, InpaintingStrategy.Whole, loaded.Mask.AsSpan().Contains((byte)1) ? 1 : 0);
        }
        catch (InpaintingFailure e) when (options.KeepGoing)
        {
            return InpaintingResult.Failed(task, e);
        }
    }

    private Imaging.ImageBuffer Fill(LoadedTask loaded, ClassicalWork share)
    {
        try
        {
            return options.Blend.Apply(loaded.Image, method.Inpaint(loaded.Image, loaded.Mask, share), loaded.Mask, share);
        }
        catch (UserErrorException e)
        {
            throw loaded.Refused(e);
        }
    }

    private void Report(InpaintingResult result)
    {
        lock (_reporting)
            report(result);
    }
}
