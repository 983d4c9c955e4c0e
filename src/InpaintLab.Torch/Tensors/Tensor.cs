using System.Runtime.InteropServices;
using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A tensor of libtorch. Owned by the innermost <see cref="DisposeScope"/> of the thread that made it, else by whoever holds it; what
    /// is in no scope is freed by the garbage collector at last. Members are named, and behave, as in TorchSharp and PyTorch. Errors of
    /// libtorch arrive as <see cref="InpaintLab.Torch.TorchException"/>.
    /// </summary>
    public unsafe partial class Tensor : IDisposable
    {
        private nint _handle;
        private Finaliser? _finaliser;

        internal Tensor(nint handle)
        {
            _handle = handle;
            if (handle == 0)
                return;
            if (DisposeScope.Current is { } scope)
                scope.Add(this);
            else
                FreeWhenCollected();
        }

        /// <summary>The native reference.</summary>
        /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
        public nint Handle
        {
            get
            {
                if (_handle == 0)
                    ThrowDisposed();
                return _handle;
            }
        }

        /// <summary>Whether it was disposed.</summary>
        public bool IsInvalid => _handle == 0;

        /// <summary>Its sizes.</summary>
        public long[] shape
        {
            get
            {
                var sizes = new long[dim()];
                fixed (long* target = sizes)
                    _ = NativeMethods.il_tensor_sizes(Handle, target, sizes.Length);
                GC.KeepAlive(this);
                return sizes;
            }
        }

        /// <summary>Number of dimensions.</summary>
        public long ndim => dim();

        /// <summary>Its element type.</summary>
        public ScalarType dtype
        {
            get
            {
                var type = (ScalarType)NativeMethods.il_tensor_dtype(Handle);
                GC.KeepAlive(this);
                return type;
            }
        }

        /// <summary>Where it lives.</summary>
        public Device device
        {
            get
            {
                var packed = NativeMethods.il_tensor_device(Handle);
                GC.KeepAlive(this);
                return Device.FromPacked(packed);
            }
        }

        /// <summary>The kind of device it lives on.</summary>
        public DeviceType device_type => device.type;

        /// <summary>Whether it lives on a CUDA device.</summary>
        public bool is_cuda => device_type == DeviceType.CUDA;

        /// <summary>Number of elements.</summary>
        public long NumberOfElements => numel();

        /// <summary>Its elements as bytes. Only for contiguous tensors on the CPU; valid while the tensor lives.</summary>
        /// <exception cref="InvalidOperationException">Not on the CPU or not contiguous.</exception>
        public Span<byte> bytes
        {
            get
            {
                if (device_type != DeviceType.CPU || !is_contiguous())
                    throw new InvalidOperationException("bytes: expected a contiguous tensor on the CPU");
                return new Span<byte>(DataPointer(), checked((int)(numel() * dtype.ElementSize())));
            }

            set
            {
                var target = bytes;
                if (value.Length != target.Length)
                    throw new ArgumentException($"bytes: expected {target.Length}, received {value.Length}");
                value.CopyTo(target);
            }
        }

        /// <summary>The scope that owns it, and its neighbours in that scope's list.</summary>
        internal DisposeScope? Scope { get; set; }

        internal Tensor? Older { get; set; }

        internal Tensor? Newer { get; set; }

        /// <summary>Number of dimensions.</summary>
        public long dim()
        {
            var count = NativeMethods.il_tensor_sizes(Handle, null, 0);
            GC.KeepAlive(this);
            return count;
        }

        /// <summary>Its sizes.</summary>
        public long[] size() => shape;

        /// <summary>The size of one dimension; negative counts from the end.</summary>
        public long size(int dim)
        {
            var sizes = shape;
            var at = dim < 0 ? dim + sizes.Length : dim;
            if (at < 0 || at >= sizes.Length)
                throw new ArgumentOutOfRangeException(nameof(dim), dim, $"expected a dimension of a tensor that has {sizes.Length}");
            return sizes[at];
        }

        /// <summary>Steps between neighbours along each dimension, in elements.</summary>
        public long[] stride()
        {
            var strides = new long[dim()];
            fixed (long* target = strides)
                _ = NativeMethods.il_tensor_strides(Handle, target, strides.Length);
            GC.KeepAlive(this);
            return strides;
        }

        /// <summary>Number of elements.</summary>
        public long numel()
        {
            var count = NativeMethods.il_tensor_numel(Handle);
            GC.KeepAlive(this);
            return count;
        }

        /// <summary>Whether its elements lie in memory in order, without gaps.</summary>
        public bool is_contiguous() => HasFlag(4);

        /// <summary>A copy of its elements as an accessor (brought to the CPU, made contiguous). T must match the dtype.</summary>
        /// <exception cref="ArgumentException">T does not match the dtype.</exception>
        public Utils.TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            if (sizeof(T) != dtype.ElementSize() || TensorExtensionMethods.TypeOf<T>() != dtype)
                throw new ArgumentException($"data<{typeof(T).Name}>: the tensor holds {dtype}");
            using var here = device_type == DeviceType.CPU ? null : cpu();
            using var flat = (here ?? this).contiguous();
            var elements = new T[numel()];
            MemoryMarshal.Cast<byte, T>(flat.bytes).CopyTo(elements);
            return new Utils.TensorAccessor<T>(elements);
        }

        /// <summary>Its one element.</summary>
        public T item<T>()
            where T : unmanaged
        {
            var value = ItemOp.CallScalar(this);
            return (T)Convert.ChangeType(
                typeof(T) == typeof(bool) ? value.ToBoolean() : value.IsDouble ? value.DoubleValue : value.IntValue, typeof(T));
        }

        /// <summary>Another handle on the same tensor.</summary>
        public Tensor alias()
        {
            var other = new Tensor(NativeMethods.il_tensor_alias(Handle));
            GC.KeepAlive(this);
            return other;
        }

        /// <summary>Gives it from its scope to the scope outside.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            Scope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Takes it out of its scope: whoever holds it disposes it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            Scope?.Detach(this);
            return this;
        }

        /// <summary>Frees the native reference.</summary>
        public void Dispose() => Dispose(true);

        /// <summary>"[2, 3], type = Float32, device = cpu" and, for up to 64 elements, the values.</summary>
        public override string ToString()
        {
            if (IsInvalid)
                return "(disposed)";
            var text = $"[{string.Join(", ", shape)}], type = {dtype}, device = {device}";
            if (numel() > 64)
                return text;
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            return $"{text}, values = [{string.Join(", ", to(ScalarType.Float64).data<double>().ToArray())}]";
        }

        /// <summary>Frees the native reference; overriders call this.</summary>
        protected virtual void Dispose(bool disposing)
        {
            Scope?.Remove(this);
            var handle = _handle;
            if (handle == 0)
                return;
            _handle = 0;
            if (_finaliser is not null)
                GC.SuppressFinalize(_finaliser);
            NativeMethods.il_tensor_free(handle);
        }

        /// <summary>From here on nobody but its holder is sure to dispose it.</summary>
        internal void FreeWhenCollected() => _finaliser ??= new Finaliser(_handle);

        internal void* DataPointer()
        {
            Operator.Recorder?.Invoke(DataAccess, []);
            var pointer = NativeMethods.il_tensor_data(Handle);
            GC.KeepAlive(this);
            return pointer;
        }

        private bool HasFlag(int bit)
        {
            var flags = NativeMethods.Check(NativeMethods.il_tensor_flags(Handle));
            GC.KeepAlive(this);
            return (flags & bit) != 0;
        }

        private static void ThrowDisposed() =>
            throw new ObjectDisposedException(
                nameof(Tensor), "the tensor was disposed: move it out of its dispose scope if it is still needed");

        /// <summary>What a recorder is told when values are read or written from the host.</summary>
        internal const string DataAccess = "data";

        private static readonly Operator ItemOp = Operator.Get("aten::item");

        // Apart from the tensor: an object with a finaliser is several times as expensive to make, and scopes need none.
        private sealed class Finaliser(nint handle)
        {
            ~Finaliser() => NativeMethods.il_tensor_free(handle);
        }
    }
}
