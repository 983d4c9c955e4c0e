using InpaintLab.Models;
using InpaintLab.Torch;
using static TorchSharp.torch;

namespace InpaintLab.Training.Objectives;

/// <summary>
/// An exponential moving average of a generator's weights, in a generator of its own that is evaluated instead (Karras et al. 2018,
/// arXiv:1710.10196, section 4.1). Parameters are averaged, buffers copied.
/// </summary>
public sealed class WeightAverage : IDisposable
{
    private readonly Tensor[] _source;
    private readonly Tensor[] _average;
    private readonly (Tensor Source, Tensor Copy)[] _buffers;
    private readonly double _decay;

    /// <summary>An average that starts at the source's weights.</summary>
    /// <param name="source">The generator in training; stays the caller's.</param>
    /// <param name="average">A generator of the same shape; belongs to this object from here on.</param>
    /// <param name="decay">In [0,1): how much of the past is kept at each step.</param>
    public WeightAverage(InpaintingGenerator source, InpaintingGenerator average, double decay)
    {
        _decay = decay;
        Generator = average;
        average.eval();
        _source = [.. source.parameters()];
        _average = [.. average.parameters().Select(p => p.requires_grad_(false))];
        _buffers = [.. source.named_buffers().Zip(average.named_buffers(), (s, a) => (s.buffer, a.buffer))];
        Update(0);
    }

    /// <summary>The generator with the averaged weights, in evaluation mode.</summary>
    public InpaintingGenerator Generator { get; }

    /// <summary>Takes the source's weights in after a step.</summary>
    /// <param name="steps">Updates made so far; 0 copies the weights.</param>
    public void Update(long steps)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        Foreach.Lerp(_average, _source, steps == 0 ? 1 : 1 - Schedules.Ema(_decay, steps));
        foreach (var (source, copy) in _buffers)
            copy.copy_(source);
    }

    /// <summary>Frees the averaged generator.</summary>
    public void Dispose() => Generator.Dispose();
}
