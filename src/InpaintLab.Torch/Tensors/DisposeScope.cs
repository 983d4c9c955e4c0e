using System.Diagnostics.CodeAnalysis;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A scope on this thread that disposes every tensor made in it when it is disposed, but for those moved out.</summary>
    public static DisposeScope NewDisposeScope() => new(DisposeScope.Current);
}

/// <summary>
/// Owns the tensors made on its thread while it is the innermost scope, and disposes them when it is disposed. Without any scope
/// tensors live until disposed or collected.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? t_current;

    private readonly List<IDisposable?> _disposables = [];
    private readonly DisposeScope? _outer;
    private bool _disposed;

    internal DisposeScope(DisposeScope? outer)
    {
        _outer = outer;
        t_current = this;
    }

    /// <summary>How many live objects it owns.</summary>
    public int DisposablesCount => _disposables.Count(d => d is not null);

    /// <summary>What it owns.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => [.. _disposables.Where(d => d is not null)!];

    internal static DisposeScope? Current => t_current;

    /// <summary>Whether it owns the object.</summary>
    public bool Contains(IDisposable disposable) => disposable is torch.Tensor t ? t.Scope == this : _disposables.Contains(disposable);

    /// <summary>Takes the object over from wherever it was.</summary>
    public void Attach(IDisposable disposable)
    {
        if (disposable is torch.Tensor tensor)
        {
            tensor.Scope?.Remove(tensor);
            Add(tensor);
        }
        else
        {
            _disposables.Add(disposable);
        }
    }

    /// <summary>Gives the object to the outer scope; without one it is on its own.</summary>
    [return: NotNullIfNotNull(nameof(disposable))]
    public T MoveToOuter<T>(T disposable)
        where T : IDisposable
    {
        MoveTo(_outer, disposable);
        return disposable;
    }

    /// <inheritdoc cref="MoveToOuter{T}(T)"/>
    public (T1 First, T2 Second) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable => (MoveToOuter(first), MoveToOuter(second));

    /// <inheritdoc cref="MoveToOuter{T}(T)"/>
    public void MoveToOuter(params IDisposable[] disposables)
    {
        foreach (var disposable in disposables)
            MoveTo(_outer, disposable);
    }

    /// <summary>Gives the object to another scope.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable)
        where T : IDisposable
    {
        MoveTo(scope, disposable);
        return disposable;
    }

    /// <summary>Takes the object out of any scope: whoever holds it disposes it.</summary>
    public T Detach<T>(T disposable)
        where T : IDisposable
    {
        MoveTo(null, disposable);
        return disposable;
    }

    /// <inheritdoc cref="Detach{T}(T)"/>
    public void Detach(params IDisposable[] disposables)
    {
        foreach (var disposable in disposables)
            MoveTo(null, disposable);
    }

    /// <summary>Disposes all it owns now; the scope stays open.</summary>
    public void DisposeEverything()
    {
        for (var i = _disposables.Count - 1; i >= 0; i--)
        {
            var disposable = _disposables[i];
            _disposables[i] = null;
            if (disposable is torch.Tensor tensor)
                tensor.Scope = null;
            disposable?.Dispose();
        }

        _disposables.Clear();
    }

    /// <summary>Disposes what it owns and closes it.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        DisposeEverything();

        // Usually the innermost; when disposed out of order, the stack is rewound to the nearest scope that is still open.
        while (t_current is { _disposed: true })
            t_current = t_current._outer;
    }

    internal void Add(torch.Tensor tensor)
    {
        tensor.Scope = this;
        tensor.ScopeIndex = _disposables.Count;
        _disposables.Add(tensor);
    }

    internal void Remove(torch.Tensor tensor)
    {
        _disposables[tensor.ScopeIndex] = null;
        tensor.Scope = null;

        // Temporaries that were disposed by hand leave holes at the end: drop them, so that a long-lived scope does not grow.
        while (_disposables.Count > 0 && _disposables[^1] is null)
            _disposables.RemoveAt(_disposables.Count - 1);
    }

    private void MoveTo(DisposeScope? target, IDisposable? disposable)
    {
        if (disposable is torch.Tensor tensor)
        {
            tensor.Scope?.Remove(tensor);
            target?.Add(tensor);
        }
        else if (disposable is not null && _disposables.Remove(disposable))
        {
            target?._disposables.Add(disposable);
        }
    }
}
