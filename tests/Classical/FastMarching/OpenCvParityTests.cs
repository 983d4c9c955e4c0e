using System.Security.Cryptography;
using System.Text.Json;
using InpaintLab.Classical;
using InpaintLab.Core.Registry;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Classical.FastMarching;

/// <summary>
/// The results of OpenCV 4.6, sample by sample (tests/Parity/classical.py). At 16 bits a few of Telea's round to the next one.
/// </summary>
public class OpenCvParityTests
{
    private static readonly int[] Radii = [3, 5, 10];
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Parity");

    public static TheoryData<string, string> Cases { get; } = new MatrixTheoryData<string, string>(
        ["leaves", "borders", "grey", "noise", "deep"], ["telea", "navier-stokes-fm"]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Holes_are_filled_as_OpenCV_fills_them(string name, string method)
    {
        var image = ImageFile.Read(Path.Combine(Folder, "classical", $"{name}.png"));
        var mask = MaskFile.Read(Path.Combine(Folder, "classical", $"{name}-mask.png"), out _);
        var golden = ImageFile.Read(Path.Combine(Folder, "classical", $"{name}-{method}.png"));
        for (var i = 0; i < Radii.Length; i++)
        {
            var expected = golden.Crop(0, i * image.Height, image.Width, image.Height);
            var result = Create(method, Radii[i]).Inpaint(image, mask, ClassicalWork.Default);
            var (samples, apart, largest) = Compare(expected, result, mask);
            Assert.True(samples > 300, "the golden has too few hole samples");
            Assert.True(largest <= (image.BitDepth == 8 ? 0 : 1) && apart <= samples / 50, $"{name}, radius {Radii[i]}: {apart} of {samples} hole samples differ, by up to {largest}");
        }
    }

    [Fact]
    public void Photographs_are_filled_as_OpenCV_fills_them()
    {
        var kodak = RepositoryRoot.Shared("data/kodak");
        var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "classical.json"))).RootElement.GetProperty("results").EnumerateArray().ToList();
        Assert.NotEmpty(golden);
        Parallel.ForEach(golden, result =>
        {
            var image = ImageFile.Read(Path.Combine(kodak, result.GetProperty("image").GetString()!)).ToChannels(3);
            var mask = PhotographMask(image, result.GetProperty("number").GetInt32());
            var method = result.GetProperty("method").GetString()!;
            var radius = result.GetProperty("radius").GetInt32();
            var filled = Create(method, radius).Inpaint(image, mask, ClassicalWork.Default);
            var hole = Enumerable.Range(0, mask.Length).Where(i => mask[i] == 1).SelectMany(i => filled.Samples8.Slice(3 * i, 3).ToArray()).ToArray();
            Assert.Equal(result.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(hole)));
        });
    }

    private static IClassicalMethod Create(string method, int radius)
    {
        var component = ClassicalMethods.Find(method)!;
        var options = Activator.CreateInstance(component.OptionsType)!;
        component.OptionsType.GetProperty("Radius")!.SetValue(options, radius);
        return ComponentRegistry.Create<IClassicalMethod>(component, options);
    }

    private static (int Samples, int Apart, int Largest) Compare(ImageBuffer expected, ImageBuffer result, byte[] mask)
    {
        var (samples, apart, largest) = (0, 0, 0);
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0)
                continue;
            var (y, x) = Math.DivRem(i, result.Width);
            for (var channel = 0; channel < result.Channels; channel++)
            {
                var difference = Math.Abs(expected[x, y, channel] - result[x, y, channel]);
                (samples, apart, largest) = (samples + 1, apart + (difference == 0 ? 0 : 1), Math.Max(largest, difference));
            }
        }

        return (samples, apart, largest);
    }

    // As in the script.
    private static byte[] PhotographMask(ImageBuffer image, int number)
    {
        var mask = new byte[image.Width * image.Height];
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                var isHole = (y >= 100 + (20 * number) && y < 180 && x is >= 200 and < 260) || y is >= 300 and < 304
                    || (x >= 500 + number && x < 503 + number);
                mask[(y * image.Width) + x] = isHole ? (byte)1 : (byte)0;
            }
        }

        return mask;
    }
}
