using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// Nothing is recorded, and tensors made keep no version counters, until the result is disposed, on the same thread: faster than
    /// <see cref="no_grad"/>, but these tensors can never be part of a recorded graph.
    /// </summary>
    /// <param name="mode">Whether the mode is on; false turns it off within an outer one.</param>
    public static IDisposable inference_mode(bool mode = true) => new InferenceModeGuard(mode);

    /// <summary>Whether this thread is in inference mode.</summary>
    public static bool is_inference_mode_enabled() => NativeMethods.il_inference_mode() != 0;

    private sealed class InferenceModeGuard : IDisposable
    {
        private readonly int _thread = Environment.CurrentManagedThreadId;
        private nint _guard;

        internal InferenceModeGuard(bool mode)
        {
            _guard = NativeMethods.il_inference_mode_new(mode ? 1 : 0);
            if (_guard == 0)
                NativeMethods.ThrowLastError();
        }

        // Not left to a finaliser: that runs on another thread, whose mode it would change.
        public void Dispose()
        {
            if (_thread != Environment.CurrentManagedThreadId)
                throw new InvalidOperationException($"inference_mode: expected to be left on thread {_thread}, where it was entered");
            var guard = _guard;
            _guard = 0;
            if (guard != 0)
                NativeMethods.il_inference_mode_free(guard);
        }
    }
}
