using InpaintLab.Core.Errors;
using InpaintLab.Torch;
using static TorchSharp.torch;

namespace InpaintLab.Models.Layers;

/// <summary>
/// The blocks of a generator, called in one place: as they are, or with <see cref="ActivationCheckpoint"/> while
/// <see cref="InpaintingGenerator.ActivationCheckpointing"/> asks for it. A block is what is worth computing twice: it keeps more for its
/// backward pass than its input, as a gated convolution or a transformer block does, and a plain convolution does not.
/// </summary>
public static class Blocks
{
    [ThreadStatic]
    private static Checkpointing? s_checkpointing;

    /// <summary>A block of one input.</summary>
    /// <returns>Its output, of the caller's dispose scope.</returns>
    public static Tensor Run(nn.Module<Tensor, Tensor> block, Tensor input) =>
        Next() ? ActivationCheckpoint.Run(block, input) : block.call(input);

    /// <summary>A block of two inputs.</summary>
    /// <returns>Its output, of the caller's dispose scope.</returns>
    public static Tensor Run(nn.Module<Tensor, Tensor, Tensor> block, Tensor input1, Tensor input2) =>
        Next() ? ActivationCheckpoint.Run(block, input1, input2) : block.call(input1, input2);

    /// <summary>A block that is a module and what stands around it.</summary>
    /// <param name="block">Uses its inputs and the module, and nothing else that has a gradient.</param>
    /// <param name="module">The module; it has all parameters that the block uses.</param>
    /// <param name="inputs">The inputs.</param>
    /// <returns>Its output, of the caller's dispose scope.</returns>
    public static Tensor Run(Func<Tensor[], Tensor> block, nn.Module module, params ReadOnlySpan<Tensor> inputs) =>
        Next() ? ActivationCheckpoint.Run(block, inputs, module.parameters()) : block(inputs.ToArray());

    /// <summary>Until the result is left, this thread's blocks keep their inputs only.</summary>
    internal static Checkpointing Checkpoint() => new();

    private static bool Next()
    {
        if (s_checkpointing is null)
            return false;
        s_checkpointing.Count++;
        return true;
    }

    /// <summary>A forward whose blocks are computed again in the backward pass.</summary>
    internal sealed class Checkpointing : IDisposable
    {
        private readonly Checkpointing? _outer = s_checkpointing;

        public Checkpointing() => s_checkpointing = this;

        /// <summary>Blocks so far.</summary>
        public int Count { get; set; }

        /// <summary>Asks that there was something to gain.</summary>
        /// <exception cref="UserErrorException">The network has no block.</exception>
        public void Check(string network)
        {
            if (Count == 0)
            {
                throw new UserErrorException(
                    $"training.activation_checkpointing: expected a network that runs its layers through Blocks.Run, received '{network}', "
                        + "which does not; use none");
            }
        }

        public void Dispose() => s_checkpointing = _outer;
    }
}
