using InpaintLab.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Models.Layers;

/// <summary>
/// A convolution whose weight W (as a matrix, C_out x C_in k²) is divided by an estimate of its largest singular value: sigma = u · W v
/// (Miyato et al. 2018, arXiv:1802.05957, algorithm 1). u and v are constants of the graph; the gradient passes through sigma.
/// <para>Deviation: the power iteration is a call of its own, <see cref="UpdateSpectralNorm"/>, once per discriminator update, not a side
/// effect of every forward; all forwards between two updates share u and v. State dict: <c>weight</c>, <c>bias</c>, <c>u</c>.</para>
/// </summary>
public sealed class SpectralNormConv2d : nn.Module<Tensor, Tensor>
{
    private const double Epsilon = 1e-12;

    private readonly long[] _stride;
    private readonly long[] _padding;

    // Named as the keys of the state dict.
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly Tensor u;
    private readonly Tensor v;

    private bool _hasV;
    private HeldWeight? _held;

    /// <summary>A layer with Glorot-uniform weight, bias 0 and a random unit vector u.</summary>
    /// <param name="inputChannels">C_in.</param>
    /// <param name="outputChannels">C_out.</param>
    /// <param name="kernel">Side of the square kernel in pixels.</param>
    /// <param name="stride">Step in pixels.</param>
    /// <param name="padding">Zeros added at each border.</param>
    public SpectralNormConv2d(long inputChannels, long outputChannels, long kernel, long stride = 1, long padding = 0)
        : base(nameof(SpectralNormConv2d))
    {
        using var scope = NewDisposeScope();
        (_stride, _padding) = ([stride, stride], [padding, padding]);
        weight = new Parameter(nn.init.xavier_uniform_(empty([outputChannels, inputChannels, kernel, kernel])));
        bias = new Parameter(zeros([outputChannels]));
        u = Normalize(randn([outputChannels]));
        v = zeros([inputChannels * kernel * kernel]);
        register_buffer(nameof(v), v, persistent: false);
        RegisterComponents();
    }

    /// <summary>W as stored, C_out x C_in x k x k: not yet divided.</summary>
    public Parameter Weight => weight;

    /// <summary>The bias, C_out.</summary>
    public Parameter Bias => bias;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (_held is not null)
            return Convolve(input, _held.Weight);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(Convolve(input, NormalizedWeight()));
    }

    /// <summary>One power iteration with the current weight: v = W^T u / |W^T u|, u = W v / |W v|.</summary>
    public void UpdateSpectralNorm()
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        UpdateV();
        u.copy_(Normalize(Matrix().mv(v)));
    }

    /// <summary>Keeps the normalised weight of this moment, without graph, for all forwards until <see cref="ReleaseWeight"/>.</summary>
    internal void HoldWeight()
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        _held = new HeldWeight(scope.Detach(NormalizedWeight()));
    }

    /// <summary>Lets go of the weight that <see cref="HoldWeight"/> kept.</summary>
    internal void ReleaseWeight()
    {
        _held?.Weight.Dispose();
        _held = null;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            ReleaseWeight();
        base.Dispose(disposing);
    }

    private Tensor Convolve(Tensor input, Tensor normalized) => nn.functional.conv2d(input, normalized, bias, _stride, _padding);

    // In single precision, whatever the forward's: on a GPU autocast would round W v, and differently from the weight that is held.
    private Tensor NormalizedWeight()
    {
        using var single = new Autocast(weight.device_type, enabled: false);
        if (!_hasV)
        {
            using var constants = no_grad();
            UpdateV();
        }

        return weight / u.dot(Matrix().mv(v));
    }

    private void UpdateV()
    {
        v.copy_(Normalize(Matrix().transpose(0, 1).mv(u)));
        _hasV = true;
    }

    private Tensor Matrix() => weight.flatten(1);

    private static Tensor Normalize(Tensor vector) => nn.functional.normalize(vector, dim: 0, eps: Epsilon);

    // Not a tensor field: those become buffers.
    private sealed record HeldWeight(Tensor Weight);
}
