using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace InpaintLab.Metrics.Networks;

/// <summary>Convolution without bias, batch norm with epsilon 1e-3 (not PyTorch's 1e-5), ReLU.</summary>
internal sealed class BasicConv2d : Module<Tensor, Tensor>
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d bn;

    public BasicConv2d(long input, long output, long kernel, long stride = 1, long padding = 0)
        : this(input, output, (kernel, kernel), stride, (padding, padding))
    {
    }

    public BasicConv2d(long input, long output, (long, long) kernel, long stride = 1, (long, long)? padding = null)
        : base(nameof(BasicConv2d))
    {
        conv = Conv2d(input, output, kernel, stride: (stride, stride), padding: padding ?? (0, 0), bias: false);
        bn = BatchNorm2d(output, eps: 1e-3);
        RegisterComponents();
    }

    /// <summary>As wide as high, so that the size stays: kernels of 1 x n and n x 1.</summary>
    public static BasicConv2d Row(long input, long output, long length) => new(input, output, (1, length), padding: (0, length / 2));

    /// <inheritdoc cref="Row"/>
    public static BasicConv2d Column(long input, long output, long length) => new(input, output, (length, 1), padding: (length / 2, 0));

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(bn.call(conv.call(x)).relu_());
    }
}

/// <summary>What the blocks share: branches side by side, of which one is pooled.</summary>
internal abstract class InceptionBlock(string name) : Module<Tensor, Tensor>(name)
{
    public sealed override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(cat(Branches(x), dim: 1));
    }

    protected abstract Tensor[] Branches(Tensor x);

    /// <summary>The mean over 3 x 3 pixels, of those at the border over fewer: padding is not counted.</summary>
    protected static Tensor Mean(Tensor x) => avg_pool2d(x, 3, stride: 1, padding: 1, count_include_pad: false);

    /// <summary>Half the size.</summary>
    protected static Tensor Halved(Tensor x) => max_pool2d(x, 3, stride: 2);
}

/// <summary>Mixed_5b to 5d: N x input to N x (224 + pooled), same size.</summary>
internal sealed class InceptionA : InceptionBlock
{
    private readonly BasicConv2d branch1x1, branch5x5_1, branch5x5_2, branch3x3dbl_1, branch3x3dbl_2, branch3x3dbl_3, branch_pool;

    public InceptionA(long input, long pooled)
        : base(nameof(InceptionA))
    {
        branch1x1 = new BasicConv2d(input, 64, 1);
        branch5x5_1 = new BasicConv2d(input, 48, 1);
        branch5x5_2 = new BasicConv2d(48, 64, 5, padding: 2);
        branch3x3dbl_1 = new BasicConv2d(input, 64, 1);
        branch3x3dbl_2 = new BasicConv2d(64, 96, 3, padding: 1);
        branch3x3dbl_3 = new BasicConv2d(96, 96, 3, padding: 1);
        branch_pool = new BasicConv2d(input, pooled, 1);
        RegisterComponents();
    }

    protected override Tensor[] Branches(Tensor x) =>
    [
        branch1x1.call(x),
        branch5x5_2.call(branch5x5_1.call(x)),
        branch3x3dbl_3.call(branch3x3dbl_2.call(branch3x3dbl_1.call(x))),
        branch_pool.call(Mean(x)),
    ];
}

/// <summary>Mixed_6a: N x input to N x (480 + input), half the size.</summary>
internal sealed class InceptionB : InceptionBlock
{
    private readonly BasicConv2d branch3x3, branch3x3dbl_1, branch3x3dbl_2, branch3x3dbl_3;

    public InceptionB(long input)
        : base(nameof(InceptionB))
    {
        branch3x3 = new BasicConv2d(input, 384, 3, stride: 2);
        branch3x3dbl_1 = new BasicConv2d(input, 64, 1);
        branch3x3dbl_2 = new BasicConv2d(64, 96, 3, padding: 1);
        branch3x3dbl_3 = new BasicConv2d(96, 96, 3, stride: 2);
        RegisterComponents();
    }

    protected override Tensor[] Branches(Tensor x) =>
        [branch3x3.call(x), branch3x3dbl_3.call(branch3x3dbl_2.call(branch3x3dbl_1.call(x))), Halved(x)];
}

/// <summary>Mixed_6b to 6e: N x 768 to N x 768, same size, kernels of 7 split into rows and columns.</summary>
internal sealed class InceptionC : InceptionBlock
{
    private const long Channels = 768;

