// Backward passes, and the modes of the calling thread: recording, inference, autocast; anomaly detection is the process's.
#include "compat.h"

#include <ATen/autocast_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>

namespace {
std::vector<at::Tensor> tensors(void** handles, int32_t count) {
  std::vector<at::Tensor> list;
  list.reserve(count);
  for (int32_t i = 0; i < count; i++) list.push_back(il::borrow(handles ? handles[i] : nullptr));
  return list;
}
}  // namespace

IL_API int32_t il_backward(void** outputs, void** gradients, int32_t count, int32_t retain_graph, int32_t create_graph, void** inputs,
                           int32_t input_count) {
  try {
    torch::autograd::backward(tensors(outputs, count), tensors(gradients, gradients ? count : 0), retain_graph != 0, create_graph != 0,
                              tensors(inputs, input_count));
    return 0;
  } catch (...) {
    return il::remember_error();
  }
}

IL_API int32_t il_grad(void** outputs, void** grad_outputs, int32_t count, void** inputs, int32_t input_count, int32_t retain_graph,
                       int32_t create_graph, int32_t allow_unused, void** results) {
  try {
    auto gradients =
        torch::autograd::grad(tensors(outputs, count), tensors(inputs, input_count), tensors(grad_outputs, grad_outputs ? count : 0),
                              retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (int32_t i = 0; i < input_count; i++) results[i] = il::export_tensor(std::move(gradients[i]));
    return 0;
  } catch (...) {
    return il::remember_error();
  }
}

// value: 0 off, 1 on, -1 only ask. Returns what it was.
IL_API int32_t il_grad_mode(int32_t value) {
  int32_t before = at::GradMode::is_enabled() ? 1 : 0;
  if (value >= 0) at::GradMode::set_enabled(value != 0);
  return before;
}

// A guard, to be freed on the thread that made it, the newest first.
IL_API void* il_inference_mode_new(int32_t enabled) {
  try {
    return new c10::InferenceMode(enabled != 0);
  } catch (...) {
    il::remember_error();
    return nullptr;
  }
}

IL_API void il_inference_mode_free(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

IL_API int32_t il_inference_mode() { return c10::InferenceMode::is_enabled() ? 1 : 0; }

// enabled: 0 off, 1 on, -1 only ask. Returns what it was: 0 off, 1 on without the check for NaN, 2 on with it.
IL_API int32_t il_anomaly_mode(int32_t enabled, int32_t check_nan) {
  using torch::autograd::AnomalyMode;
  int32_t before = !AnomalyMode::is_enabled() ? 0 : AnomalyMode::should_check_nan() ? 2 : 1;
  if (enabled >= 0) AnomalyMode::set_enabled(enabled != 0, check_nan != 0);
  return before;
}

// enabled: 0 off, 1 on, -1 leave; dtype: -1 leave. Returns what it was: -1 off, else the dtype. Device types: 0 CPU, 1 CUDA.
IL_API int32_t il_autocast(int32_t device_type, int32_t enabled, int32_t dtype) {
  try {
    auto type = static_cast<at::ScalarType>(dtype);
#if IL_TORCH_AT_LEAST(2, 4)
    auto device = static_cast<at::DeviceType>(device_type);
    int32_t before = at::autocast::is_autocast_enabled(device) ? static_cast<int32_t>(at::autocast::get_autocast_dtype(device)) : -1;
    if (dtype >= 0) at::autocast::set_autocast_dtype(device, type);
    if (enabled >= 0) at::autocast::set_autocast_enabled(device, enabled != 0);
    return before;
#else
    if (device_type == 0) {
      int32_t before = at::autocast::is_cpu_enabled() ? static_cast<int32_t>(at::autocast::get_autocast_cpu_dtype()) : -1;
      if (dtype >= 0) at::autocast::set_autocast_cpu_dtype(type);
      if (enabled >= 0) at::autocast::set_cpu_enabled(enabled != 0);
      return before;
    }
    int32_t before = at::autocast::is_enabled() ? static_cast<int32_t>(at::autocast::get_autocast_gpu_dtype()) : -1;
    if (dtype >= 0) at::autocast::set_autocast_gpu_dtype(type);
    if (enabled >= 0) at::autocast::set_enabled(enabled != 0);
    return before;
#endif
  } catch (...) {
    il::remember_error();
    return -2;
  }
}

// One more region (1) or one fewer (-1); the copies of weights are dropped with the outermost.
IL_API int32_t il_autocast_nesting(int32_t change) {
  int32_t depth = change > 0 ? at::autocast::increment_nesting() : at::autocast::decrement_nesting();
  if (depth == 0) at::autocast::clear_cache();
  return depth;
}
