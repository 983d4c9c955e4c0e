using InpaintLab.Core.Errors;
using InpaintLab.Models.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Models;

/// <summary>
/// The base of every discriminator: composite or real image (N x 3 x H x W in [-1,1]) and mask (N x 1 x H x W, 1 = hole) in, logits of
/// any shape out, all of which count in the loss.
/// <para>A step: <see cref="UpdateSpectralNorm"/>; one forward of real and fake as one batch, backward, optimiser; then for the generator
/// <see cref="Freeze"/> and one forward of the fake.</para>
/// </summary>
public abstract class InpaintingDiscriminator(string name, int minimumSize, int? fixedSize = null) : nn.Module<Tensor, Tensor, Tensor>(name)
{
    private SpectralNormConv2d[]? _spectralNorms;

    /// <summary>The smallest height and width in pixels.</summary>
    public int MinimumSize { get; } = minimumSize;

    /// <summary>The only height and width in pixels that the network takes, or null when larger ones than the smallest will do.</summary>
    public int? FixedSize { get; } = fixedSize;

    /// <inheritdoc cref="InpaintingGenerator.MinimalFiltering"/>
    public bool MinimalFiltering { get; set; } = true;

    /// <summary>
    /// Whether gradients of gradients are asked for, as a gradient penalty does: attention then does without fused kernels, whose backward
    /// has no derivative. Set it before the forward.
    /// </summary>
    public bool TwiceDifferentiable
    {
        get;
        set
        {
            field = value;
            foreach (var attention in modules().OfType<TokenAttention>())
                attention.Fused = !value;
        }
    }

    private SpectralNormConv2d[] SpectralNorms => _spectralNorms ??= [.. modules().OfType<SpectralNormConv2d>()];

    /// <summary>Judges images.</summary>
    /// <exception cref="UserErrorException">
    /// Images smaller than <see cref="MinimumSize"/>, or others than <see cref="FixedSize"/>.
    /// </exception>
    public sealed override Tensor forward(Tensor image, Tensor mask)
    {
        var shape = image.shape;
        if (shape is not [_, 3, var height, var width])
            throw new ArgumentException($"expected an image N x 3 x H x W, received [{string.Join(", ", shape)}]", nameof(image));
        if (height < MinimumSize || width < MinimumSize)
        {
            throw new UserErrorException(
                $"discriminator '{GetName()}' expects images of at least {MinimumSize} x {MinimumSize} px, received {height} x {width}");
        }

        if (FixedSize is { } side && (height != side || width != side))
        {
            throw new UserErrorException(
                $"discriminator '{GetName()}' takes images of {side} x {side} px only, received {height} x {width}");
        }

        using var scope = NewDisposeScope();
        using var region = Torch.MinimalFiltering.Region(MinimalFiltering);
        return scope.MoveToOuter(Judge(image, mask));
    }

    /// <summary>
    /// One power iteration in every <see cref="SpectralNormConv2d"/>: once per discriminator update, before its forward. Also after
    /// loading a state dict, which holds u but not v.
    /// </summary>
    public void UpdateSpectralNorm()
    {
        foreach (var layer in SpectralNorms)
            layer.UpdateSpectralNorm();
    }

    /// <summary>
    /// Until the result is disposed no parameter asks for a gradient and every normalised weight is computed once: for the generator's
    /// step, which needs the gradient of the images only. The backward may come later; the optimiser's step of the discriminator may not
    /// come inside.
    /// </summary>
    public IDisposable Freeze() => new Frozen([.. parameters().Where(p => p.requires_grad)], SpectralNorms);

    /// <summary>The network.</summary>
    protected abstract Tensor Judge(Tensor image, Tensor mask);

    private sealed class Frozen : IDisposable
    {
        private readonly Parameter[] _parameters;
        private readonly SpectralNormConv2d[] _layers;

        public Frozen(Parameter[] parameters, SpectralNormConv2d[] layers)
        {
            (_parameters, _layers) = (parameters, layers);
            foreach (var parameter in parameters)
                parameter.requires_grad = false;
            foreach (var layer in layers)
                layer.HoldWeight();
        }

        public void Dispose()
        {
            foreach (var layer in _layers)
                layer.ReleaseWeight();
            foreach (var parameter in _parameters)
                parameter.requires_grad = true;
        }
    }
}
