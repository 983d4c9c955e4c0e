// The C interface between InpaintLab.Torch (C#) and libtorch.
//
// Every function that can fail returns a negative number or null and leaves the message in il_last_error(). A tensor handle is an owned
// reference (TensorImpl*): whoever receives one frees it with il_tensor_free. Null stands for an undefined tensor.
#pragma once
#include <cstdint>

#define IL_API extern "C" __attribute__((visibility("default")))

enum il_tag : int32_t {
  IL_NONE = 0,
  IL_TENSOR = 1,  // handle, null = undefined
  IL_INT = 2,     // also dtype, layout and memory format
  IL_DOUBLE = 3,
  IL_BOOL = 4,
  IL_INT_LIST = 5,     // pointer + length
  IL_DOUBLE_LIST = 6,  // pointer + length
  IL_BOOL_LIST = 7,    // pointer to int64 + length
  IL_TENSOR_LIST = 8,  // pointer to handles + length, null = undefined / None
  IL_STRING = 9,       // UTF-8 pointer + length
  IL_DEVICE = 10,      // type in the high 32 bits, index (-1: none) in the low
  IL_GENERATOR = 11,   // handle
};

struct il_value {
  int32_t tag;
  int32_t length;
  union {
    int64_t i;
    double d;
    void* p;
  };
};

struct il_span {
  int64_t start, end;  // nanoseconds of the monotonic clock
  int32_t name, thread;
};

enum il_error_kind : int32_t {
  IL_ERROR_TORCH = 1,
  IL_ERROR_ARGUMENT = 2,
  IL_ERROR_NOT_IMPLEMENTED = 3,
  IL_ERROR_OUT_OF_MEMORY = 4,
  IL_ERROR_INDEX = 5,
  IL_ERROR_OTHER = 6,
  IL_ERROR_CALLBACK = 7
};

// --- errors and memory
IL_API const char* il_last_error(int32_t* kind);
IL_API void il_free(void* memory);
IL_API int64_t il_live_tensors();

// --- dispatcher
IL_API void* il_operator_find(const char* name, const char* overload);
IL_API char* il_operator_schema(void* op);
IL_API int32_t il_operator_has_kernel(void* op, const char* dispatch_key);
IL_API int32_t il_call(void* op, const il_value* args, int32_t count, il_value* results, int32_t capacity);

// --- tensors
IL_API void il_tensor_free(void* tensor);
IL_API void* il_tensor_alias(void* tensor);
IL_API int32_t il_tensor_sizes(void* tensor, int64_t* sizes, int32_t capacity);
IL_API int32_t il_tensor_strides(void* tensor, int64_t* strides, int32_t capacity);
IL_API int64_t il_tensor_numel(void* tensor);
IL_API int32_t il_tensor_dtype(void* tensor);
IL_API int64_t il_tensor_device(void* tensor);
IL_API void* il_tensor_data(void* tensor);
IL_API int32_t il_tensor_flags(void* tensor);
IL_API int32_t il_tensor_set_requires_grad(void* tensor, int32_t value);
IL_API int32_t il_tensor_grad(void* tensor, void** grad);
IL_API int32_t il_tensor_set_grad(void* tensor, void* grad);
IL_API int32_t il_tensor_set_data(void* tensor, void* source);

// --- autograd
IL_API int32_t il_backward(void** tensors, void** gradients, int32_t count, int32_t retain_graph, int32_t create_graph, void** inputs,
                           int32_t input_count);
IL_API int32_t il_grad(void** outputs, void** grad_outputs, int32_t count, void** inputs, int32_t input_count, int32_t retain_graph,
                       int32_t create_graph, int32_t allow_unused, void** results);
// A function of the managed side: owned handles in, an owned handle out; returns 0, or a number by which that side knows its exception.
typedef int64_t (*il_forward)(void* context, void** inputs, int32_t count, int32_t again, void** output);
typedef void (*il_release)(void* context);
IL_API int32_t il_checkpoint(il_forward forward, il_release release, void* context, void** inputs, int32_t input_count, void** parameters,
                             int32_t parameter_count, void** result);
IL_API int32_t il_grad_mode(int32_t value);
IL_API void* il_inference_mode_new(int32_t enabled);
IL_API void il_inference_mode_free(void* guard);
IL_API int32_t il_inference_mode();
IL_API int32_t il_anomaly_mode(int32_t enabled, int32_t check_nan);
IL_API int32_t il_autocast(int32_t device_type, int32_t enabled, int32_t dtype);
IL_API int32_t il_autocast_nesting(int32_t change);
IL_API int32_t il_setting(int32_t which, int32_t value);

// --- runtime
IL_API int32_t il_manual_seed(uint64_t seed);
IL_API void* il_generator_new(uint64_t seed, int64_t device);
IL_API void* il_generator_default(int64_t device);
IL_API void il_generator_free(void* generator);
IL_API int32_t il_generator_seed(void* generator, uint64_t seed);
IL_API uint64_t il_generator_initial_seed(void* generator);
IL_API void* il_generator_get_state(void* generator);
IL_API int32_t il_generator_set_state(void* generator, void* state);
IL_API int32_t il_threads(int32_t value);
IL_API int32_t il_cuda_device_count();
IL_API int32_t il_cuda_synchronize(int32_t device);
IL_API char* il_info(const char* what);
IL_API int32_t il_library_load(const char* path, int32_t global);

// --- graphs of a GPU: work that is captured once and launched as a whole
IL_API char* il_graph_missing();
IL_API void* il_graph_new(int32_t device);
IL_API int32_t il_graph_enter(void* graph);
IL_API int32_t il_graph_leave(void* graph);
IL_API int32_t il_graph_begin(void* graph);
IL_API int32_t il_graph_end(void* graph);
IL_API int32_t il_graph_replay(void* graph);
IL_API void il_graph_free(void* graph);

// --- a queue of work beside the current one
IL_API void* il_stream_new(int64_t device);
IL_API int32_t il_stream_enter(void* stream);
IL_API int32_t il_stream_leave(void* stream, void* result);
IL_API void il_stream_free(void* stream);

// --- profile
IL_API int32_t il_profile_start();
IL_API int32_t il_profile_stop(il_span** spans, int32_t* count, char** names);
