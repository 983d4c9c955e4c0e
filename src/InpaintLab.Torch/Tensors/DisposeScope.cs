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
    private static ThreadScopes? t_scopes;

    // Tensors are linked to each other: joining, leaving and moving cost no more than a few writes, and an empty scope no list.
    private readonly ThreadScopes _scopes = t_scopes ??= new ThreadScopes();
    private readonly DisposeScope? _outer;
    private torch.Tensor? _newest;
    private List<IDisposable>? _others;
    private bool _disposed;

    internal DisposeScope(DisposeScope? outer)
    {
        _outer = outer;
        _scopes.Innermost = this;
    }

    /// <summary>How many live objects it owns.</summary>
    public int DisposablesCount => DisposablesView.Count;

    /// <summary>What it owns.</summary>
    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            List<IDisposable> all = [];
            for (var tensor = _newest; tensor is not null; tensor = tensor.Older)
                all.Add(tensor);
            all.Reverse();
            return [.. all, .. _others ?? []];
        }
    }

    internal static DisposeScope? Current => t_scopes?.Innermost;

    /// <summary>Whether it owns the object.</summary>
    public bool Contains(IDisposable disposable) => disposable is torch.Tensor t ? t.Scope == this : _others?.Contains(disposable) == true;

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
            (_others ??= []).Add(disposable);
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

    /// <summary>Disposes all it owns now, the newest first; the scope stays open.</summary>
    public void DisposeEverything()
    {
        while (_newest is { } tensor)
        {
            Remove(tensor);
            tensor.Dispose();
        }

        for (var i = (_others?.Count ?? 0) - 1; i >= 0; i--)
            _others![i].Dispose();
        _others = null;
    }

    /// <summary>Disposes what it owns and closes it.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        DisposeEverything();

        // Usually the innermost; when disposed out of order, the stack is rewound to the nearest scope that is still open.
        while (_scopes.Innermost is { _disposed: true } closed)
            _scopes.Innermost = closed._outer;
    }

    internal void Add(torch.Tensor tensor)
    {
        if (_disposed)
        {
            tensor.FreeWhenCollected();
            return;
        }

        tensor.Scope = this;
        if (_newest is { } newest)
        {
            tensor.Older = newest;
            newest.Newer = tensor;
        }

        _newest = tensor;
    }

    /// <summary>Lets go of a tensor of its own; the caller disposes it or puts it into another scope.</summary>
    internal void Remove(torch.Tensor tensor)
    {
        var (older, newer) = (tensor.Older, tensor.Newer);
        if (newer is null)
            _newest = older;
        else
            newer.Older = older;
        if (older is not null)
            older.Newer = newer;
        (tensor.Scope, tensor.Older, tensor.Newer) = (null, null, null);
    }

    private void MoveTo(DisposeScope? target, IDisposable? disposable)
    {
        if (disposable is torch.Tensor tensor)
        {
            if (tensor.Scope == target)
                return;
            tensor.Scope?.Remove(tensor);
            if (target is null)
                tensor.FreeWhenCollected();
            else
                target.Add(tensor);
        }
        else if (disposable is not null && _others?.Remove(disposable) == true)
        {
            target?.Attach(disposable);
        }
    }

    /// <summary>The open scopes of a thread.</summary>
    private sealed class ThreadScopes
    {
        internal DisposeScope? Innermost { get; set; }

        // The thread has ended and left scopes open: their tensors are on their own from here on.
        ~ThreadScopes()
        {
            for (var scope = Innermost; scope is not null; scope = scope._outer)
            {
                while (scope._newest is { } tensor)
                    scope.Detach(tensor);
            }
        }
    }
}
