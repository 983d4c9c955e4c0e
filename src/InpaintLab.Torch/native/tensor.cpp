// What a tensor is: sizes, dtype, device, flags, gradient. Everything that computes is an operator (dispatcher.cpp).
#include "compat.h"

#include <atomic>

namespace {
std::atomic<int64_t> live_tensors{0};
at::TensorImpl* impl(void* tensor) { return static_cast<at::TensorImpl*>(tensor); }
}  // namespace

void* il::export_tensor(at::Tensor tensor) {
  if (!tensor.defined()) return nullptr;
  live_tensors.fetch_add(1, std::memory_order_relaxed);
  return tensor.unsafeReleaseTensorImpl();
}

IL_API int64_t il_live_tensors() { return live_tensors.load(); }

IL_API void il_tensor_free(void* tensor) {
  if (!tensor) return;
  live_tensors.fetch_sub(1, std::memory_order_relaxed);
  c10::intrusive_ptr<at::TensorImpl>::reclaim(impl(tensor));  // the temporary drops the reference
}

IL_API void* il_tensor_alias(void* tensor) { return il::export_tensor(il::borrow(tensor)); }

IL_API int32_t il_tensor_sizes(void* tensor, int64_t* sizes, int32_t capacity) {
  auto values = impl(tensor)->sizes();
  for (size_t i = 0; i < values.size() && i < static_cast<size_t>(capacity); i++) sizes[i] = values[i];
  return static_cast<int32_t>(values.size());
}

IL_API int32_t il_tensor_strides(void* tensor, int64_t* strides, int32_t capacity) {
  auto values = impl(tensor)->strides();
  for (size_t i = 0; i < values.size() && i < static_cast<size_t>(capacity); i++) strides[i] = values[i];
  return static_cast<int32_t>(values.size());
}

IL_API int64_t il_tensor_numel(void* tensor) { return impl(tensor)->numel(); }

IL_API int32_t il_tensor_dtype(void* tensor) { return static_cast<int32_t>(c10::typeMetaToScalarType(impl(tensor)->dtype())); }

IL_API int64_t il_tensor_device(void* tensor) { return il::pack_device(impl(tensor)->device()); }

IL_API void* il_tensor_data(void* tensor) {
  try {
    return il::borrow(tensor).data_ptr();
  } catch (...) {
    il::remember_error();
    return nullptr;
  }
}

// Bit 0: requires_grad, 1: is_leaf, 2: contiguous, 3: contiguous in channels_last, 4: sparse
IL_API int32_t il_tensor_flags(void* tensor) {
  try {
    auto t = il::borrow(tensor);
    return (t.requires_grad() ? 1 : 0) | (t.is_leaf() ? 2 : 0) | (t.is_contiguous() ? 4 : 0) |
           (t.dim() == 4 && t.is_contiguous(at::MemoryFormat::ChannelsLast) ? 8 : 0) | (t.is_sparse() ? 16 : 0);
  } catch (...) {
    return il::remember_error();
  }
}

IL_API int32_t il_tensor_set_requires_grad(void* tensor, int32_t value) {
  try {
    il::borrow(tensor).set_requires_grad(value != 0);
    return 0;
  } catch (...) {
    return il::remember_error();
  }
}

IL_API int32_t il_tensor_grad(void* tensor, void** grad) {
  try {
    *grad = il::export_tensor(il::borrow(tensor).grad());
    return 0;
  } catch (...) {
    return il::remember_error();
  }
}

IL_API int32_t il_tensor_set_grad(void* tensor, void* grad) {
  try {
    il::borrow(tensor).mutable_grad() = il::borrow(grad);
    return 0;
  } catch (...) {
    return il::remember_error();
  }
}

IL_API int32_t il_tensor_set_data(void* tensor, void* source) {
  try {
    il::borrow(tensor).set_data(il::borrow(source));
    return 0;
  } catch (...) {
    return il::remember_error();
  }
}
