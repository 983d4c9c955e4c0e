using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>
/// Tells one watcher a thread of every call of a module: what a profile of a network is made of. Without one it costs nothing.
/// </summary>
public static class ModuleCalls
{
    [ThreadStatic]
    private static Func<nn.Module, IDisposable?>? s_watcher;

    /// <summary>Watches this thread's calls until the result is disposed.</summary>
    /// <param name="entered">Called before a module's forward; what it returns is disposed after that.</param>
    /// <exception cref="InvalidOperationException">The thread has a watcher already.</exception>
    public static IDisposable Watch(Func<nn.Module, IDisposable?> entered)
    {
        if (s_watcher is not null)
            throw new InvalidOperationException("this thread's modules are watched already");
        s_watcher = entered;
        return new Watching();
    }

    internal static IDisposable? Enter(nn.Module module) => s_watcher?.Invoke(module);

    private sealed class Watching : IDisposable
    {
        public void Dispose() => s_watcher = null;
    }
}
