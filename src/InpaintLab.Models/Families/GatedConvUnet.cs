using InpaintLab.Models.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Models.Families;

/// <summary>
/// A compact U-Net of gated convolutions: four levels, nearest-neighbour upsampling, skips by concatenation, tanh at the end. One stage,
/// so no coarse prediction. The recipe for short runs; it needs data-driven initialisation to train well.
/// </summary>
internal sealed class UnetGenerator : InpaintingGenerator
{
    /// <summary>Height and width must be multiples of this.</summary>
    public const int Multiple = 1 << Levels;

    private const int Levels = 4;

    private readonly GatedConv2d stem;
    private readonly ModuleList<UnetDown> encoder;
    private readonly ModuleList<GatedConv2d> middle;
    private readonly SelfAttention? attention;
    private readonly ModuleList<GatedConv2d> decoder;
    private readonly Conv2d output;

    private readonly long _width;
    private readonly AttentionKind _attention;

    public UnetGenerator(long width, AttentionKind attention)
        : base("unet", Multiple)
    {
        (_width, _attention) = (width, attention);
        long[] channels = [width, 2 * width, 4 * width, 8 * width, 8 * width];
        var deep = channels[Levels];
        stem = new GatedConv2d(4, width, 5);
        var levels = Enumerable.Range(0, Levels);
        encoder = ModuleList(levels.Select(i => new UnetDown(channels[i], channels[i + 1])).ToArray());
        middle = ModuleList(new GatedConv2d(deep, deep, dilation: 2), new GatedConv2d(deep, deep));
        this.attention = attention == AttentionKind.Self ? new SelfAttention(deep) : null;
        decoder = ModuleList(levels.Reverse().Select(i => new GatedConv2d(channels[i + 1] + channels[i], channels[i])).ToArray());
        output = Conv2d(width + 4, 3, 3, padding: 1);
        RegisterComponents();
    }

    public override long ForwardBytes(int height, int width) =>
        (base.ForwardBytes(height, width) * _width / 16) + Attention.ForwardBytes(_attention, height / Multiple, width / Multiple);

    protected override Prediction Predict(Tensor masked, Tensor mask)
    {
        var input = cat([masked, mask], dim: 1);
        var x = Blocks.Run(stem, input);
        var skips = new Stack<Tensor>();
        foreach (var down in encoder)
        {
            skips.Push(x);
            x = Blocks.Run(down, x);
        }

        foreach (var layer in middle)
            x = Blocks.Run(layer, x);
        if (attention is not null)
            x = Blocks.Run(attention, x);
        foreach (var up in decoder)
            x = Blocks.Run(inputs => Up(up, inputs[0], inputs[1]), up, x, skips.Pop());
        return new Prediction(null, output.call(cat([x, input], dim: 1)).tanh());
    }

    private static Tensor Up(GatedConv2d layer, Tensor x, Tensor skip)
    {
        using var scope = NewDisposeScope();
        var enlarged = functional.interpolate(x, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
        return scope.MoveToOuter(layer.call(cat([enlarged, skip], dim: 1)));
    }
}

/// <summary>One level down: a gated layer of stride 2 and one of stride 1.</summary>
internal sealed class UnetDown : Module<Tensor, Tensor>
{
    private readonly GatedConv2d down;
    private readonly GatedConv2d conv;

    public UnetDown(long from, long to)
        : base(nameof(UnetDown))
    {
        down = new GatedConv2d(from, to, stride: 2);
        conv = new GatedConv2d(to, to);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(conv.call(down.call(input)));
    }
}
