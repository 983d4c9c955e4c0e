using InpaintLab.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Models.Families;

/// <summary>Strided convolutions with spectral normalisation, each before a leaky rectifier of slope 0.2; keys conv1 ... conv6.</summary>
internal sealed class SnPatchLayers
{
    private readonly SpectralNormConv2d[] _layers;

    /// <summary>Six layers of stride 2, channels d, 2d, 4d, 4d, 4d, 4d, registered in <paramref name="owner"/>.</summary>
    public SnPatchLayers(Module owner, long input, long width, long kernel, long padding)
    {
        long[] channels = [input, width, 2 * width, 4 * width, 4 * width, 4 * width, 4 * width];
        _layers = [.. channels.Zip(channels.Skip(1), (from, to) => new SpectralNormConv2d(from, to, kernel, stride: 2, padding))];
        for (var i = 0; i < _layers.Length; i++)
            owner.register_module($"conv{i + 1}", _layers[i]);
    }

    /// <summary>N x input x H x W to N x 4d x H/64 x W/64.</summary>
    public Tensor Apply(Tensor x)
    {
        foreach (var layer in _layers)
            x = functional.leaky_relu(layer.call(x), 0.2);
        return x;
    }
}

/// <summary>
/// SN-PatchGAN (arXiv:1806.03589, section 3.3): every value of the last map is a logit. Kernels of 5, input image and mask.
/// 5,946,816 parameters at width 64.
/// </summary>
internal sealed class SnPatchDiscriminator : InpaintingDiscriminator
{
    private readonly SnPatchLayers _layers;

    public SnPatchDiscriminator(long width)
        : base("sn-patchgan", minimumSize: 1) => _layers = new SnPatchLayers(this, 4, width, kernel: 5, padding: 2);

    protected override Tensor Judge(Tensor image, Tensor mask) => _layers.Apply(cat([image, mask], dim: 1));
}

/// <summary>
/// The discriminator of variant self-attention: kernels of 4, a plane of ones beside the mask, self-attention on the last map, and a
/// final layer without activation. Deviation from the port it follows: that layer is a 1 x 1 convolution, so that images of 64 px fit.
/// </summary>
internal sealed class SelfAttentionDiscriminator : InpaintingDiscriminator
{
    /// <summary>Six halvings by kernels of 4 need this many pixels.</summary>
    public const int SmallestImage = 64;

    private readonly SnPatchLayers _layers;
    private readonly SelfAttention attention;
    private readonly SpectralNormConv2d conv7;

    public SelfAttentionDiscriminator(long width)
        : base("sn-patchgan with self-attention", minimumSize: SmallestImage)
    {
        _layers = new SnPatchLayers(this, 5, width, kernel: 4, padding: 1);
        attention = new SelfAttention(4 * width);
        conv7 = new SpectralNormConv2d(4 * width, 4 * width, 1);
        RegisterComponents();
    }

    protected override Tensor Judge(Tensor image, Tensor mask) =>
        conv7.call(attention.call(_layers.Apply(cat([image, mask, ones_like(mask)], dim: 1))));
}
