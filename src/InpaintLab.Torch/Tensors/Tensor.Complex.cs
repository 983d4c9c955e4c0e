using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Complex numbers.</content>
    public partial class Tensor
    {
        /// <summary>The complex conjugate, as a view.</summary>
        public Tensor conj() => Ops.Conj.Call(this);

        /// <summary>The complex conjugate, computed.</summary>
        public Tensor conj_physical() => Ops.ConjPhysical.Call(this);

        /// <summary>With a pending conjugation carried out.</summary>
        public Tensor resolve_conj() => Ops.ResolveConj.Call(this);

        /// <summary>A last dimension of size 2 as complex numbers.</summary>
        public Tensor view_as_complex() => Ops.ViewAsComplex.Call(this);

        /// <summary>Complex numbers as a last dimension of size 2.</summary>
        public Tensor view_as_real() => Ops.ViewAsReal.Call(this);

        /// <summary>Whether the elements are complex.</summary>
        public bool is_complex() => Ops.IsComplex.CallBool(this);

        /// <summary>Whether the elements are floating-point numbers.</summary>
        public bool is_floating_point() => Ops.IsFloatingPoint.CallBool(this);
    }
}

file static class Ops
{
    internal static readonly Operator Conj = Operator.Get("aten::conj");
    internal static readonly Operator ConjPhysical = Operator.Get("aten::conj_physical");
    internal static readonly Operator IsComplex = Operator.Get("aten::is_complex");
    internal static readonly Operator IsFloatingPoint = Operator.Get("aten::is_floating_point");
    internal static readonly Operator ResolveConj = Operator.Get("aten::resolve_conj");
    internal static readonly Operator ViewAsComplex = Operator.Get("aten::view_as_complex");
    internal static readonly Operator ViewAsReal = Operator.Get("aten::view_as_real");
}
