using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Order, ranks and counts.</content>
    public partial class Tensor
    {
        /// <summary>Sorted along dim, and where each element was.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Ops.SortStable.Call2(this, stable, dim, descending);

        /// <summary>Where the elements of the sorted tensor are.</summary>
        public Tensor argsort(long dim = -1, bool descending = false) => Ops.Argsort.Call(this, dim, descending);

        /// <summary>Sorted along the first dimension.</summary>
        public Tensor msort() => Ops.Msort.Call(this);

        /// <summary>The k largest (or smallest) along dim, and where they are.</summary>
        public (Tensor values, Tensor indices) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Ops.Topk.Call2(this, k, dim, largest, sorted);

        /// <summary>The k-th smallest along dim (the last by default), and where it is.</summary>
        public (Tensor values, Tensor indices) kthvalue(long k, long? dim, bool keepdim = false) =>
            Ops.Kthvalue.Call2(this, k, dim ?? -1, keepdim);

        /// <summary>The most frequent value along dim, and where it is.</summary>
        public (Tensor values, Tensor indices) mode(long dim = -1, bool keepdim = false) => Ops.Mode.Call2(this, dim, keepdim);

        /// <summary>How often each of 0, 1, ... occurs, or the sum of its weights.</summary>
        public Tensor bincount(Tensor? weights, long minlength = 0) => Ops.Bincount.Call(this, weights, minlength);

        /// <summary>Counts in equal bins between min and max (the data's own when both are 0).</summary>
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Ops.Histc.Call(this, bins, min, max);

        /// <summary>Between which boundaries each element lies.</summary>
        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) =>
            Ops.BucketizeTensor.Call(this, boundaries, outInt32, right);
    }
}

file static class Ops
{
    internal static readonly Operator Argsort = Operator.Get("aten::argsort");
    internal static readonly Operator Bincount = Operator.Get("aten::bincount");
    internal static readonly Operator BucketizeTensor = Operator.Get("aten::bucketize", "Tensor");
    internal static readonly Operator Histc = Operator.Get("aten::histc");
    internal static readonly Operator Kthvalue = Operator.Get("aten::kthvalue");
    internal static readonly Operator Mode = Operator.Get("aten::mode");
    internal static readonly Operator Msort = Operator.Get("aten::msort");
    internal static readonly Operator SortStable = Operator.Get("aten::sort", "stable");
    internal static readonly Operator Topk = Operator.Get("aten::topk");
}
