// What changed between the libtorch versions that this library compiles against (1.13 up to the newest), in one place.
#pragma once
#include <torch/version.h>

#include <ATen/ATen.h>

#include <stdexcept>

#include "inpaintlab_torch.h"

#define IL_TORCH_AT_LEAST(major, minor) \
  (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

#if IL_TORCH_AT_LEAST(2, 1)
#include <optional>
namespace il {
template <class T>
using optional = std::optional<T>;
inline constexpr auto nullopt = std::nullopt;
}  // namespace il
#else
#include <c10/util/Optional.h>
namespace il {
template <class T>
using optional = c10::optional<T>;
inline constexpr auto nullopt = c10::nullopt;
}  // namespace il
#endif

namespace il {

// Remembers the exception being handled for il_last_error; returns -1.
int32_t remember_error() noexcept;
int32_t fail(int32_t kind, std::string message) noexcept;

// Calls the body: 0, or -1 with what it threw remembered.
template <class Body>
int32_t guarded(Body body) {
  try {
    body();
    return 0;
  } catch (...) {
    return remember_error();
  }
}

// An exception of the managed side on its way through libtorch; that side keeps it under the number, which is the message.
struct CallbackError : std::runtime_error {
  explicit CallbackError(int64_t number) : std::runtime_error(std::to_string(number)) {}
};

// Handles are TensorImpl pointers that own one reference.
void* export_tensor(at::Tensor tensor);
inline at::Tensor borrow(void* handle) {
  if (!handle) return at::Tensor();
  return at::Tensor(c10::intrusive_ptr<at::TensorImpl>::unsafe_reclaim_from_nonowning(static_cast<at::TensorImpl*>(handle)));
}

inline at::Device device_of(int64_t packed) {
  return at::Device(static_cast<at::DeviceType>(packed >> 32), static_cast<at::DeviceIndex>(static_cast<int32_t>(packed & 0xffffffff)));
}
inline int64_t pack_device(at::Device device) {
  return (static_cast<int64_t>(device.type()) << 32) | static_cast<uint32_t>(static_cast<int32_t>(device.index()));
}

char* duplicate(const std::string& text);

}  // namespace il