    private readonly BasicConv2d branch1x1, branch7x7_1, branch7x7_2, branch7x7_3, branch_pool;
    private readonly BasicConv2d branch7x7dbl_1, branch7x7dbl_2, branch7x7dbl_3, branch7x7dbl_4, branch7x7dbl_5;

    public InceptionC(long width)
        : base(nameof(InceptionC))
    {
        branch1x1 = new BasicConv2d(Channels, 192, 1);
        branch7x7_1 = new BasicConv2d(Channels, width, 1);
        branch7x7_2 = BasicConv2d.Row(width, width, 7);
        branch7x7_3 = BasicConv2d.Column(width, 192, 7);
        branch7x7dbl_1 = new BasicConv2d(Channels, width, 1);
        branch7x7dbl_2 = BasicConv2d.Column(width, width, 7);
        branch7x7dbl_3 = BasicConv2d.Row(width, width, 7);
        branch7x7dbl_4 = BasicConv2d.Column(width, width, 7);
        branch7x7dbl_5 = BasicConv2d.Row(width, 192, 7);
        branch_pool = new BasicConv2d(Channels, 192, 1);
        RegisterComponents();
    }

    protected override Tensor[] Branches(Tensor x)
    {
        var seven = branch7x7_3.call(branch7x7_2.call(branch7x7_1.call(x)));
        var twice = branch7x7dbl_3.call(branch7x7dbl_2.call(branch7x7dbl_1.call(x)));
        return [branch1x1.call(x), seven, branch7x7dbl_5.call(branch7x7dbl_4.call(twice)), branch_pool.call(Mean(x))];
    }
}

/// <summary>Mixed_7a: N x 768 to N x 1280, half the size.</summary>
internal sealed class InceptionD : InceptionBlock
{
    private readonly BasicConv2d branch3x3_1, branch3x3_2, branch7x7x3_1, branch7x7x3_2, branch7x7x3_3, branch7x7x3_4;

    public InceptionD()
        : base(nameof(InceptionD))
    {
        branch3x3_1 = new BasicConv2d(768, 192, 1);
        branch3x3_2 = new BasicConv2d(192, 320, 3, stride: 2);
        branch7x7x3_1 = new BasicConv2d(768, 192, 1);
        branch7x7x3_2 = BasicConv2d.Row(192, 192, 7);
        branch7x7x3_3 = BasicConv2d.Column(192, 192, 7);
        branch7x7x3_4 = new BasicConv2d(192, 192, 3, stride: 2);
        RegisterComponents();
    }

    protected override Tensor[] Branches(Tensor x)
    {
        var seven = branch7x7x3_3.call(branch7x7x3_2.call(branch7x7x3_1.call(x)));
        return [branch3x3_2.call(branch3x3_1.call(x)), branch7x7x3_4.call(seven), Halved(x)];
    }
}

/// <summary>Mixed_7b and 7c: N x input to N x 2048, same size. They differ in what the pooled branch takes.</summary>
internal sealed class InceptionE : InceptionBlock
{
    private readonly BasicConv2d branch1x1, branch3x3_1, branch3x3_2a, branch3x3_2b, branch_pool;
    private readonly BasicConv2d branch3x3dbl_1, branch3x3dbl_2, branch3x3dbl_3a, branch3x3dbl_3b;
    private readonly bool _maximum;

    public InceptionE(long input, bool maximum)
        : base(nameof(InceptionE))
    {
        _maximum = maximum;
        branch1x1 = new BasicConv2d(input, 320, 1);
        branch3x3_1 = new BasicConv2d(input, 384, 1);
        branch3x3_2a = BasicConv2d.Row(384, 384, 3);
        branch3x3_2b = BasicConv2d.Column(384, 384, 3);
        branch3x3dbl_1 = new BasicConv2d(input, 448, 1);
        branch3x3dbl_2 = new BasicConv2d(448, 384, 3, padding: 1);
        branch3x3dbl_3a = BasicConv2d.Row(384, 384, 3);
        branch3x3dbl_3b = BasicConv2d.Column(384, 384, 3);
        branch_pool = new BasicConv2d(input, 192, 1);
        RegisterComponents();
    }

    protected override Tensor[] Branches(Tensor x)
    {
        var three = branch3x3_1.call(x);
        var twice = branch3x3dbl_2.call(branch3x3dbl_1.call(x));
        var pooled = _maximum ? max_pool2d(x, 3, stride: 1, padding: 1) : Mean(x);
        return
        [
            branch1x1.call(x), branch3x3_2a.call(three), branch3x3_2b.call(three), branch3x3dbl_3a.call(twice),
            branch3x3dbl_3b.call(twice), branch_pool.call(pooled),
        ];
    }
}
