using System.Collections.Concurrent;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Data.Datasets;
using InpaintLab.Imaging;

namespace InpaintLab.Data.Loading;

/// <summary>Something that happened to the data and that a run should record.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Split">In which split.</param>
/// <param name="ImageId">To which image.</param>
/// <param name="Message">For people: names the file and says what is wrong with it.</param>
public sealed record DataEvent(DataEventKind Kind, Split Split, string ImageId, string Message);

/// <summary>The kinds of <see cref="DataEvent"/>.</summary>
public enum DataEventKind
{
    /// <summary>A file could not be read as an image and is skipped from now on.</summary>
    BrokenImage,
}

/// <summary>
/// Reads the images of one split past broken files: each is reported once, counted and left out from then on. Safe to use from several
/// threads at once.
/// </summary>
public sealed class SampleReader
{
    private readonly IDataset _dataset;
    private readonly Split _split;
    private readonly int _resolution;
    private readonly Action<DataEvent>? _onEvent;
    private readonly ConcurrentDictionary<int, bool> _broken = new();
    private readonly Lock _reporting = new();

    /// <summary>A reader of one split.</summary>
    /// <param name="dataset">The images.</param>
    /// <param name="split">Which of them.</param>
    /// <param name="resolution">The side of the squares read, px.</param>
    /// <param name="onEvent">Called for each broken file, by whichever thread met it, never by two at once.</param>
    /// <exception cref="UserErrorException">The dataset has no such split.</exception>
    public SampleReader(IDataset dataset, Split split, int resolution, Action<DataEvent>? onEvent = null)
    {
        (_dataset, _split, _resolution, _onEvent) = (dataset, split, resolution, onEvent);
        Count = dataset.Count(split);
    }

    /// <summary>How many images the split holds, broken ones included.</summary>
    public int Count { get; }

    /// <summary>How many broken files were met so far.</summary>
    public int BrokenImages => _broken.Count;

    /// <summary>Reads one image; false when its file is broken.</summary>
    /// <param name="index">Which image.</param>
    /// <param name="augmentation">Numbers for crop and flips, or null.</param>
    /// <param name="image">See <see cref="IDataset.Read"/>.</param>
    public bool TryRead(int index, RandomStream? augmentation, Span<float> image) =>
        Try(index, image, into => _dataset.Read(_split, index, _resolution, augmentation, into));

    /// <summary>Reads the image, or in place of a broken one the next readable one in the split's order; returns the index read.</summary>
    /// <param name="index">Which image.</param>
    /// <param name="augmentation">Gives the stream for an index.</param>
    /// <param name="image">See <see cref="IDataset.Read"/>.</param>
    /// <exception cref="UserErrorException">Not one image of the split can be read.</exception>
    public int ReadOrReplace(int index, Func<int, RandomStream?> augmentation, Span<float> image)
    {
        foreach (var candidate in From(index))
        {
            if (TryRead(candidate, augmentation(candidate), image))
                return candidate;
        }

        throw NothingReadable();
    }

    /// <summary>The same of a dataset of files, which are not decoded where that can be left to the device.</summary>
    /// <param name="index">Which image.</param>
    /// <param name="augmentation">Gives the stream for an index.</param>
    /// <param name="image">The image that was read.</param>
    /// <exception cref="UserErrorException">Not one image of the split can be read.</exception>
    internal int ReadOrReplace(int index, Func<int, RandomStream?> augmentation, out DeferredImage image)
    {
        var files = (ImageFileDataset)_dataset;
        DeferredImage? read = null;
        foreach (var candidate in From(index))
        {
            if (Try(candidate, augmentation(candidate), stream => read = files.ReadDeferred(_split, candidate, _resolution, stream)))
            {
                image = read!;
                return candidate;
            }
        }

        throw NothingReadable();
    }

    /// <summary>The stable name of an image.</summary>
    public string Id(int index) => _dataset.Id(_split, index);

    /// <summary>The error for a split without a readable image.</summary>
    internal UserErrorException NothingReadable() => new(
        $"dataset: expected at least one readable image in the {_split.Name()} split; all {Count} are broken, e.g. '{Id(0)}'");

    // All indices of the split, one after the other.
    private IEnumerable<int> From(int index) => Enumerable.Range(0, Count).Select(tried => (int)(((long)index + tried) % Count));

    private bool Try<T>(int index, T argument, Action<T> read)
        where T : allows ref struct
    {
        if (_broken.ContainsKey(index))
            return false;
        try
        {
            read(argument);
            return true;
        }
        catch (ImageFileException e)
        {
            Report(index, e.Message);
            return false;
        }
        catch (Exception e) when (e is not UserErrorException)
        {
            throw new InvalidOperationException($"reading image '{Id(index)}' of the {_split.Name()} split failed: {e.Message}", e);
        }
    }

    private void Report(int index, string message)
    {
        lock (_reporting)
        {
            if (_broken.TryAdd(index, true))
                _onEvent?.Invoke(new DataEvent(DataEventKind.BrokenImage, _split, Id(index), message));
        }
    }
}
