// Backward passes and the grad mode of the calling thread.
#include "compat.h"

#include <torch/csrc/autograd/autograd.h>

namespace {
std::vector<at::Tensor> tensors(void** handles, int32_t count) {
  std::vector<at::Tensor> list;
  list.reserve(count);
  for (int32_t i = 0; i < count; i++) list.push_back(il::borrow(handles ? handles[i] : nullptr));
  return list;
}
}  // namespace

IL_API int32_t il_backward(void** outputs, void** gradients, int32_t count, int32_t retain_graph, int32_t create_graph, void** inputs, int32_t input_count) {
  try {
    torch::autograd::backward(tensors(outputs, count), tensors(gradients, gradients ? count : 0), retain_graph != 0, create_graph != 0, tensors(inputs, input_count));
    return 0;
  } catch (...) {
    return il::remember_error();
  }
}

IL_API int32_t il_grad(void** outputs, void** grad_outputs, int32_t count, void** inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph,
                       int32_t allow_unused, void** results) {
  try {
    auto gradients = torch::autograd::grad(tensors(outputs, count), tensors(inputs, input_count), tensors(grad_outputs, grad_outputs ? count : 0), retain_graph != 0,
                                           create_graph != 0, allow_unused != 0);
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
