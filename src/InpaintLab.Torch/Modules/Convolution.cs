using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>What convolutions and transposed ones share: sizes, weight and bias.</summary>
public abstract class Convolution : Module<Tensor, Tensor>
{
    private protected Convolution(string name, bool transposed, ConvolutionShape shape, bool bias, Device? device, ScalarType? dtype)
        : base(name)
    {
        this.transposed = transposed;
        in_channels = shape.InChannels;
        out_channels = shape.OutChannels;
        kernel_size = shape.KernelSize;
        stride = shape.Stride;
        padding = shape.Padding;
        padding_type = shape.PaddingType;
        dilation = shape.Dilation;
        groups = shape.Groups;
        padding_mode = shape.PaddingMode;
        output_padding = shape.OutputPadding;
        if (groups < 1 || in_channels % groups != 0 || out_channels % groups != 0)
        {
            throw new ArgumentException(
                $"groups must divide in_channels and out_channels; received {groups}, {in_channels}, {out_channels}");
        }

        var (first, second) = transposed ? (in_channels, out_channels / groups) : (out_channels, in_channels / groups);
        _ = AddParameter("weight", empty([first, second, .. kernel_size], dtype: dtype, device: device));
        _ = AddParameter("bias", bias ? empty([out_channels], dtype: dtype, device: device) : null);
        reset_parameters();
    }

    /// <summary>Whether it is a transposed convolution.</summary>
    public bool transposed { get; }

    /// <summary>Channels of the input.</summary>
    public long in_channels { get; }

    /// <summary>Channels of the output.</summary>
    public long out_channels { get; }

    /// <summary>Height, width of the kernel.</summary>
    public long[] kernel_size { get; }

    /// <summary>Steps in height, width.</summary>
    public long[] stride { get; }

    /// <summary>Elements added at both sides of height, width (zeros when <see cref="padding_type"/> is set).</summary>
    public long[] padding { get; }

    /// <summary>The padding by name, when it was given so.</summary>
    public Padding? padding_type { get; }

    /// <summary>Distance of a kernel's elements in height, width.</summary>
    public long[] dilation { get; }

    /// <summary>Blocks of channels that do not see each other.</summary>
    public long groups { get; }

    /// <summary>What stands outside the image.</summary>
    public PaddingModes padding_mode { get; }

    /// <summary>Elements added at the lower and right side of a transposed convolution's result.</summary>
    public long[] output_padding { get; }

    /// <summary>
    /// Filters x channels/groups x kernel; transposed: channels x filters/groups x kernel. Setting it disposes the old one.
    /// </summary>
    public Parameter weight
    {
        get => OwnParameter("weight")!;
        set => ReplaceParameter("weight", value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <summary>One number per filter, or null. Setting it disposes the old one.</summary>
    public Parameter? bias
    {
        get => OwnParameter("bias");
        set => ReplaceParameter("bias", value);
    }

    /// <summary>Draws weight and bias anew from U(-b, b), b = 1/sqrt(inputs per unit): PyTorch's default.</summary>
    public void reset_parameters() => UniformByFanIn(weight, bias);

    /// <summary>
    /// What to add at both ends of the dimensions, from the last one backwards, before a convolution without padding; null where
    /// libtorch's own padding with zeros does. "Same" puts the odd element at the end, as PyTorch does.
    /// </summary>
    private protected long[]? Outside()
    {
        if (padding_mode is PaddingModes.Zeros or PaddingModes.Constant)
        {
            return null;
        }

        var outside = new List<long>();
        for (var i = kernel_size.Length - 1; i >= 0; i--)
        {
            var whole = padding_type == Padding.Same ? dilation[i] * (kernel_size[i] - 1) : 2 * padding[i];
            outside.AddRange([whole / 2, whole - (whole / 2)]);
        }

        return [.. outside];
    }

    internal static void UniformByFanIn(Parameter weight, Parameter? bias)
    {
        init.kaiming_uniform_(weight, Math.Sqrt(5));
        var (inputs, _) = init.CalculateFanInAndFanOut(weight);
        if (bias is not null && inputs > 0)
        {
            var bound = 1 / Math.Sqrt(inputs);
            init.uniform_(bias, -bound, bound);
        }
    }
}

/// <summary>The sizes of a convolution; of the arrays each holds height, width.</summary>
internal sealed record ConvolutionShape(long InChannels, long OutChannels, long[] KernelSize)
{
    internal long[] Stride { get; init; } = [1, 1];

    internal long[] Padding { get; init; } = [0, 0];

    internal Padding? PaddingType { get; init; }

    internal long[] Dilation { get; init; } = [1, 1];

    internal long Groups { get; init; } = 1;

    internal PaddingModes PaddingMode { get; init; }

    internal long[] OutputPadding { get; init; } = [0, 0];
}
