using InpaintLab.Torch.Interop;
using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>The order of an image tensor's elements in memory; the numbers are libtorch's. TorchSharp has no counterpart.</summary>
public enum MemoryFormat
{
    /// <summary>N, C, H, W with W running fastest.</summary>
    Contiguous = 0,

    /// <summary>As the input has it.</summary>
    Preserve = 1,

    /// <summary>N, H, W, C with C running fastest.</summary>
    ChannelsLast = 2,
}

/// <summary>Changes of memory format: values and shapes stay the same.</summary>
public static class MemoryFormatExtensions
{
    private static readonly Operator Contiguous = Operator.Get("aten::contiguous");
    private static readonly Operator Clone = Operator.Get("aten::clone");

    /// <summary>Itself if it is laid out so already, else a copy.</summary>
    /// <param name="tensor">Four dimensions for <see cref="MemoryFormat.ChannelsLast"/>.</param>
    /// <param name="format">The order wanted.</param>
    /// <remarks>
    /// With one channel both orders are the same in memory, but not by name: concatenated with others, a mask that is not said to be
    /// channels-last makes the result contiguous, and every layer after it reorders. So it is copied once to have that name.
    /// </remarks>
    public static Tensor ToMemoryFormat(this Tensor tensor, MemoryFormat format) =>
        format == MemoryFormat.ChannelsLast && tensor.stride()[1] != 1 ? Clone.Call(tensor, format) : Contiguous.Call(tensor, format);

    /// <summary>
    /// Lays out all parameters of four dimensions (convolution weights) in the format, in place: the parameter objects stay the same.
    /// Convolutions on a channels-last input are then computed without reordering.
    /// </summary>
    public static void ToMemoryFormat(this nn.Module module, MemoryFormat format)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        foreach (var parameter in module.parameters().Where(p => p.dim() == 4))
            parameter.SetData(parameter.ToMemoryFormat(format));
    }
}
