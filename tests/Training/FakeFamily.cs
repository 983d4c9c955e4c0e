using InpaintLab.Models;
using InpaintLab.Models.Families;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training;

/// <summary>The least of a generator: one colour for all holes, and a buffer that counts forwards.</summary>
internal sealed class OneColour : InpaintingGenerator
{
    private readonly Parameter colour;
    private readonly Tensor forwards;

    public OneColour(params float[] rgb)
        : base("one-colour", sizeMultiple: 1)
    {
        colour = new Parameter(tensor(rgb, [1, 3, 1, 1]));
        forwards = zeros([1]);
        RegisterComponents();
    }

    public Parameter Colour => colour;

    public Tensor Forwards => forwards;

    protected override Prediction Predict(Tensor masked, Tensor mask)
    {
        forwards.add_(1);
        return new Prediction(null, masked + (mask * colour));
    }
}

/// <summary>A generator with a finite loss whose gradient is no number: the root of 0.</summary>
internal sealed class EndlessSlope : InpaintingGenerator
{
    private readonly Parameter scale = new(zeros([1]));

    public EndlessSlope()
        : base("endless-slope", sizeMultiple: 1) => RegisterComponents();

    protected override Prediction Predict(Tensor masked, Tensor mask) => new(null, masked + (mask * (scale * 0).sqrt()));
}

/// <summary>The family of a generator without discriminator, in place of a registered one.</summary>
internal sealed class FakeFamily<T> : IModelFamily
    where T : InpaintingGenerator, new()
{
    public FakeFamily(GatedConvOptions options) => ArgumentNullException.ThrowIfNull(options);

    public int SizeMultiple => 1;

    public int DiscriminatorMinimumSize => 1;

    public InpaintingGenerator CreateGenerator(int resolution) => new T();

    public InpaintingDiscriminator? CreateDiscriminator(int resolution) => null;
}
