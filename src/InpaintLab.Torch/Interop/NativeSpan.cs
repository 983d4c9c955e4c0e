using System.Runtime.InteropServices;

namespace InpaintLab.Torch.Interop;

/// <summary>One run of an operator (il_span): nanoseconds of the clock of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeSpan
{
    internal long Start;
    internal long End;
    internal int Name;
    internal int Thread;
}
