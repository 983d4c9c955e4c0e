// __name__: a small network of five convolutions. In a spec beside this file:
//
//   components: [__name__.csx]
//   model: {family: __name__, width: 32}
//
// A run keeps a copy of this script, so that `inpaint` and `evaluate` find the network wherever the run's folder goes.
// See src/docs/hooks.md for what is open without a `using`.

/// <summary>Options of the family.</summary>
public sealed record __Class__Options
{
    /// <summary>Channels at full size; twice as many at half size.</summary>
    [Range(1, 512)]
    public int Width { get; init; } = 32;
}

[Family("__name__")]
public sealed class __Class__(__Class__Options options) : IModelFamily
{
    // Sides must be multiples of this many pixels.
    public int SizeMultiple => 2;

    public int DiscriminatorMinimumSize => 1;

    public InpaintingGenerator CreateGenerator(int resolution) => new __Class__Generator(options.Width);

    // Without a discriminator there is no adversarial term: objective.adversarial.kind must be none.
    public InpaintingDiscriminator? CreateDiscriminator(int resolution) => null;
}

public sealed class __Class__Generator : InpaintingGenerator
{
    // The names of these fields are the keys of checkpoints: conv1.weight, conv1.bias, ...
    private readonly Conv2d conv1;
    private readonly Conv2d conv2;
    private readonly Conv2d conv3;
    private readonly Conv2d conv4;
    private readonly Conv2d conv5;

    public __Class__Generator(int width)
        : base("__name__", sizeMultiple: 2)
    {
        conv1 = nn.Conv2d(4, width, 5, padding: 2);
        conv2 = nn.Conv2d(width, 2 * width, 3, stride: 2, padding: 1);
        conv3 = nn.Conv2d(2 * width, 2 * width, 3, padding: 4, dilation: 4);
        conv4 = nn.Conv2d(2 * width, width, 3, padding: 1);
        conv5 = nn.Conv2d(width, 3, 3, padding: 1);
        RegisterComponents();
    }

    // The masked image is N x 3 x H x W in [-1,1] with 0 in the hole, the mask N x 1 x H x W with 1 = hole. The base class frees what is
    // computed here but for the result, whose values belong into [-1,1].
    protected override Prediction Predict(Tensor masked, Tensor mask)
    {
        var full = conv1.call(cat([masked, mask], dim: 1)).elu();
        var half = conv2.call(full).elu();
        half = conv3.call(half).elu();
        var up = nn.functional.interpolate(half, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
        up = conv4.call(up).elu() + full;
        return new Prediction(null, conv5.call(up).tanh());
    }
}
