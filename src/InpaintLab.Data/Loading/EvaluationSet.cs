using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Masks;

namespace InpaintLab.Data.Loading;

/// <summary>
/// A fixed choice of images, each with one mask of a frozen bank: the i-th readable image gets mask i (the bank starts over when it is
/// shorter), so every model sees the same pairs. Images are centre crops, not mirrored.
/// </summary>
public sealed class EvaluationSet
{
    private readonly SampleReader _reader;
    private readonly MaskBank _bank;
    private readonly int[] _order;

    /// <summary>Chooses the images; none is opened.</summary>
    /// <param name="dataset">The images.</param>
    /// <param name="split">Which of them.</param>
    /// <param name="bank">The masks; square, of the size at which images are read.</param>
    /// <param name="images">How many images at most; fewer when the split holds fewer.</param>
    /// <param name="seed">Chooses images at random; null = the first of the split.</param>
    /// <param name="onEvent">Called for each broken file.</param>
    /// <exception cref="UserErrorException">The dataset has no such split.</exception>
    public EvaluationSet(IDataset dataset, Split split, MaskBank bank, int images, long? seed = null, Action<DataEvent>? onEvent = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(images);
        var mask = bank.Masks[0].Mask;
        if (mask.Height != mask.Width)
            throw new ArgumentException($"expected square masks, received {mask.Width} x {mask.Height}", nameof(bank));
        _bank = bank;
        _reader = new SampleReader(dataset, split, mask.Height, onEvent);
        _order = seed is { } s ? RandomStream.Create(s, "evaluation").Permutation(_reader.Count) : [.. Enumerable.Range(0, _reader.Count)];
        Count = Math.Min(images, _reader.Count);
    }

    /// <summary>How many images are asked for; fewer come only when broken files leave fewer.</summary>
    public int Count { get; }

    /// <summary>How many broken files were met so far.</summary>
    public int BrokenImages => _reader.BrokenImages;

    /// <summary>Reads all pairs in order; the last batch may be smaller. Each call reads anew and yields the same.</summary>
    /// <param name="batchSize">Images per batch.</param>
    /// <exception cref="UserErrorException">Not one image can be read.</exception>
    public IEnumerable<Batch> Batches(int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        return ReadBatches(batchSize);
    }

    private IEnumerable<Batch> ReadBatches(int batchSize)
    {
        var side = _bank.Masks[0].Mask.Height;
        var candidates = new Queue<int>(_order);
        var pairs = 0;
        for (var step = 0; pairs < Count && candidates.Count > 0; step++)
        {
            var images = new List<(string Id, float[] Image)>();
            while (images.Count < Math.Min(batchSize, Count - pairs) && candidates.TryDequeue(out var index))
            {
                var image = new float[3 * side * side];
                if (_reader.TryRead(index, null, image))
                    images.Add((_reader.Id(index), image));
            }

            if (images.Count == 0)
                break;
            var batch = new Batch(images.Count, side, side, step, 0);
            for (var i = 0; i < images.Count; i++, pairs++)
            {
                images[i].Image.CopyTo(batch.Image(i));
                batch.ImageIds[i] = images[i].Id;
                batch.SetMask(i, _bank.Masks[pairs % _bank.Masks.Count]);
            }

            yield return batch;
        }

        if (pairs == 0)
            throw _reader.NothingReadable();
    }
}
