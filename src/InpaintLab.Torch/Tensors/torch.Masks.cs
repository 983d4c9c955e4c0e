namespace TorchSharp;

/// <content>Filling and choosing by masks (bool tensors, broadcast to this).</content>
public static partial class torch
{
    /// <summary>The elements where the mask is true, in one dimension.</summary>
    public static Tensor masked_select(Tensor input, Tensor mask) => input.masked_select(mask);

    /// <summary>The lower triangle of each matrix; 0 above the diagonal.</summary>
    public static Tensor tril(Tensor input, long diagonal = 0) => input.tril(diagonal);

    /// <summary>The upper triangle of each matrix; 0 below the diagonal.</summary>
    public static Tensor triu(Tensor input, long diagonal = 0) => input.triu(diagonal);

    /// <summary>The indices of elements that are not zero, one row each.</summary>
    public static Tensor nonzero(Tensor input) => input.nonzero();

    /// <summary>The indices of elements that are not zero, one row each.</summary>
    public static Tensor argwhere(Tensor input) => input.argwhere();

    /// <summary>The number of elements that are not zero, along dims or in all.</summary>
    public static Tensor count_nonzero(Tensor input, long[]? dims = null) => input.count_nonzero(dims);
}
