using System.Runtime.Intrinsics;
using InpaintLab.Core.Registry;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Diffusion;

/// <summary>Options of <see cref="Biharmonic"/>.</summary>
public sealed record BiharmonicOptions
{
    /// <summary>Whether each colour is kept within the range of those known; else only within what the image can hold.</summary>
    public bool Clamp { get; init; } = true;
}

/// <summary>
/// Biharmonic inpainting: the Laplacian applied twice vanishes in the hole, so values and gradients are continued smoothly; the
/// surface may swing beyond the known colours. Regions of the hole that do not touch are solved apart, all
/// by a direct method; memory is about 2 KB per pixel in a region of 1000 x 1000, less in smaller ones.
/// </summary>
/// <remarks>
/// The discretisation is scikit-image's (<c>inpaint_biharmonic</c>): the square of the five-point Laplacian with mirrored borders. That
/// operator is symmetric and positive definite on a hole, hence Cholesky's factorisation, where scikit-image uses a general one.
/// </remarks>
[Family("biharmonic", Source = "Damelin, Hoang, 2018, doi:10.1155/2018/3950312")]
public sealed class Biharmonic(BiharmonicOptions options) : IClassicalMethod
{
    /// <inheritdoc/>
    public ImageBuffer Inpaint(ImageBuffer image, ReadOnlySpan<byte> mask, ClassicalWork work)
    {
        if (Planes.CountHole(image, mask) == 0)
            return image.Copy();
        var (width, height) = (image.Width, image.Height);
        var tree = new EliminationTree(HoleRegions.Find(mask, width, reach: 2), width);
        var place = new int[mask.Length];
        for (var i = 0; i < tree.Order.Length; i++)
            place[tree.Order[i]] = i + 1;

        // place is 0 where the image is known.
        var right = new Vector256<double>[tree.Order.Length];
        var operation = new BiharmonicOperator(width, height);
        for (var i = 0; i < right.Length; i++)
        {
            operation.Row(tree.Order[i], (pixel, value) =>
            {
                if (place[pixel] == 0)
                    right[i] -= Lanes.At(image, pixel) * value;
            });
        }

        Solve(tree, right, (row, entry) => operation.Row(tree.Order[row], (pixel, value) =>
        {
            if (place[pixel] > row)
                entry(place[pixel] - 1, value);
        }), work);
        var (least, most) = options.Clamp ? KnownRange(image, mask) : (Vector256<double>.Zero, Vector256<double>.One);
        var result = image.Copy();
        for (var i = 0; i < right.Length; i++)
            Lanes.Set(result, tree.Order[i], Vector256.Max(least, Vector256.Min(most, right[i])));
        work.Progress?.Report(1);
        return result;
    }

    private static void Solve(EliminationTree tree, Vector256<double>[] right, MatrixRow matrix, ClassicalWork work)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, work.Threads), CancellationToken = work.Stop };
        for (var level = 0; level < tree.Levels.Count; level++)
        {
            Parallel.ForEach(tree.Levels[level], options, front => front.Factorise(matrix));
            work.Progress?.Report((level + 1.0) / (tree.Levels.Count + 1));
        }

        foreach (var front in tree.Levels.SelectMany(l => l))
            front.Forward(right);
        foreach (var front in tree.Levels.Reverse().SelectMany(l => l))
            front.Backward(right);
    }

    private static (Vector256<double> Least, Vector256<double> Most) KnownRange(ImageBuffer image, ReadOnlySpan<byte> mask)
    {
        var (least, most) = (Vector256.Create(1.0), Vector256<double>.Zero);
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0)
                continue;
            var colour = Lanes.At(image, i);
            (least, most) = (Vector256.Min(least, colour), Vector256.Max(most, colour));
        }

        return (least, most);
    }
}
