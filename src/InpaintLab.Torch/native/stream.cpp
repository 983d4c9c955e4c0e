// A queue of work of a device beside the current one, by c10's own interface to devices: it needs no CUDA headers.
#include "compat.h"

#include <c10/core/Event.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace {

struct SideStream {
  explicit SideStream(at::Device device) : backend(device.type()), side(backend.getStreamFromGlobalPool(device)), outer(side) {}

  c10::impl::VirtualGuardImpl backend;
  c10::Stream side, outer;
};

SideStream& stream_of(void* stream) { return *static_cast<SideStream*>(stream); }

}  // namespace

IL_API void* il_stream_new(int64_t device) {
  try {
    return new SideStream(il::device_of(device));
  } catch (...) {
    il::remember_error();
    return nullptr;
  }
}

// From here to il_stream_leave this thread's work goes to the stream. The host waits until the stream has done what it was given before:
// its memory can then be written by whoever asks for it, also on a third stream that waits for none.
IL_API int32_t il_stream_enter(void* stream) {
  return il::guarded([&] {
    auto& s = stream_of(stream);
    s.side.synchronize();
    s.outer = s.backend.exchangeStream(s.side);
  });
}

// The stream that was current is so again and waits for the work; the result's memory is not given away before that stream, too, has done
// with it. A result of null: the work failed, and there is nothing to wait for.
IL_API int32_t il_stream_leave(void* stream, void* result) {
  return il::guarded([&] {
    auto& s = stream_of(stream);
    s.backend.exchangeStream(s.outer);
    if (!result) return;
    c10::Event done(s.side.device_type());
    done.record(s.side);
    done.block(s.outer);
    il::borrow(result).record_stream(s.outer);
  });
}

IL_API void il_stream_free(void* stream) {
  il::guarded([&] { stream_of(stream).side.synchronize(); });
  delete static_cast<SideStream*>(stream);
}
