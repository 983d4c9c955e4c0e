using InpaintLab.Core.Specs;
using InpaintLab.Imaging;
using InpaintLab.Models;
using InpaintLab.Runs.Folders;
using InpaintLab.Tests.EndToEnd;
using InpaintLab.Torch.Safetensors;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Inference;
using TorchSharp;

namespace InpaintLab.Tests.Training.Inference;

[Collection(TrainedRunCollection.Name)]
public sealed class InpainterTests(TrainedRun trained)
{
    [Fact]
    public void The_hole_is_the_prediction_of_the_averaged_weights()
    {
        var (image, mask) = Example(32, 32);
        using var inpainter = Load();
        Assert.Equal(80, inpainter.Step);
        var result = inpainter.Inpaint(image, mask);
        var expected = ImageBuffer.FromPlanar(PredictWithAverage(image, mask), 3, 32, 32);
        for (var i = 0; i < mask.Length; i++)
        {
            var source = mask[i] == 1 ? expected : image;
            for (var c = 0; c < 3; c++)
                Assert.InRange(result[i % 32, i / 32, c] - source[i % 32, i / 32, c], -1, 1);
        }
    }

    [Fact]
    public void An_odd_size_is_inpainted_as_if_its_edges_were_mirrors()
    {
        var (image, mask) = Example(45, 37);
        var (padded, paddedMask) = (new ImageBuffer(48, 48, 3), new byte[48 * 48]);
        for (var y = 0; y < 48; y++)
        {
            for (var x = 0; x < 48; x++)
            {
                var (fromX, fromY) = (x < 45 ? x : 88 - x, y < 37 ? y : 72 - y);
                for (var c = 0; c < 3; c++)
                    padded[x, y, c] = image[fromX, fromY, c];
                paddedMask[(y * 48) + x] = mask[(fromY * 45) + fromX];
            }
        }

        using var inpainter = Load();
        Assert.Equal(inpainter.Inpaint(padded, paddedMask).Crop(0, 0, 45, 37).Bytes, inpainter.Inpaint(image, mask).Bytes);
    }

    private Inpainter Load() => Inpainter.Load(RunFolder.Open(trained.RunPath), device: "cpu");

    // An independent way: the averaged weights as the file has them, without the checkpoint's reader.
    private float[] PredictWithAverage(ImageBuffer image, byte[] mask)
    {
        using var scope = torch.NewDisposeScope();
        using var constants = torch.no_grad();
        var spec = SpecLoader.Load(trained.SpecPath, [], Components.Registry);
        using var generator = spec.Model.Create<IModelFamily>().CreateGenerator(spec.Resolution);
        using var file = SafetensorsFile.Open(trained.CheckpointPath);
        const string prefix = "ema.";
        generator.load_state_dict(file.Entries.Where(e => e.Name.StartsWith(prefix)).ToDictionary(e => e.Name[prefix.Length..], e => file.Read(e.Name)));
        generator.eval();
        var truth = (torch.tensor(image.ToPlanar(3), [1, 3, image.Height, image.Width]) * 2) - 1;
        var holes = torch.tensor(Array.ConvertAll(mask, m => (float)m), [1, 1, image.Height, image.Width]);
        return ((generator.call(truth, holes).Refined + 1) / 2).data<float>().ToArray();
    }

    // Noise with a hole that reaches the lower right corner.
    private static (ImageBuffer Image, byte[] Mask) Example(int width, int height)
    {
        var image = new ImageBuffer(width, height, 3);
        new Random(1).NextBytes(image.Bytes);
        var mask = new byte[width * height];
        for (var i = 0; i < mask.Length; i++)
            mask[i] = i % width > width / 2 && i / width > height / 2 ? (byte)1 : (byte)0;
        return (image, mask);
    }
}
