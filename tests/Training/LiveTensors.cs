using InpaintLab.Torch;

namespace InpaintLab.Tests.Training;

internal static class LiveTensors
{
    /// <summary>How many there are when finalisers have run: what tests before this one left to them no longer counts.</summary>
    public static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return LibTorch.LiveTensors;
    }
}
