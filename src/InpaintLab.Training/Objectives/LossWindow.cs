using InpaintLab.Torch;
using static TorchSharp.torch;

namespace InpaintLab.Training.Objectives;

/// <summary>
/// Sums of what was measured since the last log line. Tensors are added up where they live: the device is asked for their values only
/// when the means are read, not in every step. Part of a checkpoint, so that a resumed run logs the same means.
/// </summary>
public sealed class LossWindow : IDisposable
{
    private readonly SortedDictionary<string, (Tensor Sum, long Count)> _sums = new(StringComparer.Ordinal);

    /// <summary>Adds a scalar tensor; its graph is not kept.</summary>
    public void Add(string key, Tensor value)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        if (_sums.TryGetValue(key, out var entry))
        {
            entry.Sum.add_(value);
            _sums[key] = (entry.Sum, entry.Count + 1);
        }
        else
        {
            _sums[key] = (value.to(ScalarType.Float64, copy: true).DetachFromDisposeScope(), 1);
        }
    }

    /// <summary>Adds a number.</summary>
    public void Add(string key, double value)
    {
        using var scope = NewDisposeScope();
        Add(key, tensor(value));
    }

    /// <summary>Adds what another window holds, on one device; it stays as it is.</summary>
    internal void Add(LossSums other)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        foreach (var i in Enumerable.Range(0, other.Keys.Count).Where(i => !_sums.ContainsKey(other.Keys[i])))
            _sums[other.Keys[i]] = (zeros_like(other.Sums[i]).DetachFromDisposeScope(), 0);
        Foreach.Add([.. other.Keys.Select(key => _sums[key].Sum)], [.. other.Sums]);
        foreach (var (key, count) in other.Keys.Zip(other.Counts))
            _sums[key] = (_sums[key].Sum, _sums[key].Count + count);
    }

    /// <summary>Hands out what it holds and is empty; the sums belong to the caller and to no dispose scope.</summary>
    internal LossSums Take()
    {
        var sums = new LossSums([.. _sums.Keys], [.. _sums.Values.Select(s => s.Sum)], [.. _sums.Values.Select(s => s.Count)]);
        _sums.Clear();
        return sums;
    }

    /// <summary>The means by key, without clearing.</summary>
    public IReadOnlyList<(string Key, double Mean)> Means() => [.. _sums.Select(s => (s.Key, s.Value.Sum.item<double>() / s.Value.Count))];

    /// <summary>Starts anew.</summary>
    public void Clear()
    {
        foreach (var (sum, _) in _sums.Values)
            sum.Dispose();
        _sums.Clear();
    }

    /// <summary>The state for a checkpoint: per key its sum and count, in the caller's dispose scope.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> State() =>
        _sums.Select(s => KeyValuePair.Create(s.Key, stack([s.Value.Sum.cpu(), tensor((double)s.Value.Count)])));

    /// <summary>Restores a state.</summary>
    /// <exception cref="ArgumentException">An entry is not two numbers in float64.</exception>
    public void Restore(IEnumerable<KeyValuePair<string, Tensor>> state, Device device)
    {
        Clear();
        foreach (var (key, value) in state)
        {
            var numbers = value.data<double>().ToArray();
            if (numbers.Length != 2)
                throw new ArgumentException($"{key}: expected a sum and a count, received {numbers.Length} numbers", nameof(state));
            _sums[key] = (tensor(numbers[0], device: device).DetachFromDisposeScope(), (long)numbers[1]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();
}

/// <summary>Sums of losses: key, sum (a scalar in float64) and how many were added up, in one order.</summary>
internal sealed record LossSums(IReadOnlyList<string> Keys, IReadOnlyList<Tensor> Sums, IReadOnlyList<long> Counts) : IDisposable
{
    /// <summary>Frees the sums.</summary>
    public void Dispose()
    {
        foreach (var sum in Sums)
            sum.Dispose();
    }
}
