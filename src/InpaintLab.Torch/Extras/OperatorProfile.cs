using System.Diagnostics;
using InpaintLab.Torch.Interop;

namespace InpaintLab.Torch;

/// <summary>One run of an operator.</summary>
/// <param name="Name">The operator's name, e.g. aten::conv2d; of a backward node, the node's.</param>
/// <param name="Thread">Which thread ran it, by libtorch's count.</param>
/// <param name="Start">Its timestamp by <see cref="Stopwatch"/>.</param>
/// <param name="Duration">In ticks of <see cref="Stopwatch"/>; that of the call: a GPU may still be at it.</param>
public readonly record struct OperatorSpan(string Name, int Thread, long Start, long Duration)
{
    /// <summary>The timestamp of its end.</summary>
    public long End => Start + Duration;
}

/// <summary>
/// Every operator that the thread runs while this is open, forward and backward. Open and close it on one thread. TorchSharp has no
/// counterpart.
/// </summary>
public sealed unsafe class OperatorProfile : IDisposable
{
    // The native side has one for the process: other threads wait for their turn.
    private static readonly SemaphoreSlim Turn = new(1);

    [ThreadStatic]
    private static bool s_isOpen;

    private bool _isOpen = true;

    private OperatorProfile()
    {
    }

    /// <summary>Opens one, as soon as no other thread has one open.</summary>
    /// <exception cref="InvalidOperationException">This thread has one open already.</exception>
    public static OperatorProfile Begin()
    {
        if (s_isOpen)
            throw new InvalidOperationException("this thread takes a profile already");
        Turn.Wait();
        if (NativeMethods.il_profile_start() < 0)
        {
            Turn.Release();
            NativeMethods.ThrowLastError();
        }

        s_isOpen = true;
        return new OperatorProfile();
    }

    /// <summary>Closes it and returns what ran, in the order of the ends.</summary>
    /// <exception cref="InvalidOperationException">It is closed.</exception>
    public IReadOnlyList<OperatorSpan> End()
    {
        if (!_isOpen)
            throw new InvalidOperationException("this profile was closed before");
        _isOpen = s_isOpen = false;
        NativeSpan* spans;
        byte* lines;
        int count;
        var stopped = NativeMethods.il_profile_stop(&spans, &count, &lines);
        Turn.Release();
        NativeMethods.Check(stopped);
        var names = NativeMethods.TakeString(lines).Split('\n');
        var result = new OperatorSpan[count];
        for (var i = 0; i < count; i++)
        {
            result[i] = new OperatorSpan(
                names[spans[i].Name], spans[i].Thread, Ticks(spans[i].Start), Ticks(spans[i].End) - Ticks(spans[i].Start));
        }

        NativeMethods.il_free(spans);
        return result;
    }

    /// <summary>Closes it without a result, if that has not been done.</summary>
    public void Dispose()
    {
        if (_isOpen)
            _ = End();
    }

    private static long Ticks(long nanoseconds) => nanoseconds / (1_000_000_000 / Stopwatch.Frequency);
}
