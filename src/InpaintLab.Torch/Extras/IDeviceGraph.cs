using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>
/// Work on tensors that is captured once and then launched as a whole, without the host's part in it. What the host computes while the
/// work is captured (numbers, shapes, branches) is part of the graph for ever; what is to change comes in tensors that exist before. Use
/// it on one thread.
/// </summary>
public interface IDeviceGraph : IDisposable
{
    /// <summary>Does the work once, as it will be captured: libraries choose algorithms and make their buffers then.</summary>
    /// <param name="work">The work.</param>
    void WarmUp(Action work);

    /// <summary>Captures the work, once for each graph. Nothing is computed yet: that is <see cref="Replay"/>'s.</summary>
    /// <param name="work">
    /// The work. It must neither wait for the device nor draw from a generator other than the device's default one, and enters and leaves
    /// each region of <see cref="Autocast"/> itself: one around it would keep the copies of weights that the capture finds or makes.
    /// </param>
    /// <returns>
    /// The tensors that the work gave: each replay writes to them. They belong to no dispose scope; the caller disposes them.
    /// </returns>
    IReadOnlyList<Tensor> Capture(Func<IReadOnlyList<Tensor>> work);

    /// <summary>Launches the captured work.</summary>
    void Replay();
}
