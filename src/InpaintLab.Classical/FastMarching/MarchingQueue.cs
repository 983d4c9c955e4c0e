namespace InpaintLab.Classical.FastMarching;

/// <summary>Pixels by distance, the nearest first; of equal distances the one that came first. A binary heap in two arrays.</summary>
internal sealed class MarchingQueue
{
    // The distance's bits above the order of arrival: for distances from 0 the bits of a float sort as the float does.
    private ulong[] _keys = new ulong[1024];
    private int[] _pixels = new int[1024];
    private int _count;
    private uint _arrived;

    /// <summary>Adds a pixel.</summary>
    /// <param name="distance">Not negative.</param>
    /// <param name="pixel">Its index.</param>
    public void Push(float distance, int pixel)
    {
        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, 2 * _count);
            Array.Resize(ref _pixels, 2 * _count);
        }

        var (keys, pixels) = (_keys, _pixels);
        var key = ((ulong)BitConverter.SingleToUInt32Bits(distance) << 32) | _arrived++;
        var at = _count++;
        while (at > 0)
        {
            var parent = (at - 1) >> 1;
            if (keys[parent] < key)
                break;
            (keys[at], pixels[at]) = (keys[parent], pixels[parent]);
            at = parent;
        }

        (keys[at], pixels[at]) = (key, pixel);
    }

    /// <summary>Takes the nearest pixel out; false when there is none.</summary>
    public bool TryPop(out int pixel)
    {
        pixel = _pixels[0];
        if (_count == 0)
            return false;
        var (keys, pixels, last) = (_keys, _pixels, --_count);
        var (key, moved) = (keys[last], pixels[last]);
        var at = 0;
        for (var child = 1; child < last; child = (2 * at) + 1)
        {
            if (child + 1 < last && keys[child + 1] < keys[child])
                child++;
            if (key < keys[child])
                break;
            (keys[at], pixels[at]) = (keys[child], pixels[child]);
            at = child;
        }

        (keys[at], pixels[at]) = (key, moved);
        return true;
    }
}
