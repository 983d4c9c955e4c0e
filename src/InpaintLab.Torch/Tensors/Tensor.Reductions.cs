using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Statistics of all elements or along dimensions.</content>
    public partial class Tensor
    {
        /// <summary>The sum of all elements.</summary>
        public Tensor sum(ScalarType? type = null) => Ops.Sum.Call(this, type);

        /// <summary>The sum along dimensions.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Ops.SumDimIntList.Call(this, dim, keepdim, type);

        /// <summary>The sum along dimensions.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Ops.SumDimIntList.Call(this, dim, keepdim, type);

        /// <summary>The mean of all elements.</summary>
        public Tensor mean() => Ops.Mean.Call(this);

        /// <summary>The mean along dimensions.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Ops.MeanDim.Call(this, dimensions, keepdim, type);

        /// <summary>The sum of all elements that are not NaN.</summary>
        public Tensor nansum() => Ops.Nansum.Call(this);

        /// <summary>The mean of the elements that are not NaN.</summary>
        public Tensor nanmean(int? dim = null, bool keepdim = false, ScalarType? dtype = null) =>
            Ops.Nanmean.Call(this, dim is { } d ? new long[] { d } : null, keepdim, dtype);

        /// <summary>The product of all elements.</summary>
        public Tensor prod(ScalarType? type = null) => Ops.Prod.Call(this, type);

        /// <summary>The product along a dimension.</summary>
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Ops.ProdDimInt.Call(this, dim, keepdim, type);

        /// <summary>The variance of all elements; unbiased divides by n - 1.</summary>
        public Tensor var(bool unbiased = true) => Ops.Var.Call(this, unbiased);

        /// <summary>The variance along a dimension; unbiased divides by n - 1.</summary>
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var([dim], unbiased, keepdim, type);

        /// <summary>The variance along dimensions; unbiased divides by n - 1.</summary>
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            type is { } dtype ? to(dtype).var(dimensions, unbiased, keepdim) : Ops.VarDim.Call(this, dimensions, unbiased, keepdim);

        /// <summary>The standard deviation of all elements; unbiased divides by n - 1.</summary>
        public Tensor std(bool unbiased = true) => Ops.Std.Call(this, unbiased);

        /// <summary>The standard deviation along a dimension.</summary>
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std([dim], unbiased, keepdim, type);

        /// <summary>The standard deviation along dimensions.</summary>
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            type is { } dtype ? to(dtype).std(dimensions, unbiased, keepdim) : Ops.StdDim.Call(this, dimensions, unbiased, keepdim);

        /// <summary>Variance and mean of all elements.</summary>
        public (Tensor var, Tensor mean) var_mean(bool unbiased = true) => Ops.VarMean.Call2(this, unbiased);

        /// <summary>Variance and mean along dimensions.</summary>
        public (Tensor var, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            type is { } dtype
                ? to(dtype).var_mean(dimensions, unbiased, keepdim)
                : Ops.VarMeanDim.Call2(this, dimensions, unbiased, keepdim);

        /// <summary>Standard deviation and mean of all elements.</summary>
        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => Ops.StdMean.Call2(this, unbiased);

        /// <summary>Standard deviation and mean along dimensions.</summary>
        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            type is { } dtype
                ? to(dtype).std_mean(dimensions, unbiased, keepdim)
                : Ops.StdMeanDim.Call2(this, dimensions, unbiased, keepdim);

        /// <summary>The largest element.</summary>
        public Tensor max() => Ops.Max.Call(this);

        /// <summary>The largest along one dimension, and where it is.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Ops.MaxDim.Call2(this, dim, keepdim);

        /// <summary>The smallest element.</summary>
        public Tensor min() => Ops.Min.Call(this);

        /// <summary>The smallest along one dimension, and where it is.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Ops.MinDim.Call2(this, dim, keepdim);

        /// <summary>The smallest and the largest along dim, or of all.</summary>
        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => Ops.Aminmax.Call2(this, dim, keepdim);

        /// <summary>Where the largest of all elements is.</summary>
        public Tensor argmax() => Ops.Argmax.Call(this);

        /// <summary>Where the largest element along dim is.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Ops.Argmax.Call(this, dim, keepdim);

        /// <summary>Where the smallest of all elements is.</summary>
        public Tensor argmin() => Ops.Argmin.Call(this);

        /// <summary>Where the smallest element along dim is.</summary>
        public Tensor argmin(long dim, bool keepdim = false) => Ops.Argmin.Call(this, dim, keepdim);

        /// <summary>Whether all elements are true.</summary>
        public Tensor all() => Ops.All.Call(this);

        /// <summary>Whether all elements along dim are true.</summary>
        public Tensor all(long dim, bool keepdim = false) => Ops.AllDim.Call(this, dim, keepdim);

        /// <summary>Whether any element is true.</summary>
        public Tensor any() => Ops.Any.Call(this);

        /// <summary>Whether any element along dim is true.</summary>
        public Tensor any(long dim, bool keepdim = false) => Ops.AnyDim.Call(this, dim, keepdim);

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2) => Ops.NormScalar.Call(this, (double)p);

        /// <summary>The p-norm along a dimension.</summary>
        public Tensor norm(int dim, bool keepdim = false, float p = 2) =>
            Ops.NormScalarOptDim.Call(this, (double)p, new long[] { dim }, keepdim);

        /// <summary>The logarithm of the sum of exponentials along dim, without overflow.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => Ops.Logsumexp.Call(this, dim, keepdim);

        /// <summary>The median of all elements, the lower one of two.</summary>
        public Tensor median() => Ops.Median.Call(this);

        /// <summary>Quantiles q in [0,1] along dim, linear between elements.</summary>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Ops.Quantile.Call(this, q, dim, keepdim);

        /// <summary>Running sums along dim.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => Ops.Cumsum.Call(this, dim, type);

        /// <summary>Running products along dim.</summary>
        public Tensor cumprod(long dim, ScalarType? type = null) => Ops.Cumprod.Call(this, dim, type);

        /// <summary>The logarithm of running sums of exponentials along dim.</summary>
        public Tensor logcumsumexp(long dim) => Ops.Logcumsumexp.Call(this, dim);

        /// <summary>Running maxima along dim, and where they are.</summary>
        public (Tensor values, Tensor indexes) cummax(long dim) => Ops.Cummax.Call2(this, dim);

        /// <summary>Running minima along dim, and where they are.</summary>
        public (Tensor values, Tensor indexes) cummin(long dim) => Ops.Cummin.Call2(this, dim);

        /// <summary>The p-norm of the difference.</summary>
        public Tensor dist(Tensor other, float p = 2) => Ops.Dist.Call(this, other, (double)p);

        /// <summary>The largest along dimensions.</summary>
        public Tensor amax(long[] dims, bool keepdim = false) => Ops.Amax.Call(this, dims, keepdim);

        /// <summary>The smallest along dimensions.</summary>
        public Tensor amin(long[] dims, bool keepdim = false) => Ops.Amin.Call(this, dims, keepdim);
    }
}

