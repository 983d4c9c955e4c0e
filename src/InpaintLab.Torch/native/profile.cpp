// Every operator that a thread runs while its profile is taken, with start and end; also those of backward passes that it asks for,
// whatever thread they run on: libtorch hands callbacks on to these. One profile at a time.
#include "compat.h"

#include <ATen/record_function.h>

#include <chrono>
#include <cstring>
#include <mutex>
#include <unordered_map>

namespace {

struct Profile {
  std::mutex mutex;
  std::vector<il_span> spans;
  std::vector<std::string> names;
  std::unordered_map<std::string, int32_t> numbers;
  at::CallbackHandle handle = 0;
  bool running = false;
};

Profile& profile() {
  static auto* only = new Profile;
  return *only;
}

// The clock of .NET's Stopwatch.
int64_t now() { return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

struct Began final : at::ObserverContext {
  int64_t at = now();
};

std::unique_ptr<at::ObserverContext> begin(const at::RecordFunction&) { return std::make_unique<Began>(); }

void end(const at::RecordFunction& function, at::ObserverContext* context) {
  const auto end = now();
  auto& p = profile();
  std::lock_guard<std::mutex> lock(p.mutex);
  if (!p.running) return;
  const auto found = p.numbers.emplace(function.name(), static_cast<int32_t>(p.names.size()));
  if (found.second) p.names.push_back(found.first->first);
  p.spans.push_back({static_cast<Began*>(context)->at, end, found.first->second, static_cast<int32_t>(function.threadId())});
}

}  // namespace

IL_API int32_t il_profile_start() {
  try {
    auto& p = profile();
    if (p.running) return il::fail(IL_ERROR_OTHER, "a profile is being taken already");
    p.spans.clear();
    p.names.clear();
    p.numbers.clear();
    p.running = true;
    p.handle = at::addThreadLocalCallback(
        at::RecordFunctionCallback(begin, end).scopes({at::RecordScope::FUNCTION, at::RecordScope::BACKWARD_FUNCTION}));
    return 0;
  } catch (...) {
    return il::remember_error();
  }
}

// The spans in the order of their ends, and the names they point to, one a line; both are freed with il_free.
IL_API int32_t il_profile_stop(il_span** spans, int32_t* count, char** names) {
  try {
    auto& p = profile();
    at::removeCallback(p.handle);
    std::lock_guard<std::mutex> lock(p.mutex);
    p.running = false;
    const auto bytes = p.spans.size() * sizeof(il_span);
    *spans = static_cast<il_span*>(malloc(std::max<size_t>(1, bytes)));
    memcpy(*spans, p.spans.data(), bytes);
    *count = static_cast<int32_t>(p.spans.size());
    std::string lines;
    for (const auto& name : p.names) lines += name + "\n";
    *names = il::duplicate(lines);
    return 0;
  } catch (...) {
    return il::remember_error();
  }
}
