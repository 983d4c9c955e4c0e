using System.Runtime.ExceptionServices;
using InpaintLab.Core.Errors;
using InpaintLab.Torch;

namespace InpaintLab.Cli.Running;

/// <summary>
/// Runs tensor code on one thread of its own: dispose scopes and the grad mode belong to threads, and graphs are walked deep.
/// </summary>
internal static class TorchThread
{
    private const int StackBytes = 256 * 1024 * 1024;

    /// <summary>Waits for <paramref name="work"/> and returns its result, or throws what it threw.</summary>
    /// <exception cref="UserErrorException">The variable that sets the number of threads is not a number.</exception>
    public static T Run<T>(Func<T> work)
    {
        T? result = default;
        ExceptionDispatchInfo? error = null;
        var thread = new Thread(Body, StackBytes) { Name = "torch" };
        thread.Start();
        thread.Join();
        error?.Throw();
        return result!;

        void Body()
        {
            try
            {
                LibTorch.Threads = ThreadCount.Read(); // libtorch picks a single thread on some machines when the variable is not set
                result = work();
            }
            catch (Exception e)
            {
                error = ExceptionDispatchInfo.Capture(e);
            }
        }
    }
}
