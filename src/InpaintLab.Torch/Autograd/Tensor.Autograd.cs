using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Gradients.</content>
    public unsafe partial class Tensor
    {
        private static readonly Operator DetachOp = Operator.Get("aten::detach");
        private static readonly Operator DetachInPlaceOp = Operator.Get("aten::detach_");
        private static readonly Operator RetainGradOp = Operator.Get("aten::retain_grad");

        /// <summary>Whether operations on it are recorded for the backward pass.</summary>
        public bool requires_grad
        {
            get => HasFlag(1);
            set => requires_grad_(value);
        }

        /// <summary>Whether it was made by the user rather than by a recorded operation.</summary>
        public bool is_leaf => HasFlag(2);

        /// <summary>The gradient that backward passes have added up, or null. Each read is a new handle; setting null clears it.</summary>
        public Tensor? grad
        {
            get
            {
                nint handle;
                NativeMethods.Check(NativeMethods.il_tensor_grad(Handle, &handle));
                GC.KeepAlive(this);
                return handle == 0 ? null : new Tensor(handle);
            }

            set
            {
                NativeMethods.Check(NativeMethods.il_tensor_set_grad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        /// <summary>Sets <see cref="requires_grad"/> and returns this.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            NativeMethods.Check(NativeMethods.il_tensor_set_requires_grad(Handle, requires_grad ? 1 : 0));
            GC.KeepAlive(this);
            return this;
        }

        /// <summary>The same elements outside the recorded graph.</summary>
        public Tensor detach() => DetachOp.Call(this);

        /// <summary>Takes this tensor out of the recorded graph.</summary>
        public Tensor detach_() => InPlace(DetachInPlaceOp);

        // The same object with another tensor's elements: what PyTorch spells tensor.data = other.
        internal void SetData(Tensor source)
        {
            NativeMethods.Check(NativeMethods.il_tensor_set_data(Handle, source.Handle));
            GC.KeepAlive(this);
            GC.KeepAlive(source);
        }

        /// <summary>Keeps the gradient of a tensor that is not a leaf.</summary>
        public void retain_grad() => RetainGradOp.CallVoid(this);

        /// <summary>Adds the gradients of this scalar to the leaves it was computed from.</summary>
        public void backward() => autograd.backward([this]);

        /// <inheritdoc cref="autograd.backward(IList{Tensor}, IList{Tensor}?, bool?, bool, IList{Tensor}?)"/>
        public void backward(
            IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }

    /// <summary>Backward passes.</summary>
    public static unsafe partial class autograd
    {
        /// <summary>Adds the gradients of the tensors, weighted by grad_tensors, to the leaves they were computed from.</summary>
        /// <param name="tensors">What to differentiate.</param>
        /// <param name="grad_tensors">Weights of the tensors' shapes; null for scalars.</param>
        /// <param name="retain_graph">Whether the graph can be used again; null: as create_graph.</param>
        /// <param name="create_graph">Whether the gradients can be differentiated in turn.</param>
        /// <param name="inputs">Only these leaves get gradients; null: all.</param>
        public static void backward(
            IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null,
            bool create_graph = false, IList<Tensor>? inputs = null)
        {
            if (grad_tensors is not null && grad_tensors.Count != tensors.Count)
                throw new ArgumentException($"backward: expected {tensors.Count} grad_tensors, received {grad_tensors.Count}");
            fixed (nint* outputs = Handles(tensors), gradients = Handles(grad_tensors), leaves = Handles(inputs))
            {
                NativeMethods.Check(NativeMethods.il_backward(
                    outputs, gradients, tensors.Count, (retain_graph ?? create_graph)
                        ? 1
                        : 0, create_graph
                        ? 1
                        : 0, leaves, inputs?.Count ?? 0));
            }

            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        /// <summary>The gradients of the outputs with respect to the inputs; nothing is added to any leaf.</summary>
        /// <param name="outputs">What to differentiate.</param>
        /// <param name="inputs">With respect to what.</param>
        /// <param name="grad_outputs">Weights of the outputs' shapes; null for scalars.</param>
        /// <param name="retain_graph">Whether the graph can be used again.</param>
        /// <param name="create_graph">Whether the gradients can be differentiated in turn.</param>
        /// <param name="allow_unused">Whether an input that the outputs do not depend on gives null instead of an error.</param>
        public static IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null,
            bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            var results = new nint[inputs.Count];
            fixed (nint* from = Handles(outputs), weights = Handles(grad_outputs), to = Handles(inputs), gradients = results)
            {
                NativeMethods.Check(NativeMethods.il_grad(
                    from, weights, outputs.Count, to, inputs.Count, retain_graph || create_graph
                        ? 1
                        : 0, create_graph
                        ? 1
                        : 0, allow_unused
                        ? 1
                        : 0, gradients));
            }

            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            return Array.ConvertAll(results, handle => handle == 0 ? null! : new Tensor(handle));
        }

        private static nint[]? Handles(IList<Tensor>? tensors)
        {
            if (tensors is null || tensors.Count == 0)
                return null;
            var handles = new nint[tensors.Count];
            for (var i = 0; i < handles.Length; i++)
                handles[i] = tensors[i].Handle;
            return handles;
        }
    }

    /// <summary>Nothing is recorded on this thread until the result is disposed.</summary>
    public static IDisposable no_grad() => new GradModeGuard(false);

    /// <summary>Recording is on (or off) on this thread until the result is disposed.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradModeGuard(enabled);

    /// <summary>Recording is on or off on this thread until the result is disposed.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradModeGuard(mode);

    /// <summary>Whether operations are recorded on this thread.</summary>
    public static bool is_grad_enabled() => NativeMethods.il_grad_mode(-1) != 0;

    private sealed class GradModeGuard(bool enabled) : IDisposable
    {
        private readonly int _before = NativeMethods.il_grad_mode(enabled ? 1 : 0);
        private bool _disposed;

        public void Dispose()
        {
            if (_disposed)
                return;
            _disposed = true;
            _ = NativeMethods.il_grad_mode(_before);
        }
    }
}
