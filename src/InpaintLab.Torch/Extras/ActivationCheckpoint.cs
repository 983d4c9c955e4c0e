using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using InpaintLab.Torch.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>
/// Activation checkpointing (Chen et al. 2016, arXiv:1604.06174): of a part of a network only the inputs are kept for the backward pass,
/// which computes the rest again: less memory for one more forward. Values and gradients are those of an ordinary call, bit for bit where
/// the part computes the same from the same: it draws the same random numbers and casts as before, and layers with running statistics
/// leave them alone the second time. A gradient penalty cannot pass through it. TorchSharp has no counterpart.
/// </summary>
public static unsafe class ActivationCheckpoint
{
    [ThreadStatic]
    private static bool s_isRecomputing;

    /// <summary>
    /// Whether this thread computes a part a second time, for a backward pass. What a forward does besides its result (running statistics,
    /// counters) was done the first time.
    /// </summary>
    public static bool IsRecomputing => s_isRecomputing;

    /// <summary>Runs a module of one input.</summary>
    /// <inheritdoc cref="Run(Func{Tensor[], Tensor}, ReadOnlySpan{Tensor}, IEnumerable{Parameter})"/>
    /// <param name="module">Computes the same, however often it is called, from the same input.</param>
    /// <param name="input">What it gets; it stays the caller's.</param>
    public static Tensor Run(nn.Module<Tensor, Tensor> module, Tensor input) =>
        Run(inputs => module.call(inputs[0]), [input], module.parameters());

    /// <summary>Runs a module of two inputs.</summary>
    /// <inheritdoc cref="Run(nn.Module{Tensor, Tensor}, Tensor)"/>
    /// <param name="module">Computes the same, however often it is called, from the same inputs.</param>
    /// <param name="input1">What it gets; it stays the caller's.</param>
    /// <param name="input2">Likewise.</param>
    public static Tensor Run(nn.Module<Tensor, Tensor, Tensor> module, Tensor input1, Tensor input2) =>
        Run(inputs => module.call(inputs[0], inputs[1]), [input1, input2], module.parameters());

    /// <summary>Runs a function; where nothing is recorded, that is all it does.</summary>
    /// <param name="forward">
    /// Is given the inputs and returns a tensor, of its own dispose scope or not; called again by the backward pass, perhaps on another
    /// thread. It may use nothing else that has a gradient or that may be disposed or changed until then.
    /// </param>
    /// <param name="inputs">What it gets; they stay the caller's.</param>
    /// <param name="parameters">All that it uses besides and that has a gradient.</param>
    /// <returns>Its result, of the caller's dispose scope.</returns>
    /// <exception cref="TorchException">
    /// In the backward pass: it is asked for a second time without retain_graph, or for a derivative of its own (create_graph), or the
    /// function uses something with a gradient that is not among inputs and parameters. Exceptions of the function itself arrive as they
    /// are.
    /// </exception>
    public static Tensor Run(Func<Tensor[], Tensor> forward, ReadOnlySpan<Tensor> inputs, IEnumerable<Parameter> parameters)
    {
        var all = inputs.ToArray();
        var trained = parameters.Where(parameter => parameter.requires_grad).ToArray();
        if (!is_grad_enabled() || (trained.Length == 0 && !all.Any(input => input.requires_grad)))
            return forward(all);
        var minimal = MinimalFiltering.IsOn;
        Func<Tensor[], Tensor> same = given =>
        {
            using var region = MinimalFiltering.Region(minimal);
            return forward(given);
        };
        var context = GCHandle.Alloc(same);
        nint result;
        fixed (nint* from = Handles(all), used = Handles(trained))
        {
            NativeMethods.Check(NativeMethods.il_checkpoint(
                &Forward, &Release, GCHandle.ToIntPtr(context), from, all.Length, used, trained.Length, &result));
        }

        GC.KeepAlive(all);
        GC.KeepAlive(trained);
        return new Tensor(result);
    }

    private static nint[] Handles(Tensor[] tensors) => Array.ConvertAll(tensors, tensor => tensor.Handle);

    // Called by native code, through which no exception may pass.
    [UnmanagedCallersOnly]
    private static long Forward(nint context, nint* inputs, int count, int again, nint* output)
    {
        var before = s_isRecomputing;
        try
        {
            s_isRecomputing = before || again != 0;
            using var scope = NewDisposeScope();
            var given = new Tensor[count];
            for (var i = 0; i < count; i++)
                given[i] = new Tensor(inputs[i]);
            var forward = Unsafe.As<Func<Tensor[], Tensor>>(GCHandle.FromIntPtr(context).Target!);
            var result = forward(given);
            *output = NativeMethods.il_tensor_alias(result.Handle);
            GC.KeepAlive(result);
            return 0;
        }
        catch (Exception e)
        {
            return CallbackErrors.Keep(e);
        }
        finally
        {
            s_isRecomputing = before;
        }
    }

    [UnmanagedCallersOnly]
    private static void Release(nint context) => GCHandle.FromIntPtr(context).Free();
}
