using InpaintLab.Torch;
using InpaintLab.Torch.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Extras;

/// <summary>
/// A graph without a GPU: it makes the work anew for each replay and refuses what a captured one could not have done, namely operators,
/// numbers or shapes other than those of the capture, values read or written by the host, tensors that are made on the default device, a
/// region of autocast around it.
/// The computing of the first replay is done by the capture.
/// </summary>
internal sealed class RehearsedGraph : IDeviceGraph
{
    private static readonly HashSet<string> Makers = ["arange", "empty", "eye", "full", "linspace", "ones", "rand", "randn", "zeros"];
    private static readonly HashSet<string> Waiting = ["item", "_local_scalar_dense", "is_nonzero", "nonzero", "masked_select", "equal"];

    private Func<IReadOnlyList<Tensor>>? _work;
    private IReadOnlyList<Tensor> _outputs = [];
    private List<string> _calls = [];
    private bool _isCaptured;

    public int WarmUps { get; private set; }

    public int Replays { get; private set; }

    public bool IsDisposed { get; private set; }

    public void WarmUp(Action work)
    {
        Assert.Null(_work);
        WarmUps++;
        work();
    }

    public IReadOnlyList<Tensor> Capture(Func<IReadOnlyList<Tensor>> work)
    {
        Assert.Null(_work);
        if (Autocast.Current(DeviceType.CPU) is not null)
            throw new InvalidOperationException("a region of autocast around a capture: replays would read its copies of weights");
        _work = work;
        _calls = Listen(() => _outputs = [.. work().Select(output => output.DetachFromDisposeScope())]);
        _isCaptured = true;
        return _outputs;
    }

    public void Replay()
    {
        Assert.NotNull(_work);
        Assert.False(IsDisposed);
        Replays++;
        if (_isCaptured)
        {
            _isCaptured = false;
            return;
        }

        using var scope = NewDisposeScope();
        IReadOnlyList<Tensor> outputs = [];
        var calls = Listen(() => outputs = _work());
        for (var i = 0; i < Math.Max(calls.Count, _calls.Count); i++)
        {
            var (captured, now) = (_calls.ElementAtOrDefault(i), calls.ElementAtOrDefault(i));
            if (captured != now)
                throw new InvalidOperationException($"call {i}: captured was {captured}, a replay would have to be {now}");
        }

        using var constants = no_grad();
        foreach (var (output, value) in _outputs.Zip(outputs))
        {
            output.copy_(value);
            value.Dispose();
        }
    }

    public void Dispose() => IsDisposed = true;

    private static List<string> Listen(Action work)
    {
        var calls = new List<string>();
        Operator.Recorder = (name, args) => calls.Add(Describe(name, args));
        try
        {
            work();
        }
        finally
        {
            Operator.Recorder = null;
        }

        return calls;
    }

    private static string Describe(string name, ReadOnlySpan<Arg> args)
    {
        var plain = name[(name.LastIndexOf(':') + 1)..];
        if (name == Tensor.DataAccess || Waiting.Contains(plain))
            throw new InvalidOperationException($"{name}: the host waits for a value, or writes one");
        var texts = new List<string>();
        var hasDevice = false;
        foreach (ref readonly var arg in args)
        {
            hasDevice |= arg.Tag == Tag.Device;
            texts.Add(arg.Object switch
            {
                Tensor tensor => $"[{string.Join(',', tensor.shape)}]",
                Tensor[] tensors => string.Join(';', tensors.Select(t => $"[{string.Join(',', t.shape)}]")),
                Array values => string.Join(',', values.Cast<object>()),
                null => $"{arg.Bits}",
                _ => $"{arg.Object}",
            });
        }

        if (Makers.Contains(plain) && !hasDevice)
            throw new InvalidOperationException($"{name}: a tensor on the default device, which would have to be copied");
        return $"{name}({string.Join("; ", texts)})";
    }
}
