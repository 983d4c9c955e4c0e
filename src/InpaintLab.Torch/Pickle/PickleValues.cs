using static TorchSharp.torch;

namespace InpaintLab.Torch.Pickle;

/// <summary>
/// A dict. A list of pairs, not a hash table: order is kept, keys of any kind are allowed, and no file can choose keys that collide.
/// </summary>
internal sealed class PickleDict : List<KeyValuePair<object?, object?>>;

/// <summary>A name of Python's that a pickle refers to; only those of <see cref="PickleGlobals"/> come into being.</summary>
internal sealed record PickleGlobal(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}

/// <summary>A reference to numbers that lie outside the pickle.</summary>
/// <param name="Type">Their type.</param>
/// <param name="Key">Their name in the file.</param>
/// <param name="First">The first one that is meant, for a part of a storage (before PyTorch 0.4).</param>
/// <param name="Count">How many.</param>
internal sealed record PickleStorage(ScalarType Type, string Key, long First, long Count);

/// <summary>A tensor: a view of a storage. Checked to lie within it when created.</summary>
/// <param name="Storage">What it is a view of.</param>
/// <param name="Offset">Its first element.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Strides">Elements from one index to the next, of each dimension.</param>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Shape, long[] Strides)
{
    internal const int MostDimensions = 16;
    private const int LargestElement = 16;

    /// <summary>Its number of elements.</summary>
    internal long Count => Shape.Aggregate(1L, (product, side) => product * side);

    /// <summary>Elements from its first in memory to its last, both included; 0 when it has none.</summary>
    internal long Extent => Shape.Contains(0) ? 0 : 1 + Shape.Zip(Strides, (side, stride) => (side - 1) * stride).Sum();

    /// <summary>Whether its elements lie in memory in the order of their indices, without gaps.</summary>
    internal bool IsContiguous
    {
        get
        {
            long next = 1;
            for (var i = Shape.Length - 1; i >= 0; i--)
            {
                if (Shape[i] != 1 && Strides[i] != next)
                {
                    return Shape.Contains(0);
                }

                next *= Shape[i];
            }

            return true;
        }
    }

    /// <summary>Whether the numbers describe a tensor within its storage, without overflow.</summary>
    internal static bool IsValid(PickleStorage storage, long offset, long[] shape, long[] strides)
    {
        if (offset < 0 || shape.Any(s => s < 0) || strides.Any(s => s < 0))
        {
            return false;
        }

        try
        {
            checked
            {
                var (count, last) = (1L, offset);
                for (var i = 0; i < shape.Length; i++)
                {
                    count *= Math.Max(shape[i], 1);
                    last += Math.Max(shape[i] - 1, 0) * strides[i];
                }

                return count * LargestElement >= count && (shape.Contains(0) || last < storage.Count);
            }
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
