using static TorchSharp.torch;

namespace InpaintLab.Models;

/// <summary>
/// What a generator returns: raw predictions of the whole image, N x 3 x H x W for images in [-1,1], not yet composited. Networks without
/// an output activation leave that range a little; metrics and files clamp. Both tensors belong to the caller's dispose scope.
/// </summary>
/// <param name="Coarse">The first stage's image; null for networks of one stage.</param>
/// <param name="Refined">The image that counts: the last stage's.</param>
public sealed record Prediction(Tensor? Coarse, Tensor Refined);
