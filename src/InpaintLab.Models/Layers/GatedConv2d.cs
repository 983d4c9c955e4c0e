using InpaintLab.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Models.Layers;

/// <summary>The activation of a gated convolution's feature half.</summary>
public enum GatedActivation
{
    /// <summary>Exponential linear unit, alpha 1 (DeepFill v2).</summary>
    Elu,

    /// <summary>Leaky rectifier with slope 0.2.</summary>
    LeakyRelu,

    /// <summary>Rectifier (before contextual attention in DeepFill v2).</summary>
    Relu,
}

/// <summary>
/// Gated convolution: activation(feature) * sigmoid(gate) (Yu et al. 2019, arXiv:1806.03589, equation 3), then optional batch
/// normalisation. One convolution of 2C filters computes both: the first C are the feature, the last C the gate. State dict:
/// <c>conv.*</c> and, with normalisation, <c>norm.*</c>.
/// </summary>
public sealed class GatedConv2d : nn.Module<Tensor, Tensor>
{
    private readonly GatedActivation _activation;
    private readonly bool _upsample;
    private readonly (long Kernel, long Stride)? _padding;
    private readonly Conv2d conv;
    private readonly BatchNorm2d? norm;

    /// <summary>A layer; zero padding keeps the size at stride 1 and halves it at stride 2.</summary>
    /// <param name="inputChannels">Channels of the input.</param>
    /// <param name="outputChannels">C, the channels after gating.</param>
    /// <param name="kernel">Side of the square kernel in pixels.</param>
    /// <param name="stride">Step in pixels.</param>
    /// <param name="dilation">Distance between the kernel's taps in pixels.</param>
    /// <param name="activation">Of the feature half.</param>
    /// <param name="batchNorm">Whether BatchNorm2d follows the gating.</param>
    /// <param name="upsample">Whether the input is first enlarged to twice its size (nearest neighbour).</param>
    /// <param name="padding">Where the zeros stand at stride 2; at stride 1 both kinds are one.</param>
    public GatedConv2d(
        long inputChannels,
        long outputChannels,
        long kernel = 3,
        long stride = 1,
        long dilation = 1,
        GatedActivation activation = GatedActivation.Elu,
        bool batchNorm = false,
        bool upsample = false,
        PaddingKind padding = PaddingKind.Symmetric)
        : base(nameof(GatedConv2d))
    {
        (_activation, _upsample) = (activation, upsample);
        _padding = padding == PaddingKind.Tensorflow && stride > 1 ? ((dilation * (kernel - 1)) + 1, stride) : null;
        conv = nn.Conv2d(inputChannels, 2 * outputChannels, kernel, stride, _padding is null ? dilation * (kernel - 1) / 2 : 0, dilation);
        norm = batchNorm ? nn.BatchNorm2d(outputChannels) : null;
        RegisterComponents();
    }

    /// <summary>The convolution of 2C filters: feature half, then gate half.</summary>
    internal Conv2d Convolution => conv;

    /// <summary>The normalisation after gating, if any.</summary>
    internal BatchNorm2d? Norm => norm;

    /// <summary>Called with the convolution's input before it while set: for <see cref="Initialisation.DataDrivenInit"/>.</summary>
    internal Action<Tensor>? BeforeConvolution { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        if (_upsample)
            input = nn.functional.interpolate(input, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
        if (_padding is var (kernel, stride))
            input = TensorFlowSampling.PadSame(input, kernel, stride);
        BeforeConvolution?.Invoke(input);
        var output = Gate(conv.call(input));
        return scope.MoveToOuter(norm is null ? output : norm.call(output));
    }

    /// <summary>activation(first half of the channels) * sigmoid(second half).</summary>
    internal Tensor Gate(Tensor convolved) => _activation switch
    {
        GatedActivation.Elu => Gating.Elu(convolved),
        GatedActivation.LeakyRelu => Gating.LeakyRelu(convolved, 0.2),
        _ => Gating.LeakyRelu(convolved, 0),
    };
}
