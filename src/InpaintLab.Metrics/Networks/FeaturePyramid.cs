using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Metrics.Networks;

/// <summary>
/// The <c>features</c> of a torchvision classifier, giving the maps at the ends of slices of it. Keys are torchvision's
/// (<c>features.0.weight</c>), steps without weights keep their numbers.
/// </summary>
internal sealed class FeaturePyramid : Module<Tensor, Tensor[]>
{
    private readonly Module features;
    private readonly List<(Module<Tensor, Tensor> Step, bool IsTap)> _steps = [];

    private FeaturePyramid(string name, IReadOnlyList<Module<Tensor, Tensor>> steps, IReadOnlyCollection<int> ends)
        : base(name)
    {
        features = new Container();
        for (var i = 0; i < steps.Count; i++)
        {
            features.register_module($"{i}", steps[i]);
            _steps.Add((steps[i], ends.Contains(i + 1)));
        }

        RegisterComponents();
        eval();
    }

    /// <summary>AlexNet (arXiv:1404.5997), the five maps after a ReLU: 64, 192, 384, 256, 256 channels.</summary>
    public static FeaturePyramid AlexNet() => new(
        "AlexNet",
        [
            Conv2d(3, 64, 11, stride: 4, padding: 2), ReLU(), MaxPool2d(3, stride: 2),
            Conv2d(64, 192, 5, padding: 2), ReLU(), MaxPool2d(3, stride: 2),
            Conv2d(192, 384, 3, padding: 1), ReLU(),
            Conv2d(384, 256, 3, padding: 1), ReLU(),
            Conv2d(256, 256, 3, padding: 1), ReLU(),
        ],
        [2, 5, 8, 10, 12]);

    /// <summary>VGG-16 (arXiv:1409.1556), the last map of each of its five sizes: 64, 128, 256, 512, 512 channels.</summary>
    public static FeaturePyramid Vgg16()
    {
        var steps = new List<Module<Tensor, Tensor>>();
        long channels = 3;
        foreach (var (width, layers) in new[] { (64L, 2), (128, 2), (256, 3), (512, 3), (512, 3) })
        {
            if (steps.Count > 0)
                steps.Add(MaxPool2d(2, stride: 2));
            for (var i = 0; i < layers; i++, channels = width)
                steps.AddRange([Conv2d(channels, width, 3, padding: 1), ReLU()]);
        }

        return new FeaturePyramid("VGG-16", steps, [4, 9, 16, 23, 30]);
    }

    /// <summary>SqueezeNet 1.1 (arXiv:1602.07360), seven maps: 64, 128, 256, 384, 384, 512, 512 channels.</summary>
    /// <param name="ceiling">Whether pools count windows that end outside: torchvision's do, Keras' do not.</param>
    public static FeaturePyramid SqueezeNet(bool ceiling) => new(
        "SqueezeNet 1.1",
        [
            Conv2d(3, 64, 3, stride: 2), ReLU(), MaxPool2d(3, stride: 2, ceil_mode: ceiling),
            new Fire(64, 16, 64), new Fire(128, 16, 64), MaxPool2d(3, stride: 2, ceil_mode: ceiling),
            new Fire(128, 32, 128), new Fire(256, 32, 128), MaxPool2d(3, stride: 2, ceil_mode: ceiling),
            new Fire(256, 48, 192), new Fire(384, 48, 192), new Fire(384, 64, 256), new Fire(512, 64, 256),
        ],
        [2, 5, 8, 10, 11, 12, 13]);

    /// <summary>N x 3 x H x W, scaled as the weights want it, to the maps, of the caller's dispose scope.</summary>
    public override Tensor[] forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var maps = new List<Tensor>();
        foreach (var (step, isTap) in _steps)
        {
            x = step.call(x);
            if (isTap)
                maps.Add(scope.MoveToOuter(x));
        }

        return [.. maps];
    }

    /// <summary>Holds the steps under the name "features".</summary>
    private sealed class Container() : Module("features");
}
