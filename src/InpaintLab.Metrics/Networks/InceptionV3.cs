using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Metrics.Networks;

/// <summary>
/// Inception v3 (arXiv:1512.00567) as the Fréchet inception distance uses it, in the form of pytorch-fid's FIDInceptionV3, without the
/// classifier. It differs from torchvision's network: the pooled branches of Mixed_5b to 6e and 7b do not count the padding, and that
/// of Mixed_7c takes the maximum instead of the mean. Keys are torchvision's. Blocks behind the wanted layer are not built.
/// </summary>
public sealed class InceptionV3 : Module<Tensor, Tensor>
{
    /// <summary>The layers features are taken from, named by their channels.</summary>
    public static IReadOnlyList<int> Layers { get; } = [64, 192, 768, 2048];

    private readonly List<Module<Tensor, Tensor>> _blocks = [];

    /// <summary>The network up to a layer, in evaluation mode, with random weights.</summary>
    /// <param name="layer">
    /// 64: the first max pool; 192: the second; 768: Mixed_6e; 2048: Mixed_7c.
    /// </param>
    public InceptionV3(int layer)
        : base(nameof(InceptionV3))
    {
        if (!Layers.Contains(layer))
            throw new ArgumentException($"expected one of the layers {string.Join(", ", Layers)}, received {layer}", nameof(layer));
        foreach (var (name, block) in Layers.TakeWhile(l => l <= layer).SelectMany(BlocksOf))
        {
            register_module(name, block);
            _blocks.Add(block);
        }

        eval();
    }

    /// <summary>The features.</summary>
    /// <param name="x">N x 3 x H x W in [-1,1], at least 75 px; 299 x 299 where a distance is to mean anything.</param>
    /// <returns>N x C, the mean over the layer's map; C is the layer. Belongs to the caller's dispose scope.</returns>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var map = x;
        foreach (var block in _blocks)
        {
            // Maps are large: only the last one lives.
            var next = block.call(map);
            if (!ReferenceEquals(map, x))
                map.Dispose();
            map = next;
        }

        return scope.MoveToOuter(map.mean([2, 3]));
    }

    // A max pool has no weights: its name is in no file.
    private static IEnumerable<(string Name, Module<Tensor, Tensor> Block)> BlocksOf(int layer) => layer switch
    {
        64 =>
        [
            ("Conv2d_1a_3x3", new BasicConv2d(3, 32, 3, stride: 2)),
            ("Conv2d_2a_3x3", new BasicConv2d(32, 32, 3)),
            ("Conv2d_2b_3x3", new BasicConv2d(32, 64, 3, padding: 1)),
            ("maxpool1", MaxPool2d(3, stride: 2)),
        ],
        192 =>
        [
            ("Conv2d_3b_1x1", new BasicConv2d(64, 80, 1)),
            ("Conv2d_4a_3x3", new BasicConv2d(80, 192, 3)),
            ("maxpool2", MaxPool2d(3, stride: 2)),
        ],
        768 =>
        [
            ("Mixed_5b", new InceptionA(192, 32)),
            ("Mixed_5c", new InceptionA(256, 64)),
            ("Mixed_5d", new InceptionA(288, 64)),
            ("Mixed_6a", new InceptionB(288)),
            ("Mixed_6b", new InceptionC(128)),
            ("Mixed_6c", new InceptionC(160)),
            ("Mixed_6d", new InceptionC(160)),
            ("Mixed_6e", new InceptionC(192)),
        ],
        _ =>
        [
            ("Mixed_7a", new InceptionD()),
            ("Mixed_7b", new InceptionE(1280, maximum: false)),
            ("Mixed_7c", new InceptionE(2048, maximum: true)),
        ],
    };
}
