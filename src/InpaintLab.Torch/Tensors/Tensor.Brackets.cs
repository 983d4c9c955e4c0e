using System.Runtime.CompilerServices;
using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>
    /// Brackets, as in Python: numbers and ranges give a view, tensors of indices or booleans a copy. Assignment writes into this tensor
    /// and broadcasts the value. </content>
    public partial class Tensor
    {
        /// <summary>Chosen by one index per dimension; dimensions left out are whole.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => _ = index_put_(value, indices);
        }

        /// <summary>Chosen by tensors of indices or booleans, one per dimension.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => _ = index_put_(value, indices);
        }

        /// <summary>One place of the first dimension.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => _ = index_put_(value, [i1]);
        }

        /// <summary>One place of the first two dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => index([i1, i2]);
            set => _ = index_put_(value, [i1, i2]);
        }

        /// <summary>One place of the first three dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => index([i1, i2, i3]);
            set => _ = index_put_(value, [i1, i2, i3]);
        }

        /// <summary>One place of the first four dimensions.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index([i1, i2, i3, i4]);
            set => _ = index_put_(value, [i1, i2, i3, i4]);
        }

        /// <summary>What brackets give.</summary>
        /// <exception cref="InpaintLab.Torch.TorchException">
        /// A place that a dimension does not have, or more indices than dimensions.
        /// </exception>
        public Tensor index(params TensorIndex[] indices)
        {
            using var scope = NewDisposeScope();
            var (view, chosen) = View(indices);
            var result = chosen.Count > 0 ? Ops.Index.Call(view, chosen.ToArray()) : view;
            return (ReferenceEquals(result, this) ? alias() : result).MoveToOuterDisposeScope();
        }

        /// <summary>What brackets give for tensors of indices or booleans, one per dimension.</summary>
        public Tensor index(params Tensor[] indices) => Ops.Index.Call(this, indices);

        /// <summary>Sets what brackets give.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        /// <summary>Sets what brackets give, or adds to it; with accumulate the same place may be named several times.</summary>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            using var scope = NewDisposeScope();
            var (view, chosen) = View(indices);
            var source = WithoutLeadingOnes(value, view.dim());
            if (chosen.Count > 0)
                Ops.IndexPut.CallVoid(view, chosen.ToArray(), source, accumulate);
            else if (accumulate)
                view.add_(source);
            else
                view.copy_(source);
            return this;
        }

        /// <summary>Sets what brackets give for tensors of indices or booleans.</summary>
        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        /// <summary>Sets what brackets give for tensors of indices or booleans, or adds to it.</summary>
        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            InPlace(Ops.IndexPut, indices, value, accumulate);

        /// <summary>Sets what brackets give to a number.</summary>
        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var scope = NewDisposeScope();
            return index_put_(full([], value, dtype, device), indices);
        }

        // The view that numbers, ranges and new dimensions make, and the tensors that choose from it (null: the whole dimension).
        private (Tensor View, List<Tensor?> Chosen) View(TensorIndex[] indices)
        {
            var view = this;
            var chosen = new List<Tensor?>();
            long dim = 0, covered = 0;
            foreach (var index in indices)
            {
                switch (index.Type)
                {
                    case TensorIndex.Kind.Single:
                        view = view.select(dim, index.Start!.Value);
                        break;
                    case TensorIndex.Kind.Slice:
                        if (index.Start is not null || index.Stop is not null || index.Step is not null)
                            view = Ops.Slice.Call(view, dim, index.Start, index.Stop, index.Step ?? 1);
                        dim++;
                        break;
                    case TensorIndex.Kind.New:
                        view = view.unsqueeze(dim++);
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        dim += ndim - indices.Sum(DimensionsTaken);
                        break;
                    case TensorIndex.Kind.Bool:
                        view = view.unsqueeze(dim);
                        Choose(index.Start == 1 ? zeros([1], ScalarType.Int64, device) : empty([0], ScalarType.Int64, device), 1);
                        break;
                    default:
                        Choose(index.Chosen!, DimensionsTaken(index));
                        break;
                }
            }

            return (view, chosen);

            // A mask of several dimensions is one entry that covers them all.
            void Choose(Tensor tensor, long taken)
            {
                for (; covered < dim; covered++)
                    chosen.Add(null);
                chosen.Add(tensor);
                covered = dim += taken;
            }
        }

        private static long DimensionsTaken(TensorIndex index) => index.Type switch
        {
            TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
            TensorIndex.Kind.Tensor => index.Chosen!.dtype is ScalarType.Bool or ScalarType.Byte ? index.Chosen.dim() : 1,
            _ => 0,
        };

        // Assignment takes a value whose leading dimensions of size 1 are too many, as in Python.
        private static Tensor WithoutLeadingOnes(Tensor value, long dims)
        {
            var size = value.shape;
            var skip = 0;
            while (size.Length - skip > dims && size[skip] == 1)
                skip++;
            return skip > 0 ? value.view(size[skip..]) : value;
        }
    }
}

file static class Ops
{
    internal static readonly Operator Index = Operator.Get("aten::index", "Tensor");
    internal static readonly Operator IndexPut = Operator.Get("aten::index_put_");
    internal static readonly Operator Slice = Operator.Get("aten::slice", "Tensor");
}
