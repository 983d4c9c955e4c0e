using InpaintLab.Imaging;
using InpaintLab.Models;
using InpaintLab.Training.Inference;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Inference;

/// <summary>Networks meet the same order of elements in memory in training, evaluation and inference.</summary>
public sealed class MemoryLayoutTests
{
    [Fact]
    public void Images_and_masks_are_channels_last_by_name_in_training_and_in_inference()
    {
        using var folder = new TemporaryFolder();
        StrideWitness.Strides.Clear();
        _ = TinyRun.Start(TinyRun.Spec("training.steps=4", "training.init=default").WithFamily<FakeFamily<StrideWitness>>(), folder.Path);
        var training = StrideWitness.Strides.ToHashSet();
        StrideWitness.Strides.Clear();
        using var inpainter = new Inpainter(new StrideWitness(), CPU, 16, new InpaintingOptions());
        inpainter.Inpaint(new ImageBuffer(16, 16, 3), [1, .. new byte[255]]);
        Assert.Equal(new HashSet<(bool, long, long)> { (true, 1, 1), (false, 1, 1) }, training);
        Assert.Equal([(false, 1, 1)], StrideWitness.Strides);
    }

    private sealed class StrideWitness : InpaintingGenerator
    {
        private readonly Parameter level = new(zeros([1, 3, 1, 1]));

        public StrideWitness()
            : base("stride-witness", sizeMultiple: 1) => RegisterComponents();

        /// <summary>Whether gradients are kept, and the steps between the channels of images and of masks.</summary>
        public static HashSet<(bool Gradients, long Image, long Mask)> Strides { get; } = [];

        protected override Prediction Predict(Tensor masked, Tensor mask)
        {
            Strides.Add((is_grad_enabled(), masked.stride()[1], mask.stride()[1]));
            return new Prediction(null, masked + (mask * level));
        }
    }
}
