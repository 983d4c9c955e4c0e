using InpaintLab.Models.Initialisation;
using InpaintLab.Models.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Models.Families;

/// <summary>
/// TransGAN's generator for CIFAR-10 as published (Jiang et al. 2021, arXiv:2102.07074; official code, ViT_custom_rp): noise in, an image
/// out. It inpaints nothing, so it is no registered family; it shares every block with family <c>transgan</c> and shows by its parameter
/// count, 83,312,495 at the defaults, and its state dict, whose keys are the official ones, that these blocks are the paper's.
/// </summary>
public sealed class TransGanCifarGenerator : Module<Tensor, Tensor>
{
    private readonly long _bottom;
    private readonly long _width;
    private readonly Linear l1;
    private readonly Parameter pos_embed_1;
    private readonly Parameter pos_embed_2;
    private readonly Parameter pos_embed_3;
    private readonly Stage blocks;
    private readonly ModuleList<Stage> upsample_blocks;
    private readonly Sequential deconv;

    /// <summary>
    /// A generator with fresh weights: linear layers as PyTorch's, tables normal with deviation 0.02, the output Glorot uniform.
    /// </summary>
    /// <param name="latent">Length of the noise.</param>
    /// <param name="width">Channels of the first stage's tokens: a multiple of 16.</param>
    /// <param name="heads">Heads of every block; they divide a sixteenth of the width.</param>
    /// <param name="bottom">Rows and columns of the first grid; the image has four times as many.</param>
    /// <param name="depths">Blocks of the three stages; null: 5, 4, 2.</param>
    public TransGanCifarGenerator(
        long latent = 256, long width = 1024, long heads = 4, long bottom = 8, IReadOnlyList<int>? depths = null)
        : base(nameof(TransGanCifarGenerator))
    {
        depths ??= [5, 4, 2];
        (_bottom, _width) = (bottom, width);
        l1 = Linear(latent, bottom * bottom * width);
        pos_embed_1 = Positions(0);
        pos_embed_2 = Positions(1);
        pos_embed_3 = Positions(2);
        blocks = new Stage(depths[0], Block(0));
        upsample_blocks = ModuleList(new Stage(depths[1], Block(1)), new Stage(depths[2], Block(2)));
        deconv = Sequential(WeightInit.GlorotUniform(Conv2d(width / 16, 3, 1)));
        RegisterComponents();

        TransformerBlockOptions Block(int stage) => new(width >> (2 * stage), heads) { Grid = bottom << stage, RelativeBias = true };

        Parameter Positions(int stage) => new(WeightInit.Table(1, (bottom << stage) * (bottom << stage), width >> (2 * stage)));
    }

    /// <summary>N x latent, standard normal, to images N x 3 x 4 bottom x 4 bottom around [-1,1], not clamped.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = blocks.call(l1.call(input).view(-1, _bottom * _bottom, _width) + pos_embed_1);
        x = upsample_blocks[0].call(TokenGrid.PixelShuffle(x) + pos_embed_2);
        x = upsample_blocks[1].call(TokenGrid.PixelShuffle(x) + pos_embed_3);
        return scope.MoveToOuter(deconv.call(TokenGrid.ToMap(x)));
    }

    private sealed class Stage : Module<Tensor, Tensor>
    {
        private readonly ModuleList<TransformerBlock> block;

        public Stage(int depth, TransformerBlockOptions options)
            : base(nameof(Stage))
        {
            block = TransformerBlock.Stack(depth, options);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            foreach (var layer in block)
                input = layer.call(input);
            return scope.MoveToOuter(input);
        }
    }
}
