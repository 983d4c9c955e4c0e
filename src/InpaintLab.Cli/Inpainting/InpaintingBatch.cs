using InpaintLab.Classical;
using InpaintLab.Core.Errors;
using InpaintLab.Imaging;
using InpaintLab.Torch;
using InpaintLab.Training.Inference;

namespace InpaintLab.Cli.Inpainting;

/// <summary>What a batch does beside inpainting.</summary>
/// <param name="Polarity">The colour of the hole in mask files.</param>
/// <param name="Quality">Of JPEG files, 1 to 100.</param>
/// <param name="KeepGoing">Whether what fails is reported and passed over, instead of ending the batch.</param>
/// <param name="SkipExisting">Whether results that are there already are kept.</param>
/// <param name="Blend">What is done to fills before they are written.</param>
internal sealed record BatchOptions(MaskPolarity Polarity, int Quality, bool KeepGoing, bool SkipExisting, Blending Blend = Blending.None);

/// <summary>Inpaints one image after the other, while a thread of the pool reads the next one: at most two are in memory.</summary>
internal sealed class InpaintingBatch(Inpainter inpainter, BatchOptions options, Action<InpaintingResult> report)
{
    /// <summary>Does the tasks in order, and reports each as it ends.</summary>
    /// <exception cref="InpaintingFailure">A task failed and the batch is not to keep going.</exception>
    /// <exception cref="OperationCanceledException">It was stopped between two images.</exception>
    public void Run(IReadOnlyList<InpaintingTask> tasks, CancellationToken stop)
    {
        var open = new Queue<InpaintingTask>(tasks);
        var next = ReadNext(open, null);
        while (next is not null)
        {
            stop.ThrowIfCancellationRequested();
            var (task, reading) = next.Value;
            LoadedTask? loaded = null;
            try
            {
                // The error itself, not one that is wrapped.
                loaded = reading.GetAwaiter().GetResult();
            }
            catch (InpaintingFailure e) when (options.KeepGoing)
            {
                report(InpaintingResult.Failed(task, e));
            }

            next = ReadNext(open, loaded);
            if (loaded is not null)
                Finish(loaded);
        }
    }

    private (InpaintingTask Task, Task<LoadedTask> Reading)? ReadNext(Queue<InpaintingTask> open, LoadedTask? previous)
    {
        while (open.TryDequeue(out var task))
        {
            if (!options.SkipExisting || !File.Exists(task.Output))
                return (task, Task.Run(() => LoadedTask.Read(task, options.Polarity, previous)));
            report(InpaintingResult.Skipped(task));
        }

        return null;
    }

    private void Finish(LoadedTask loaded)
    {
        try
        {
            var original = options.Blend == Blending.None ? loaded.Image : loaded.Image.Copy();
            var (strategy, pieces) = Fill(loaded);
            loaded.Write(
                options.Blend.Apply(original, loaded.Image, loaded.Mask, ClassicalWork.Default with { Threads = LibTorch.Threads }),
                options.Quality);
            report(InpaintingResult.Done(loaded, strategy, pieces));
        }
        catch (InpaintingFailure e) when (options.KeepGoing)
        {
            report(InpaintingResult.Failed(loaded.Task, e));
        }
    }

    private (InpaintingStrategy Strategy, int Pieces) Fill(LoadedTask loaded)
    {
        try
        {
            return inpainter.Fill(loaded.Image, loaded.Mask);
        }
        catch (UserErrorException e)
        {
            throw loaded.Refused(e);
        }
        catch (TorchException e) when (e.Kind == TorchErrorKind.OutOfMemory)
        {
            throw new InpaintingFailure(
                InpaintingFailure.NoMemory,
                $"{loaded.Task.Image}: no memory left: {e.Message}; try --strategy tiles, a smaller --tile, or the CPU");
        }
    }
}
