using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Metrics.Networks;

/// <summary>SqueezeNet's block: N x input to N x (2 expanded), through fewer channels; a ReLU after each convolution.</summary>
internal sealed class Fire : Module<Tensor, Tensor>
{
    private readonly Conv2d squeeze, expand1x1, expand3x3;

    public Fire(long input, long squeezed, long expanded)
        : base(nameof(Fire))
    {
        squeeze = Conv2d(input, squeezed, 1);
        expand1x1 = Conv2d(squeezed, expanded, 1);
        expand3x3 = Conv2d(squeezed, expanded, 3, padding: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var few = squeeze.call(x).relu_();
        return scope.MoveToOuter(cat([expand1x1.call(few).relu_(), expand3x3.call(few).relu_()], dim: 1));
    }
}
