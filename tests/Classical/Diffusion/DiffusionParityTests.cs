using InpaintLab.Classical;
using InpaintLab.Classical.Diffusion;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Classical.Diffusion;

/// <summary>Against scipy's direct solver and scikit-image, in 16 bit (tests/Parity/diffusion.py).</summary>
public sealed class DiffusionParityTests
{
    // One step of rounding on each side: 1/128 of a grey level of 255.
    private const double Tolerance = 2.0 / 65535;

    public static TheoryData<string> Masks => ["box", "border", "lines", "large"];

    [Theory]
    [MemberData(nameof(Masks))]
    public void Harmonic_solves_the_Laplace_equation_as_a_direct_solver_does(string mask) =>
        Compare(new Harmonic(new HarmonicOptions()), "harmonic", mask);

    [Theory]
    [MemberData(nameof(Masks))]
    public void Biharmonic_is_that_of_scikit_image(string mask) =>
        Compare(new Biharmonic(new BiharmonicOptions()), "biharmonic", mask);

    private static void Compare(IClassicalMethod method, string name, string maskName)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Parity", "diffusion");
        var maskImage = ImageFile.Read(Path.Combine(folder, $"mask_{maskName}.png")).ToChannels(1);
        var mask = Array.ConvertAll(maskImage.Samples8.ToArray(), s => (byte)(s / 255));
        var image = Pictures.Hide(ImageFile.Read(Path.Combine(folder, "image.png")), mask);
        var golden = ImageFile.Read(Path.Combine(folder, $"{name}_{maskName}.png"));

        Assert.InRange(Pictures.Difference(golden, method.Inpaint(image, mask, ClassicalWork.Default)), 0, Tolerance);
    }
}
