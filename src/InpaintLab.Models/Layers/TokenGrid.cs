using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Models.Layers;

/// <summary>
/// Tokens (N x T x C) as a square grid: token y * side + x stands at row y, column x. Results belong to the caller's dispose scope.
/// </summary>
public static class TokenGrid
{
    /// <summary>Tokens as a feature map: N x T x C to N x C x side x side.</summary>
    public static Tensor ToMap(Tensor tokens)
    {
        var side = Side(tokens);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(tokens.transpose(1, 2).reshape(tokens.shape[0], tokens.shape[2], side, side));
    }

    /// <summary>A feature map as tokens: N x C x H x W to N x HW x C.</summary>
    // Copied into the order of tokens once: else every sum keeps the map's order, and every layer copies.
    public static Tensor ToTokens(Tensor map)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(map.flatten(2).transpose(1, 2).contiguous());
    }

    /// <summary>
    /// Twice the side at a quarter of the width, by sub-pixel shuffling (arXiv:1609.05158): the upsampling of TransGAN (arXiv:2102.07074).
    /// N x T x C to N x 4T x C/4.
    /// </summary>
    public static Tensor PixelShuffle(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(ToTokens(functional.pixel_shuffle(ToMap(tokens), 2)));
    }

    /// <summary>
    /// Twice the side at the same width, by bicubic interpolation: TransGAN's upsampling up to 32 x 32 in its 256 px network.
    /// </summary>
    public static Tensor Bicubic(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(ToTokens(functional.interpolate(ToMap(tokens), scale_factor: [2, 2], mode: InterpolationMode.Bicubic)));
    }

    /// <summary>Half the side by means over 2 x 2 tokens: N x T x C to N x T/4 x C.</summary>
    public static Tensor AveragePool(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(ToTokens(functional.avg_pool2d(ToMap(tokens), 2)));
    }

    /// <summary>Cuts the grid into windows that do not overlap, as further samples: N x T x C to N (side/window)² x window² x C.</summary>
    public static Tensor ToWindows(Tensor tokens, long window)
    {
        var (across, width) = (Side(tokens) / window, tokens.shape[2]);
        using var scope = NewDisposeScope();
        var split = tokens.reshape(-1, across, window, across, window, width);
        return scope.MoveToOuter(split.permute(0, 1, 3, 2, 4, 5).reshape(-1, window * window, width));
    }

    /// <summary>The reverse of <see cref="ToWindows"/> for a grid of <paramref name="side"/>.</summary>
    public static Tensor FromWindows(Tensor windows, long window, long side)
    {
        var (across, width) = (side / window, windows.shape[2]);
        using var scope = NewDisposeScope();
        var split = windows.reshape(-1, across, across, window, window, width);
        return scope.MoveToOuter(split.permute(0, 1, 3, 2, 4, 5).reshape(-1, side * side, width));
    }

    /// <summary>Rows and columns of the grid.</summary>
    /// <exception cref="ArgumentException">The number of tokens is no square.</exception>
    public static long Side(Tensor tokens)
    {
        var side = (long)Math.Round(Math.Sqrt(tokens.shape[1]));
        return side * side == tokens.shape[1]
            ? side
            : throw new ArgumentException($"expected a square number of tokens, received {tokens.shape[1]}", nameof(tokens));
    }
}
