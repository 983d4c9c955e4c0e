using InpaintLab.Torch;
using static TorchSharp.torch;

namespace InpaintLab.Training.Inference;

/// <summary>
/// Forwards of a network, one graph for each size of its input: captured when a size comes for the first time, replayed from then on. Use
/// it in inference mode, on one thread.
/// </summary>
/// <param name="forward">Image N x 3 x H x W and mask N x 1 x H x W to the result, of the caller's dispose scope.</param>
/// <param name="create">Makes an empty graph.</param>
public sealed class CapturedForwards(Func<Tensor, Tensor, Tensor> forward, Func<IDeviceGraph> create) : IDisposable
{
    /// <summary>Graphs that are kept, each with the memory of a forward; the one that was made first goes first.</summary>
    public const int Most = 8;

    private const int WarmUps = 2;
    private readonly OrderedDictionary<(long Count, long Height, long Width), Captured> _graphs = [];

    /// <summary>How many graphs have been captured.</summary>
    public int Captures { get; private set; }

    /// <summary>A forward.</summary>
    /// <returns>The result, of the caller's dispose scope; the next forward of this size writes to the same memory.</returns>
    public Tensor Run(Tensor image, Tensor mask)
    {
        var shape = image.shape;
        var size = (shape[0], shape[2], shape[3]);
        if (!_graphs.TryGetValue(size, out var captured))
        {
            if (_graphs.Count == Most)
            {
                _graphs.GetAt(0).Value.Dispose();
                _graphs.RemoveAt(0);
            }

            _graphs.Add(size, captured = Capture(image, mask));
        }

        captured.Image.copy_(image);
        captured.Mask.copy_(mask);
        captured.Graph.Replay();
        return captured.Result.alias();
    }

    /// <summary>Frees the graphs.</summary>
    public void Dispose()
    {
        foreach (var captured in _graphs.Values)
            captured.Dispose();
        _graphs.Clear();
    }

    private Captured Capture(Tensor image, Tensor mask)
    {
        var graph = create();
        var (ownImage, ownMask) = (image.clone().DetachFromDisposeScope(), mask.clone().DetachFromDisposeScope());
        for (var i = 0; i < WarmUps; i++)
        {
            graph.WarmUp(() =>
            {
                using var scope = NewDisposeScope();
                forward(ownImage, ownMask);
            });
        }

        var results = graph.Capture(() =>
        {
            using var scope = NewDisposeScope();
            return [scope.MoveToOuter(forward(ownImage, ownMask))];
        });
        Captures++;
        return new Captured(graph, ownImage, ownMask, results[0]);
    }

    private sealed record Captured(IDeviceGraph Graph, Tensor Image, Tensor Mask, Tensor Result) : IDisposable
    {
        public void Dispose()
        {
            Graph.Dispose();
            Image.Dispose();
            Mask.Dispose();
            Result.Dispose();
        }
    }
}
