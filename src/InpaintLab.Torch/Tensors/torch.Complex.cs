namespace TorchSharp;

/// <content>Complex numbers.</content>
public static partial class torch
{
    /// <summary>The complex conjugate, as a view.</summary>
    public static Tensor conj(Tensor input) => input.conj();

    /// <summary>The complex conjugate, computed.</summary>
    public static Tensor conj_physical(Tensor input) => input.conj_physical();

    /// <summary>With a pending conjugation carried out.</summary>
    public static Tensor resolve_conj(Tensor input) => input.resolve_conj();

    /// <summary>A last dimension of size 2 as complex numbers.</summary>
    public static Tensor view_as_complex(Tensor input) => input.view_as_complex();

    /// <summary>Complex numbers as a last dimension of size 2.</summary>
    public static Tensor view_as_real(Tensor input) => input.view_as_real();
}
