using System.Collections.Concurrent;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Masks;
using InpaintLab.Data.Transforms;

namespace InpaintLab.Data.Loading;

/// <summary>How a <see cref="BatchLoader"/> goes through a split.</summary>
public sealed record BatchLoaderOptions
{
    /// <summary>Which split.</summary>
    public Split Split { get; init; } = Split.Train;

    /// <summary>Images per batch, at least 1.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The run's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Threads that read ahead; 0 = read in the caller's thread.</summary>
    public int Workers { get; init; }

    /// <summary>The first step that <see cref="BatchLoader.Next"/> returns: where a resumed run goes on.</summary>
    public long StartStep { get; init; }

    /// <summary>What is done to each image, in order.</summary>
    public IReadOnlyList<ITransform> Transforms { get; init; } = [];

    /// <summary>
    /// Whether JPEG files stay files, with the place of crop and flips, for whoever makes tensors of the batch
    /// (<see cref="Batch.Deferred"/>).
    /// </summary>
    public bool DefersDecoding { get; init; }

    /// <summary>Batches that may wait ready, per worker.</summary>
    public int QueuedPerWorker { get; init; } = 2;
}

/// <summary>
/// Endless training batches. What is in the batch of a step depends only on the seed and the step: the order of an epoch is a random
/// permutation of the split (stream "order"), crop and flips come from ("augment", epoch, index), transforms draw from ("transform", epoch,
/// index), masks from ("mask", epoch, index) with
/// the image's index. So the number of workers changes nothing, and going on at a step needs no saved state. The last images of an
/// epoch that do not fill a batch are left out. <see cref="Next"/> is for one thread; dispose to end the workers.
/// </summary>
public sealed class BatchLoader : IDisposable
{
    private readonly BatchLoaderOptions _options;
    private readonly MaskSource _masks;
    private readonly SampleReader _reader;
    private readonly ConcurrentDictionary<long, int[]> _orders = new();
    private readonly ReadAhead<Batch>? _readAhead;

    /// <summary>Starts the workers.</summary>
    /// <param name="dataset">The images; not disposed.</param>
    /// <param name="masks">The masks; their size is that of the images, and must be square.</param>
    /// <param name="options">How.</param>
    /// <param name="onEvent">Called for each broken file, from any worker's thread but never from two at once.</param>
    /// <exception cref="UserErrorException">No such split, or it holds fewer images than a batch, or it cannot be deferred.</exception>
    public BatchLoader(IDataset dataset, MaskSource masks, BatchLoaderOptions options, Action<DataEvent>? onEvent = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Workers);
        ArgumentOutOfRangeException.ThrowIfNegative(options.StartStep);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.QueuedPerWorker);
        if (masks.Height != masks.Width)
            throw new ArgumentException($"expected square masks, received {masks.Width} x {masks.Height}", nameof(masks));
        if (options.DefersDecoding)
            DeferredDecoding.Check(dataset, options.Transforms);
        (_options, _masks, NextStep) = (options, masks, options.StartStep);
        _reader = new SampleReader(dataset, options.Split, masks.Height, onEvent);
        StepsPerEpoch = _reader.Count / options.BatchSize;
        if (StepsPerEpoch == 0)
        {
            throw new UserErrorException(
                $"dataset: expected one batch of {options.BatchSize} images in split {options.Split.Name()}, found {_reader.Count}");
        }

        if (options.Workers > 0)
            _readAhead = new ReadAhead<Batch>(Read, options.StartStep, options.Workers, options.Workers * options.QueuedPerWorker);
    }

    /// <summary>Full batches in one pass over the split.</summary>
    public long StepsPerEpoch { get; }

    /// <summary>The step whose batch <see cref="Next"/> returns next.</summary>
    public long NextStep { get; private set; }

    /// <summary>How many broken files were met so far (with workers: also ahead of <see cref="NextStep"/>).</summary>
    public int BrokenImages => _reader.BrokenImages;

    /// <summary>The batch of <see cref="NextStep"/>; waits for the workers.</summary>
    /// <exception cref="UserErrorException">What a worker met: no readable image, mask bounds that cannot be met.</exception>
    public Batch Next()
    {
        var batch = _readAhead is null ? Read(NextStep) : _readAhead.Next();
        NextStep++;
        return batch;
    }

    /// <summary>The batch of any step, read in this thread; the same as <see cref="Next"/> returns for it.</summary>
    public Batch Read(long step)
    {
        var epoch = step / StepsPerEpoch;
        var first = (int)(step % StepsPerEpoch) * _options.BatchSize;
        var order = Order(epoch);
        var batch = new Batch(_options.BatchSize, _masks.Height, _masks.Width, step, epoch, _options.DefersDecoding);
        for (var i = 0; i < batch.Count; i++)
        {
            var index = order[first + i];
            var read = ReadImage(batch, i, index);
            batch.ImageIds[i] = _reader.Id(read);
            batch.SetMask(i, _masks.Draw(epoch, index));
        }

        return batch;
    }

    /// <summary>Ends the workers and waits for them.</summary>
    public void Dispose() => _readAhead?.Dispose();

    private int ReadImage(Batch batch, int place, int index)
    {
        if (batch.Deferred is { } deferred)
            return _reader.ReadOrReplace(index, Augmentation, out deferred[place]);
        var read = _reader.ReadOrReplace(index, Augmentation, batch.Image(place));
        Transform(batch.Image(place), batch.Epoch, read);
        return read;

        RandomStream Augmentation(int image) => RandomStream.Create(_options.Seed, "augment", batch.Epoch, image);
    }

    private void Transform(Span<float> image, long epoch, int index)
    {
        if (_options.Transforms.Count == 0)
            return;
        var stream = RandomStream.Create(_options.Seed, "transform", epoch, index);
        foreach (var transform in _options.Transforms)
            transform.Apply(image, _masks.Height, _masks.Width, stream);
    }

    private int[] Order(long epoch)
    {
        // Read-ahead may straddle two epochs; older orders are dropped (and would only be drawn again).
        _orders.TryRemove(epoch - 2, out _);
        return _orders.GetOrAdd(epoch, e => RandomStream.Create(_options.Seed, "order", e).Permutation(_reader.Count));
    }
}
