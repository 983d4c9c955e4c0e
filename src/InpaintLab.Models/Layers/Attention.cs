using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Models.Layers;

/// <summary>Which attention a network has at its attention place.</summary>
public enum AttentionKind
{
    /// <summary><see cref="SelfAttention"/>: learned, over all positions.</summary>
    Self,

    /// <summary><see cref="ContextualAttention"/>: copies from known patches, without parameters.</summary>
    Contextual,

    /// <summary>None: the features pass unchanged.</summary>
    None,
}

/// <summary>The place in a network where any kind of attention may stand.</summary>
internal static class Attention
{
    /// <summary>The module for features of <paramref name="channels"/> channels; null for <see cref="AttentionKind.None"/>.</summary>
    public static Module? Create(AttentionKind kind, long channels, bool fuse, PaddingKind padding = PaddingKind.Symmetric) => kind switch
    {
        AttentionKind.Self => new SelfAttention(channels),
        AttentionKind.Contextual => new ContextualAttention(fuse, padding),
        _ => null,
    };

    /// <summary>
    /// About how many bytes the forward takes for one map of features of this size, measured on the CPU: so many tables of all pairs of
    /// positions, at half the resolution where attention is contextual.
    /// </summary>
    public static long ForwardBytes(AttentionKind kind, long height, long width) => kind switch
    {
        AttentionKind.Self => 2 * sizeof(float) * height * width * height * width,
        AttentionKind.Contextual => 12 * sizeof(float) * (height * width / 4) * (height * width / 4),
        _ => 0,
    };

    /// <summary>Features N x C x h x w through what <see cref="Create"/> made.</summary>
    public static Tensor Apply(Module attention, Tensor features, Tensor mask) =>
        attention is ContextualAttention contextual
            ? Blocks.Run(contextual, features, mask)
            : Blocks.Run((SelfAttention)attention, features);
}
