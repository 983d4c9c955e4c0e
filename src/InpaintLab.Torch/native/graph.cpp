// Work of a GPU, captured once and launched as a whole. Compiled for a GPU where CMake found CUDA's headers beside libtorch's
// (IL_CUDA_GRAPHS); elsewhere only il_graph_missing has an answer.
#include "compat.h"

#ifdef IL_CUDA_GRAPHS
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAStream.h>
#include <torch/cuda.h>

namespace {

// A capture needs a stream of its own, and so does what runs before it: libraries keep buffers for each stream.
struct Graph {
  explicit Graph(c10::DeviceIndex device)
      : device(device), side(c10::cuda::getStreamFromPool(false, device)), outer(c10::cuda::getCurrentCUDAStream(device)) {}

  c10::DeviceIndex device;
  c10::cuda::CUDAStream side, outer;
  at::cuda::CUDAGraph graph;
};

Graph& graph_of(void* graph) { return *static_cast<Graph*>(graph); }

// Other threads may go on to allocate and to copy while this one captures; before 2.1 that could not be asked for.
template <class G>
auto begin_capture(G& graph, int) -> decltype(graph.capture_begin({0, 0}, cudaStreamCaptureModeThreadLocal)) {
  return graph.capture_begin({0, 0}, cudaStreamCaptureModeThreadLocal);
}
template <class G>
void begin_capture(G& graph, long) {
  graph.capture_begin();
}

}  // namespace

// Why there are no graphs here; empty when there are. Freed with il_free.
IL_API char* il_graph_missing() {
  try {
    return il::duplicate(torch::cuda::is_available() ? "" : "libtorch sees no CUDA device");
  } catch (const std::exception& e) {
    return il::duplicate(e.what());
  }
}

IL_API void* il_graph_new(int32_t device) {
  try {
    c10::cuda::set_device(static_cast<c10::DeviceIndex>(device));
    return new Graph(static_cast<c10::DeviceIndex>(device));
  } catch (...) {
    il::remember_error();
    return nullptr;
  }
}

// From here to il_graph_leave this thread's work goes to the graph's stream. Both wait for the device: they are called a few times in all.
IL_API int32_t il_graph_enter(void* graph) {
  return il::guarded([&] {
    auto& g = graph_of(graph);
    torch::cuda::synchronize(g.device);
    g.outer = c10::cuda::getCurrentCUDAStream(g.device);
    c10::cuda::setCurrentCUDAStream(g.side);
  });
}

IL_API int32_t il_graph_leave(void* graph) {
  return il::guarded([&] {
    auto& g = graph_of(graph);
    c10::cuda::setCurrentCUDAStream(g.outer);
    torch::cuda::synchronize(g.device);
  });
}

IL_API int32_t il_graph_begin(void* graph) {
  return il::guarded([&] { begin_capture(graph_of(graph).graph, 0); });
}

IL_API int32_t il_graph_end(void* graph) {
  return il::guarded([&] { graph_of(graph).graph.capture_end(); });
}

IL_API int32_t il_graph_replay(void* graph) {
  return il::guarded([&] { graph_of(graph).graph.replay(); });
}

// What it captured may still be running.
IL_API void il_graph_free(void* graph) {
  il::guarded([&] { torch::cuda::synchronize(graph_of(graph).device); });
  il::guarded([&] { delete static_cast<Graph*>(graph); });
}

#else

namespace {
int32_t missing() { return il::fail(IL_ERROR_NOT_IMPLEMENTED, "this native part was built without CUDA graphs"); }
}  // namespace

IL_API char* il_graph_missing() { return il::duplicate(IL_CUDA_GRAPHS_MISSING); }
IL_API void* il_graph_new(int32_t) { return missing(), nullptr; }
IL_API int32_t il_graph_enter(void*) { return missing(); }
IL_API int32_t il_graph_leave(void*) { return missing(); }
IL_API int32_t il_graph_begin(void*) { return missing(); }
IL_API int32_t il_graph_end(void*) { return missing(); }
IL_API int32_t il_graph_replay(void*) { return missing(); }
IL_API void il_graph_free(void*) {}

#endif
