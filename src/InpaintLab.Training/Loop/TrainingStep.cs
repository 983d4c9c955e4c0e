using InpaintLab.Core.Randomness;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Loading;
using InpaintLab.Data.Masks;
using InpaintLab.Models;
using InpaintLab.Models.Initialisation;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Objectives;
using InpaintLab.Training.Profiling;
using static TorchSharp.torch;

namespace InpaintLab.Training.Loop;

/// <summary>
/// What a step of training takes: the networks with their objective and moving average, and the batches. Everything random in step t is a
/// function of (seed, t). Create, use and dispose it on one thread.
/// </summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly Experiment _experiment;
    private readonly Action<DataEvent>? _onEvent;
    private readonly StepProfile? _profile;
    private readonly BatchPlan _plan;
    private readonly long _batchesPerEpoch;
    private readonly CapturedSteps? _captured;
    private readonly IJpegDecoder? _decoder;
    private BatchLoader? _loader;

    /// <summary>Networks and optimisers of a run at its start, or in a state that a checkpoint is to replace.</summary>
    /// <param name="experiment">What to train.</param>
    /// <param name="initialise">Whether weights are rescaled on the first batch, where the spec asks for it.</param>
    /// <param name="onEvent">Is told of broken images.</param>
    /// <param name="profile">Where the time of the steps is measured; null: nowhere. Then no step is captured in a graph.</param>
    /// <param name="graphs">Makes the graphs that steps are captured in; null: those that the spec asks for.</param>
    /// <param name="decoder">Decodes what the spec leaves to the device, and is disposed; null: the one of the device.</param>
    internal TrainingStep(
        Experiment experiment, bool initialise, Action<DataEvent>? onEvent, StepProfile? profile = null, Func<IDeviceGraph>? graphs = null,
        IJpegDecoder? decoder = null)
    {
        (_experiment, _onEvent, _profile) = (experiment, onEvent, profile);
        var spec = experiment.Spec;
        using (var loader = CreateLoader(experiment, 0, 0, onEvent))
            (_plan, _batchesPerEpoch) = (new BatchPlan(spec, loader.StepsPerEpoch), loader.StepsPerEpoch);
        if (spec.Training.Decode == Decoding.Gpu)
            _decoder = decoder ?? TorchvisionDecoder.Open(experiment.Device);
        Generator = experiment.CreateGenerator();
        Discriminator = spec.Objective.Adversarial.Kind == AdversarialKind.None ? null : experiment.CreateDiscriminator();
        if (initialise)
            Initialise(Generator);
        Generator.ToMemoryFormat(MemoryFormat.ChannelsLast);
        Discriminator?.ToMemoryFormat(MemoryFormat.ChannelsLast);
        Objective = new InpaintingObjective(spec, _plan.TotalSteps, Generator, Discriminator) { Profile = profile };
        graphs ??= spec.Training.CudaGraph && profile is null ? () => new CudaGraph(experiment.Device) : null;
        if (graphs is not null)
            _captured = new CapturedSteps(Objective, graphs);
        if (spec.Training.Ema > 0)
        {
            var average = experiment.CreateGenerator();
            average.ToMemoryFormat(MemoryFormat.ChannelsLast);
            Average = new WeightAverage(Generator, average, spec.Training.Ema);
        }
    }

    /// <summary>The network that inpaints.</summary>
    internal InpaintingGenerator Generator { get; }

    /// <summary>The network that judges; null without an adversarial term.</summary>
    internal InpaintingDiscriminator? Discriminator { get; }

    /// <summary>Losses and optimisers.</summary>
    internal InpaintingObjective Objective { get; }

    /// <summary>The averaged weights; null without.</summary>
    internal WeightAverage? Average { get; }

    /// <summary>How many graphs have been captured.</summary>
    internal int Captures => _captured?.Captures ?? 0;

    /// <summary>Losses and health since the last log line.</summary>
    internal LossWindow Window { get; } = new();

    /// <summary>Updates of the whole run.</summary>
    internal long TotalSteps => _plan.TotalSteps;

    /// <summary>Images that all steps before this one read.</summary>
    internal long ImagesBefore(long step) => _plan.FirstBatch(step) * _experiment.Spec.Training.Batch;

    /// <summary>Passes over the data that are complete before this step.</summary>
    internal long EpochsBefore(long step) => _plan.FirstBatch(step) / _batchesPerEpoch;

    /// <summary>A loader of the training split.</summary>
    internal static BatchLoader CreateLoader(Experiment experiment, long firstBatch, int workers, Action<DataEvent>? onEvent)
    {
        var spec = experiment.Spec;
        var masks = new MaskSource(experiment.Mask, spec.Seed, spec.Resolution, spec.Resolution);
        var options = new BatchLoaderOptions
        {
            BatchSize = spec.Training.Batch,
            Seed = spec.Seed,
            StartStep = firstBatch,
            Workers = workers,
            Transforms = experiment.Transforms,
            DefersDecoding = spec.Training.Decode == Decoding.Gpu,
        };
        return spec.Dataset.Placed(() => new BatchLoader(experiment.Dataset, masks, options, onEvent));
    }

    /// <summary>Rescales a generator's weights on the first batch, where the spec asks for it.</summary>
    internal void Initialise(InpaintingGenerator generator)
    {
        if (_experiment.Spec.Training.Init != Core.Specs.WeightInit.DataDriven)
            return;
        using var scope = NewDisposeScope();
        using var loader = CreateLoader(_experiment, 0, 0, _onEvent);
        var (image, mask) = BatchTensors.Of(loader.Read(0), _experiment.Device, _decoder);
        DataDrivenInit.Apply(generator, image, mask);
    }

    /// <summary>Starts the loader's workers, at the first batch of a step.</summary>
    internal void Start(long firstStep) =>
        _loader = CreateLoader(_experiment, _plan.FirstBatch(firstStep), _experiment.Spec.Training.Workers, _onEvent);

    /// <summary>Makes the step and returns the epoch of its last batch, from 0, and how many images it read.</summary>
    internal (long Epoch, long Images) Run(long step)
    {
        using var scope = NewDisposeScope();
        var epoch = 0L;

        // What is left to libtorch's default generator (dropout) depends on the step alone, not on what was drawn before.
        manual_seed((long)RandomStream.Create(_experiment.Spec.Seed, "libtorch", 0, step).NextUInt64());
        if (_captured is null)
            Objective.Step(step, Next, Window);
        else
        {
            _captured.Run(
                step, [.. Enumerable.Range(0, (int)(_plan.ImagesIn(step) / _experiment.Spec.Training.Batch)).Select(_ => Next())], Window);
        }

        using (_profile?.Phase(StepProfile.Average))
            Average?.Update(step + 1);
        return (epoch, _plan.ImagesIn(step));

        (Tensor Image, Tensor Mask) Next()
        {
            Batch batch;
            using (_profile?.Phase(StepProfile.DataWait))
                batch = _loader!.Next();
            epoch = batch.Epoch;
            using (_profile?.Phase(StepProfile.HostToDevice))
                return BatchTensors.Of(batch, _experiment.Device, _decoder);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _loader?.Dispose();
        Window.Dispose();
        _captured?.Dispose();
        _decoder?.Dispose();
        Objective.Dispose();
        Average?.Dispose();
        Discriminator?.Dispose();
        Generator.Dispose();
    }
}
