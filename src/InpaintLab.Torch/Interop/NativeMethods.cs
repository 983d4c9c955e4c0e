using System.Runtime.InteropServices;

namespace InpaintLab.Torch.Interop;

/// <summary>The C interface of native/inpaintlab_torch.h, one method a function. Handles are owned references; see that header.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "inpaintlab_torch";
    private const int CallbackError = 7;

    static NativeMethods() => NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, NativeLibraryLocator.Resolve);

    [LibraryImport(Library)]
    internal static partial byte* il_last_error(int* kind);

    [LibraryImport(Library)]
    internal static partial void il_free(void* memory);

    [LibraryImport(Library)]
    internal static partial long il_live_tensors();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint il_operator_find(string name, string overload);

    [LibraryImport(Library)]
    internal static partial byte* il_operator_schema(nint op);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int il_operator_has_kernel(nint op, string dispatchKey);

    [LibraryImport(Library)]
    internal static partial int il_call(nint op, NativeValue* args, int count, NativeValue* results, int capacity);

    [LibraryImport(Library)]
    internal static partial void il_tensor_free(nint tensor);

    [LibraryImport(Library)]
    internal static partial nint il_tensor_alias(nint tensor);

    [LibraryImport(Library)]
    internal static partial int il_tensor_sizes(nint tensor, long* sizes, int capacity);

    [LibraryImport(Library)]
    internal static partial int il_tensor_strides(nint tensor, long* strides, int capacity);

    [LibraryImport(Library)]
    internal static partial long il_tensor_numel(nint tensor);

    [LibraryImport(Library)]
    internal static partial int il_tensor_dtype(nint tensor);

    [LibraryImport(Library)]
    internal static partial long il_tensor_device(nint tensor);

    [LibraryImport(Library)]
    internal static partial void* il_tensor_data(nint tensor);

    [LibraryImport(Library)]
    internal static partial int il_tensor_flags(nint tensor);

    [LibraryImport(Library)]
    internal static partial int il_tensor_set_requires_grad(nint tensor, int value);

    [LibraryImport(Library)]
    internal static partial int il_tensor_grad(nint tensor, nint* grad);

    [LibraryImport(Library)]
    internal static partial int il_tensor_set_grad(nint tensor, nint grad);

    [LibraryImport(Library)]
    internal static partial int il_tensor_set_data(nint tensor, nint source);

    [LibraryImport(Library)]
    internal static partial int il_backward(
        nint* tensors, nint* gradients, int count, int retainGraph, int createGraph, nint* inputs, int inputCount);

    [LibraryImport(Library)]
    internal static partial int il_grad(
        nint* outputs, nint* gradOutputs, int count, nint* inputs, int inputCount,
        int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)]
    internal static partial int il_checkpoint(
        delegate* unmanaged<nint, nint*, int, int, nint*, long> forward,
        delegate* unmanaged<nint, void> release,
        nint context,
        nint* inputs,
        int inputCount,
        nint* parameters,
        int parameterCount,
        nint* result);

    [LibraryImport(Library)]
    internal static partial int il_grad_mode(int value);

    [LibraryImport(Library)]
    internal static partial nint il_inference_mode_new(int enabled);

    [LibraryImport(Library)]
    internal static partial void il_inference_mode_free(nint guard);

    [LibraryImport(Library)]
    internal static partial int il_inference_mode();

    [LibraryImport(Library)]
    internal static partial int il_anomaly_mode(int enabled, int checkNan);

    [LibraryImport(Library)]
    internal static partial int il_autocast(int deviceType, int enabled, int dtype);

    [LibraryImport(Library)]
    internal static partial int il_autocast_nesting(int change);

    [LibraryImport(Library)]
    internal static partial int il_setting(int which, int value);

    [LibraryImport(Library)]
    internal static partial int il_manual_seed(ulong seed);

    [LibraryImport(Library)]
    internal static partial nint il_generator_new(ulong seed, long device);

    [LibraryImport(Library)]
    internal static partial nint il_generator_default(long device);

    [LibraryImport(Library)]
    internal static partial void il_generator_free(nint generator);

    [LibraryImport(Library)]
    internal static partial int il_generator_seed(nint generator, ulong seed);

    [LibraryImport(Library)]
    internal static partial ulong il_generator_initial_seed(nint generator);

    [LibraryImport(Library)]
    internal static partial nint il_generator_get_state(nint generator);

    [LibraryImport(Library)]
    internal static partial int il_generator_set_state(nint generator, nint state);

    [LibraryImport(Library)]
    internal static partial int il_threads(int value);

    [LibraryImport(Library)]
    internal static partial int il_cuda_device_count();

    [LibraryImport(Library)]
    internal static partial int il_cuda_synchronize(int device);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial byte* il_info(string what);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int il_library_load(string path, int isGlobal);

    [LibraryImport(Library)]
    internal static partial nint il_stream_new(long device);

    [LibraryImport(Library)]
    internal static partial int il_stream_enter(nint stream);

    [LibraryImport(Library)]
    internal static partial int il_stream_leave(nint stream, nint result);

    [LibraryImport(Library)]
    internal static partial void il_stream_free(nint stream);

    [LibraryImport(Library)]
    internal static partial byte* il_graph_missing();

    [LibraryImport(Library)]
    internal static partial nint il_graph_new(int device);

    [LibraryImport(Library)]
    internal static partial int il_graph_enter(nint graph);

    [LibraryImport(Library)]
    internal static partial int il_graph_leave(nint graph);

    [LibraryImport(Library)]
    internal static partial int il_graph_begin(nint graph);

    [LibraryImport(Library)]
    internal static partial int il_graph_end(nint graph);

    [LibraryImport(Library)]
    internal static partial int il_graph_replay(nint graph);

    [LibraryImport(Library)]
    internal static partial void il_graph_free(nint graph);

    [LibraryImport(Library)]
    internal static partial int il_profile_start();

    [LibraryImport(Library)]
    internal static partial int il_profile_stop(NativeSpan** spans, int* count, byte** names);

    /// <summary>Takes over a string that the native side allocated.</summary>
    internal static string TakeString(byte* text)
    {
        var result = Marshal.PtrToStringUTF8((nint)text) ?? "";
        il_free(text);
        return result;
    }

    /// <summary>Throws the native side's last error when <paramref name="result"/> is negative.</summary>
    internal static int Check(int result)
    {
        if (result < 0)
            ThrowLastError();
        return result;
    }

    /// <summary>Throws the native side's last error as the matching exception.</summary>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    internal static void ThrowLastError()
    {
        int kind;
        var message = Marshal.PtrToStringUTF8((nint)il_last_error(&kind)) ?? "unknown error";
        if (kind == CallbackError)
            CallbackErrors.Throw(message);
        throw kind switch
        {
            2 => new ArgumentException(message),
            3 => new TorchException(message, TorchErrorKind.NotImplemented),
            4 => new TorchException(message, TorchErrorKind.OutOfMemory),
            5 => new TorchException(message, TorchErrorKind.Index),
            _ => new TorchException(message, TorchErrorKind.Other),
        };
    }
}
