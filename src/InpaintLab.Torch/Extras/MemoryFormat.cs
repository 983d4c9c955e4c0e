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
