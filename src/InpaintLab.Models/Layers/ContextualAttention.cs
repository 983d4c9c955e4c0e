using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Models.Layers;

/// <summary>
/// Contextual attention (Yu et al. 2018, arXiv:1801.07892, section 4; sizes of DeepFill v2: match 3 x 3 at half the resolution, paste
/// 4 x 4 at stride 2): every patch is rebuilt from those patches of the same features that touch no hole and look alike. No parameters.
/// <para>As the official code: invalid patches get the score 0, not minus infinity, so their exp(0) stays in the softmax's denominator;
/// only the background patch is divided by its norm; propagation (fuse) flattens rows, so row ends wrap into the next row; pasted patches
/// are divided by 4 everywhere, which darkens the border. Deviations: the whole batch at once, each sample with its own mask, and, unless
/// asked for, another choice of values than TensorFlow's when maps are made smaller.</para>
/// </summary>
public sealed class ContextualAttention : Module<Tensor, Tensor, Tensor>
{
    private const long Rate = 2;
    private const long MatchSize = 3;
    private const long PasteSize = 2 * Rate;
    private const double SoftmaxScale = 10;
    private const double SmallestSquaredNorm = 1e-8;

    private readonly bool _fuse;
    private readonly PaddingKind _padding;

    /// <summary>With or without score propagation.</summary>
    /// <param name="fuse">Whether matches that continue their neighbours' matches are preferred.</param>
    /// <param name="padding">Which values stay when features and mask are made smaller.</param>
    public ContextualAttention(bool fuse = true, PaddingKind padding = PaddingKind.Symmetric)
        : base(nameof(ContextualAttention))
    {
        (_fuse, _padding) = (fuse, padding);
        RegisterComponents();
    }

    /// <summary>Rebuilds the features.</summary>
    /// <param name="features">N x C x h x w with even sides.</param>
    /// <param name="mask">N x 1 x H x W, 1 = hole, of any size that is a multiple of the features'.</param>
    /// <returns>N x C x h x w.</returns>
    public override Tensor forward(Tensor features, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var shape = features.shape;
        var (batch, height, width) = (shape[0], shape[2] / Rate, shape[3] / Rate);
        var sized = _padding == PaddingKind.Tensorflow ? Smaller(mask, shape[2], shape[3]) : mask;
        var valid = ValidPatches(sized, height, width).view(batch, 1, height * width);
        var scores = Scores(features);
        if (_fuse)
            scores = Fuse(scores, height, width);
        var attention = (scores * (valid * SoftmaxScale)).softmax(-1) * valid;
        var patches = functional.unfold(features, PasteSize, padding: 1, stride: Rate);
        var pasted = functional.fold(
            patches.bmm(attention.transpose(1, 2)), (shape[2], shape[3]), (PasteSize, PasteSize), padding: (1, 1), stride: (Rate, Rate));
        return scope.MoveToOuter(pasted / PasteSize);
    }

    /// <summary>Nearest neighbour; from twice the size, symmetric: every second value.</summary>
    private Tensor Smaller(Tensor map, long height, long width) => _padding == PaddingKind.Tensorflow
        ? TensorFlowSampling.Nearest(map, height, width)
        : functional.interpolate(map, [height, width], mode: InterpolationMode.Nearest);

    /// <summary>1 where the 3 x 3 patch of the small mask holds no hole pixel; outside the image counts as known.</summary>
    private Tensor ValidPatches(Tensor mask, long height, long width)
    {
        var small = Smaller(mask, height, width);
        return functional.max_pool2d(small, MatchSize, 1, 1).eq(0).to(mask.dtype);
    }

    /// <summary>N x foreground x background: the product of each foreground patch with each normalised background patch.</summary>
    private Tensor Scores(Tensor features)
    {
        var shape = features.shape;
        var small = Smaller(features, shape[2] / Rate, shape[3] / Rate);
        var patches = functional.unfold(small, MatchSize, padding: 1);
        // The square root of the clamped sum, not the clamped norm: same value, and a gradient of 0 at patches of zeros.
        var norms = patches.square().sum(1, keepdim: true).clamp(min: SmallestSquaredNorm).sqrt();
        return patches.transpose(1, 2).bmm(patches / norms);
    }

    /// <summary>Sums along diagonals (both patches move one to the right), then the same down the columns.</summary>
    private static Tensor Fuse(Tensor scores, long height, long width)
    {
        var count = height * width;
        var byColumns = SumDiagonals(scores).view(-1, height, width, height, width).permute(0, 2, 1, 4, 3).reshape(-1, count, count);
        return SumDiagonals(byColumns).view(-1, width, height, width, height).permute(0, 2, 1, 4, 3).reshape(-1, count, count);
    }

    /// <summary>out[i, j] = in[i-1, j-1] + in[i, j] + in[i+1, j+1], zeros outside: a 3 x 3 convolution with the identity.</summary>
    private static Tensor SumDiagonals(Tensor scores)
    {
        var count = scores.shape[1];
        var padded = functional.pad(scores, [1, 1, 1, 1]);
        return padded.narrow(1, 0, count).narrow(2, 0, count) + scores + padded.narrow(1, 2, count).narrow(2, 2, count);
    }
}
