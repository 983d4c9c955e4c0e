using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Patches of images as columns: N x C x H x W to N x (C kh kw) x patches, row by row.</summary>
            /// <param name="input">N x C x H x W.</param>
            /// <param name="kernel_size">Height, width of a patch.</param>
            /// <param name="dilation">Distance of a patch's elements; 1 by default.</param>
            /// <param name="padding">Zeros at both sides of height, width; none by default.</param>
            /// <param name="stride">Distance of patches; 1 by default.</param>
            public static Tensor unfold(
                Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null,
                (long, long)? stride = null) =>
                Ops.Unfold.Call(input, Pair(kernel_size), Pair(dilation) ?? Ones2, Pair(padding) ?? Zeros2, Pair(stride) ?? Ones2);

            /// <summary>Square patches of images as columns; arguments as in the overload above.</summary>
            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                Ops.Unfold.Call(input, Square(kernel_size), Square(dilation), Square(padding), Square(stride));

            /// <summary>Adds up patches where they overlap: the transpose of unfold.</summary>
            /// <param name="input">N x (C kh kw) x patches.</param>
            /// <param name="output_size">Height, width of the images.</param>
            /// <param name="kernel_size">Height, width of a patch.</param>
            /// <param name="dilation">Distance of a patch's elements; 1 by default.</param>
            /// <param name="padding">Taken off both sides of height, width; none by default.</param>
            /// <param name="stride">Distance of patches; 1 by default.</param>
            public static Tensor fold(
                Tensor input, (long, long) output_size, (long, long) kernel_size, (long, long)? dilation = null,
                (long, long)? padding = null, (long, long)? stride = null) =>
                Ops.Fold.Call(
                    input, Pair(output_size), Pair(kernel_size), Pair(dilation) ?? Ones2, Pair(padding) ?? Zeros2, Pair(stride) ?? Ones2);

            /// <summary>The same for square images and patches.</summary>
            public static Tensor fold(
                Tensor input, long output_size, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                Ops.Fold.Call(input, Square(output_size), Square(kernel_size), Square(dilation), Square(padding), Square(stride));
        }
    }
}

file static class Ops
{
    internal static readonly Operator Unfold = Operator.Get("aten::im2col");
    internal static readonly Operator Fold = Operator.Get("aten::col2im");
}
