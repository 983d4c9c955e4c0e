namespace InpaintLab.Core.Weights;

/// <summary>
/// The files of weights that InpaintLab knows. The hashes of the LPIPS heads were computed from the files in their repository; the others
/// are the published ones, whose first eight digits are also in the files' names (the rule of torch.hub). What can be imported only was
/// converted from Keras' files.
/// </summary>
public static class WeightsCatalogue
{
    private const string Torchvision = "https://download.pytorch.org/models/";
    private const string Lpips =
        "https://raw.githubusercontent.com/richzhang/PerceptualSimilarity/082bb24f84c091ea94de2867d34c4544f68e0963/lpips/weights/v0.1/";

    /// <summary>All entries, by name.</summary>
    public static IReadOnlyList<WeightsEntry> Entries { get; } =
    [
        new()
        {
            Name = "alexnet",
            FileName = "alexnet-owt-7be5be79.pth",
            Url = new Uri(Torchvision + "alexnet-owt-7be5be79.pth"),
            Sha256 = "7be5be791159472b1fbf3c69796f7cb30dca7ad8466c2df70058c37116cdee02",
            Size = 244_408_911,
            Licence = "BSD-3-Clause",
            Content = "torchvision's AlexNet, ImageNet",
            NeededBy = "lpips",
        },
        new()
        {
            Name = "fid-inception",
            FileName = "pt_inception-2015-12-05-6726825d.pth",
            Url = new Uri("https://github.com/mseitzer/pytorch-fid/releases/download/fid_weights/pt_inception-2015-12-05-6726825d.pth"),
            Sha256 = "6726825d0af5f729cebd5821db510b11b1cfad8faad88a03f1befd49fb9129b2",
            Size = 95_628_359,
            Licence = "Apache-2.0",
            Content = "Inception v3 of 2015-12-05 for PyTorch, 1008 classes",
            NeededBy = "fid, kid, u-ids, p-ids",
        },
        new()
        {
            Name = "inception-v3-keras",
            FileName = "inception-v3-keras-to-mixed7a.safetensors",
            Url = new Uri("https://github.com/videogorillas/videogorillas.github.io/tree/f76cb0aa"),
            ImportOnly = true,
            Sha256 = "81ad1d3f23a783418d55d4451a6663663540986728a8fc9bae7047095e5999ca",
            Size = 21_494_976,
            Licence = "MIT",
            Content = "Keras' Inception v3, ImageNet, to Mixed_7a, in torchvision's names, filters in float16",
            NeededBy = "fd-inception768(keras)",
        },
        new()
        {
            Name = "lpips-alex",
            FileName = "lpips-v0.1-alex.pth",
            Url = new Uri(Lpips + "alex.pth"),
            Sha256 = "df73285e35b22355a2df87cdb6b70b343713b667eddbda73e1977e0c860835c0",
            Size = 6_009,
            Licence = "BSD-2-Clause",
            Content = "LPIPS 0.1 heads on AlexNet",
            NeededBy = "lpips",
        },
        new()
        {
            Name = "lpips-squeeze",
            FileName = "lpips-v0.1-squeeze.pth",
            Url = new Uri(Lpips + "squeeze.pth"),
            Sha256 = "4a5350f23600cb79923ce65bb07cbf57dca461329894153e05a1346bd531cf76",
            Size = 10_811,
            Licence = "BSD-2-Clause",
            Content = "LPIPS 0.1 heads on SqueezeNet 1.1",
            NeededBy = "lpips-squeeze",
        },
        new()
        {
            Name = "lpips-vgg",
            FileName = "lpips-v0.1-vgg.pth",
            Url = new Uri(Lpips + "vgg.pth"),
            Sha256 = "a78928a0af1e5f0fcb1f3b9e8f8c3a2a5a3de244d830ad5c1feddc79b8432868",
            Size = 7_289,
            Licence = "BSD-2-Clause",
            Content = "LPIPS 0.1 heads on VGG-16",
            NeededBy = "lpips-vgg",
        },
        new()
        {
            Name = "squeezenet-keras",
            FileName = "squeezenet1_1-keras-notop.safetensors",
            Url = new Uri("https://github.com/DeepCognition/keras-squeezenet/tree/a73d4339"),
            ImportOnly = true,
            Sha256 = "a7ce2ed619619c736c1469678bf77aecfb1139f3982974bbf35a1e8806758613",
            Size = 2_894_736,
            Licence = "MIT",
            Content = "SqueezeNet 1.1 for Keras, ImageNet, in torchvision's names",
            NeededBy = "pd-squeezenet(keras)",
        },
        new()
        {
            Name = "squeezenet1_1",
            FileName = "squeezenet1_1-b8a52dc0.pth",
            Url = new Uri(Torchvision + "squeezenet1_1-b8a52dc0.pth"),
            Sha256 = "b8a52dc049b60e4b6ab68ad0df457362afab8b6304b2febdc1650a5dab4d7e7b",
            Size = 4_958_839,
            Licence = "BSD-3-Clause",
            Content = "torchvision's SqueezeNet 1.1, ImageNet",
            NeededBy = "lpips-squeeze",
        },
        new()
        {
            Name = "vgg16",
            FileName = "vgg16-397923af.pth",
            Url = new Uri(Torchvision + "vgg16-397923af.pth"),
            Sha256 = "397923af8e79cdbb6a7127f12361acd7a2f83e06b05044ddf496e83de57a5bf0",
            Size = 553_433_881,
            Licence = "BSD-3-Clause",
            Content = "torchvision's VGG-16, ImageNet",
            NeededBy = "lpips-vgg, perceptual and style loss",
        },
    ];
}
