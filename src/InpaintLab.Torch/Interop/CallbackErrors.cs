using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace InpaintLab.Torch.Interop;

/// <summary>
/// Exceptions on their way through libtorch: thrown by a function that native code called, and thrown again, with their stack, by the call
/// that had led into native code. In between there is only a number.
/// </summary>
internal static class CallbackErrors
{
    private static readonly ConcurrentDictionary<long, ExceptionDispatchInfo> s_kept = new();
    private static long s_last;

    /// <summary>Keeps an exception.</summary>
    /// <returns>Its number, above 0.</returns>
    public static long Keep(Exception exception)
    {
        var number = Interlocked.Increment(ref s_last);
        s_kept[number] = ExceptionDispatchInfo.Capture(exception);
        return number;
    }

    /// <summary>Throws the exception of that number; it is not kept any more.</summary>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public static void Throw(string number)
    {
        if (s_kept.TryRemove(long.Parse(number, System.Globalization.CultureInfo.InvariantCulture), out var kept))
            kept.Throw();
        throw new TorchException($"a function that libtorch called failed, and its exception ({number}) is gone", TorchErrorKind.Other);
    }
}
