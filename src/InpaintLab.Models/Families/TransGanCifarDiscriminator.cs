using InpaintLab.Models.Initialisation;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Models.Families;

/// <summary>
/// TransGAN's discriminator for CIFAR-10 as published (arXiv:2102.07074; official code, ViT_custom_scale2_rp_noise): two scales, relative
/// position bias, noise of a learned strength in training, a class token. 10,210,400 parameters at the defaults. Beside
/// <see cref="TransGanCifarGenerator"/>, and no part of a registered family for the same reason.
/// </summary>
public static class TransGanCifarDiscriminator
{
    /// <summary>A discriminator with fresh weights: images N x 3 x side x side in [-1,1] to logits N x 1. The caller disposes it.</summary>
    /// <param name="width">Channels of the coarser scale's tokens, a multiple of 16; the finer scale has three quarters of them.</param>
    /// <param name="side">Of the images, px: a multiple of 4.</param>
    /// <param name="depth">Blocks at either scale.</param>
    public static Module<Tensor, Tensor> Create(int width = 384, int side = 32, int depth = 3) =>
        WeightInit.Transformer(new TransGanCritic(new TransGanCriticOptions(3, side, Patch: 2, width / 4 * 3, width / 4)
        {
            Depth = depth,
            BiasAndNoise = true,
        }));
}