file static class Ops
{
    internal static readonly Operator All = Operator.Get("aten::all");
    internal static readonly Operator AllDim = Operator.Get("aten::all", "dim");
    internal static readonly Operator Amax = Operator.Get("aten::amax");
    internal static readonly Operator Amin = Operator.Get("aten::amin");
    internal static readonly Operator Aminmax = Operator.Get("aten::aminmax");
    internal static readonly Operator Any = Operator.Get("aten::any");
    internal static readonly Operator AnyDim = Operator.Get("aten::any", "dim");
    internal static readonly Operator Argmax = Operator.Get("aten::argmax");
    internal static readonly Operator Argmin = Operator.Get("aten::argmin");
    internal static readonly Operator Cummax = Operator.Get("aten::cummax");
    internal static readonly Operator Cummin = Operator.Get("aten::cummin");
    internal static readonly Operator Cumprod = Operator.Get("aten::cumprod");
    internal static readonly Operator Cumsum = Operator.Get("aten::cumsum");
    internal static readonly Operator Dist = Operator.Get("aten::dist");
    internal static readonly Operator Logcumsumexp = Operator.Get("aten::logcumsumexp");
    internal static readonly Operator Logsumexp = Operator.Get("aten::logsumexp");
    internal static readonly Operator Max = Operator.Get("aten::max");
    internal static readonly Operator MaxDim = Operator.Get("aten::max", "dim");
    internal static readonly Operator Mean = Operator.Get("aten::mean");
    internal static readonly Operator MeanDim = Operator.Get("aten::mean", "dim");
    internal static readonly Operator Median = Operator.Get("aten::median");
    internal static readonly Operator Min = Operator.Get("aten::min");
    internal static readonly Operator MinDim = Operator.Get("aten::min", "dim");
    internal static readonly Operator Nanmean = Operator.Get("aten::nanmean");
    internal static readonly Operator Nansum = Operator.Get("aten::nansum");
    internal static readonly Operator NormScalar = Operator.Get("aten::norm", "Scalar");
    internal static readonly Operator NormScalarOptDim = Operator.Get("aten::norm", "ScalarOpt_dim");
    internal static readonly Operator Prod = Operator.Get("aten::prod");
    internal static readonly Operator ProdDimInt = Operator.Get("aten::prod", "dim_int");
    internal static readonly Operator Quantile = Operator.Get("aten::quantile");
    internal static readonly Operator Std = Operator.Get("aten::std");
    internal static readonly Operator StdDim = Operator.Get("aten::std", "dim");
    internal static readonly Operator StdMean = Operator.Get("aten::std_mean");
    internal static readonly Operator StdMeanDim = Operator.Get("aten::std_mean", "dim");
    internal static readonly Operator Sum = Operator.Get("aten::sum");
    internal static readonly Operator SumDimIntList = Operator.Get("aten::sum", "dim_IntList");
    internal static readonly Operator Var = Operator.Get("aten::var");
    internal static readonly Operator VarDim = Operator.Get("aten::var", "dim");
    internal static readonly Operator VarMean = Operator.Get("aten::var_mean");
    internal static readonly Operator VarMeanDim = Operator.Get("aten::var_mean", "dim");
}
