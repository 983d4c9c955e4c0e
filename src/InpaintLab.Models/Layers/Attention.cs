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

    /// <summary>Features N x C x h x w through what <see cref="Create"/> made.</summary>
    public static Tensor Apply(Module attention, Tensor features, Tensor mask) =>
        attention is ContextualAttention contextual ? contextual.call(features, mask) : ((SelfAttention)attention).call(features);
}
