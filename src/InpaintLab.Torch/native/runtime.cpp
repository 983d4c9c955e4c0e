// Errors, generators and seeds, threads, devices, versions.
#include "compat.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <torch/cuda.h>

#include <dlfcn.h>

#include <atomic>
#include <cstring>

namespace {
thread_local std::string error_message;
thread_local int32_t error_kind = 0;
}  // namespace

int32_t il::fail(int32_t kind, std::string message) noexcept {
  error_kind = kind;
  error_message = std::move(message);
  return -1;
}

int32_t il::remember_error() noexcept {
  try {
    throw;
  } catch (const c10::IndexError& e) {
    return fail(IL_ERROR_INDEX, e.what_without_backtrace());
  } catch (const c10::NotImplementedError& e) {
    return fail(IL_ERROR_NOT_IMPLEMENTED, e.what_without_backtrace());
  } catch (const c10::OutOfMemoryError& e) {
    return fail(IL_ERROR_OUT_OF_MEMORY, e.what_without_backtrace());
  } catch (const c10::Error& e) {
    return fail(IL_ERROR_TORCH, e.what_without_backtrace());
  } catch (const CallbackError& e) {
    return fail(IL_ERROR_CALLBACK, e.what());
  } catch (const std::invalid_argument& e) {
    return fail(IL_ERROR_ARGUMENT, e.what());
  } catch (const std::bad_alloc& e) {
    return fail(IL_ERROR_OUT_OF_MEMORY, "out of memory");
  } catch (const std::exception& e) {
    return fail(IL_ERROR_OTHER, e.what());
  } catch (...) {
    return fail(IL_ERROR_OTHER, "an exception that is not a std::exception");
  }
}

char* il::duplicate(const std::string& text) {
  auto* copy = static_cast<char*>(malloc(text.size() + 1));
  memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

IL_API const char* il_last_error(int32_t* kind) {
  *kind = error_kind;
  return error_message.c_str();
}

IL_API void il_free(void* memory) { free(memory); }

// Settings of the whole process. which: 0 TF32 in matrix products, 1 TF32 in cuDNN, 2 cuDNN tries its algorithms out, 3 deterministic
// algorithms only. value: 0 off, 1 on, -1 only ask. Returns what it was, or -2 for an error.
IL_API int32_t il_setting(int32_t which, int32_t value) {
  try {
    auto& context = at::globalContext();
    const bool on = value == 1;
    bool before = false;
    switch (which) {
      case 0:
        before = context.allowTF32CuBLAS();
        if (value >= 0) context.setAllowTF32CuBLAS(on);
        break;
      case 1:
        before = context.allowTF32CuDNN();
        if (value >= 0) context.setAllowTF32CuDNN(on);
        break;
      case 2:
        before = context.benchmarkCuDNN();
        if (value >= 0) context.setBenchmarkCuDNN(on);
        break;
      case 3:
        before = context.deterministicAlgorithms();
        if (on) setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", 0);  // cuBLAS reads it when it is first used, and repeats itself only with it
        if (value >= 0) {
          context.setDeterministicAlgorithms(on, false);
          context.setDeterministicCuDNN(on);
        }
        break;
      default: return il::fail(IL_ERROR_OTHER, "no such setting"), -2;
    }
    return before ? 1 : 0;
  } catch (...) {
    il::remember_error();
    return -2;
  }
}

IL_API int32_t il_manual_seed(uint64_t seed) {
  try {
    at::manual_seed(seed);
    return 0;
  } catch (...) {
    return il::remember_error();
  }
}

IL_API void* il_generator_new(uint64_t seed, int64_t device) {
  try {
    auto where = il::device_of(device);
    auto generator = where.is_cpu() ? at::detail::createCPUGenerator(seed) : at::globalContext().defaultGenerator(where).clone();
    generator.set_current_seed(seed);
    return new at::Generator(std::move(generator));
  } catch (...) {
    il::remember_error();
    return nullptr;
  }
}

IL_API void* il_generator_default(int64_t device) {
  try {
    return new at::Generator(at::globalContext().defaultGenerator(il::device_of(device)));
  } catch (...) {
    il::remember_error();
    return nullptr;
  }
}

IL_API void il_generator_free(void* generator) { delete static_cast<at::Generator*>(generator); }

IL_API int32_t il_generator_seed(void* generator, uint64_t seed) {
  try {
    auto& g = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(g.mutex());
    g.set_current_seed(seed);
    return 0;
  } catch (...) {
    return il::remember_error();
  }
}

IL_API uint64_t il_generator_initial_seed(void* generator) { return static_cast<at::Generator*>(generator)->current_seed(); }

IL_API void* il_generator_get_state(void* generator) {
  try {
    auto& g = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(g.mutex());
    return il::export_tensor(g.get_state());
  } catch (...) {
    il::remember_error();
    return nullptr;
  }
}

IL_API int32_t il_generator_set_state(void* generator, void* state) {
  try {
    auto& g = *static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(g.mutex());
    g.set_state(il::borrow(state));
    return 0;
  } catch (...) {
    return il::remember_error();
  }
}

// value 0 only asks. Returns the number of threads within one operator.
IL_API int32_t il_threads(int32_t value) {
  if (value > 0) at::set_num_threads(value);
  return at::get_num_threads();
}

IL_API int32_t il_cuda_device_count() {
  try {
    return static_cast<int32_t>(torch::cuda::device_count());
  } catch (...) {
    return il::remember_error();
  }
}

IL_API int32_t il_cuda_synchronize(int32_t device) {
  try {
    torch::cuda::synchronize(device);
    return 0;
  } catch (...) {
    return il::remember_error();
  }
}

// Threads that a loop of our own operators runs on.
static int64_t threads_of_loops() {
  std::atomic<int64_t> parts{0};
  at::parallel_for(0, 1024, 1, [&](int64_t, int64_t) { parts++; });
  return parts;
}

IL_API char* il_info(const char* what) {
  std::string key = what;
  if (key == "loops") return il::duplicate(std::to_string(threads_of_loops()));
  if (key == "version") return il::duplicate(TORCH_VERSION);
  if (key == "config") return il::duplicate(at::show_config());
  if (key == "parallel") return il::duplicate(at::get_parallel_info());
  if (key == "library") {
    Dl_info found;
    return il::duplicate(dladdr(reinterpret_cast<void*>(&at::get_parallel_info), &found) ? found.dli_fname : "");
  }
  return il::duplicate("");
}

// Loads a library for good: what it registers with the dispatcher refers to its code. Its names are seen by nobody else unless they are
// global, so that libraries which it brings along (libjpeg, libpng) cannot take the place of those that are here.
IL_API int32_t il_library_load(const char* path, int32_t global) {
  if (dlopen(path, RTLD_NOW | (global ? RTLD_GLOBAL : RTLD_LOCAL))) return 0;
  const char* reason = dlerror();
  return il::fail(IL_ERROR_OTHER, reason ? reason : "the system gives no reason");
}
