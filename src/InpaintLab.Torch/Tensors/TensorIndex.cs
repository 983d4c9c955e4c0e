namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// One index between brackets: a number, a range, a tensor, or one of the constants. Made by conversion or by its functions.
    /// </summary>
    public readonly struct TensorIndex
    {
        /// <summary>As many whole dimensions as are left over; written "..." in Python.</summary>
        public static readonly TensorIndex Ellipsis = new(Kind.Ellipsis);

        /// <summary>A new dimension of size 1.</summary>
        public static readonly TensorIndex None = new(Kind.New);

        /// <summary>A new dimension of size 1.</summary>
        public static readonly TensorIndex Null = None;

        /// <summary>The whole dimension; written ":" in Python.</summary>
        public static readonly TensorIndex Colon = new(Kind.Slice);

        private TensorIndex(Kind kind, long? start = null, long? stop = null, long? step = null, torch.Tensor? tensor = null)
        {
            Type = kind;
            (Start, Stop, Step, Chosen) = (start, stop, step, tensor);
        }

        internal enum Kind
        {
            New,
            Ellipsis,
            Single,
            Slice,
            Bool,
            Tensor,
        }

        internal Kind Type { get; }

        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        internal torch.Tensor? Chosen { get; }

        /// <summary>One place of a dimension, which disappears.</summary>
        public static implicit operator TensorIndex(long value) => Single(value);

        /// <summary>One place of a dimension, which disappears; ^1 is the last.</summary>
        public static implicit operator TensorIndex(Index index) => Single(FromEnd(index));

        /// <summary>A range of a dimension.</summary>
        public static implicit operator TensorIndex(Range range) => Slice(range);

        /// <summary>A range of a dimension.</summary>
        public static implicit operator TensorIndex((int?, int?) range) => Slice(range);

        /// <summary>A dimension of size 1, kept (true) or emptied (false).</summary>
        public static TensorIndex Bool(bool value) => new(Kind.Bool, value ? 1 : 0);

        /// <summary>One place of a dimension, which disappears; negative counts from the end, null is a new dimension.</summary>
        public static TensorIndex Single(long? index) => index is null ? None : new(Kind.Single, index);

        /// <summary>Every step-th place from start to before stop; negative ones count from the end.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Kind.Slice, start, stop, step);

        /// <summary>A range of a dimension.</summary>
        public static TensorIndex Slice((int?, int?) range) => Slice(range.Item1, range.Item2);

        /// <summary>A range of a dimension; ^0 is its end.</summary>
        public static TensorIndex Slice(Range range) =>
            Slice(FromEnd(range.Start), range.End is { IsFromEnd: true, Value: 0 } ? null : FromEnd(range.End));

        /// <summary>The places that a tensor of integers names, or those where a tensor of booleans is true.</summary>
        public static TensorIndex Tensor(torch.Tensor tensor) => new(Kind.Tensor, tensor: tensor);

        private static long FromEnd(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
