// inpaintlab::gate on a GPU: one read and one write forward, and backward, where ATen's operators take four and six. A file without torch's
// headers: gate.cpp calls it with plain pointers.
#include "gate_cuda.h"

#include <cuda_bf16.h>
#include <cuda_fp16.h>

#include <algorithm>

namespace {

constexpr int threads = 256;
constexpr int64_t most_blocks = 1 << 16;

struct Elu {
  __device__ float value(float x) const { return x > 0 ? x : expm1f(x); }
  __device__ float derivative(float x) const { return x > 0 ? 1.f : expf(x); }
};

struct LeakyRelu {
  float slope;
  __device__ float value(float x) const { return x > 0 ? x : slope * x; }
  __device__ float derivative(float x) const { return x > 0 ? 1.f : slope; }
};

__device__ float load(const float* x) { return *x; }
__device__ float load(const __half* x) { return __half2float(*x); }
__device__ float load(const __nv_bfloat16* x) { return __bfloat162float(*x); }
__device__ void store(float* to, float x) { *to = x; }
__device__ void store(__half* to, float x) { *to = __float2half_rn(x); }
__device__ void store(__nv_bfloat16* to, float x) { *to = __float2bfloat16_rn(x); }

__device__ float sigmoid(float x) { return 1.f / (1.f + expf(-x)); }

// A block holds `inner` features, then `inner` gates; element i of the output is feature i % inner of block i / inner. I: 32 bits where
// they do, since a GPU divides 64 bits slowly.
template <class T, class A, class I>
__global__ void forward(A activation, const T* input, T* output, I count, I inner) {
  for (I i = blockIdx.x * static_cast<I>(blockDim.x) + threadIdx.x; i < count; i += static_cast<I>(gridDim.x) * blockDim.x) {
    const I feature = i + i / inner * inner;
    store(output + i, activation.value(load(input + feature)) * sigmoid(load(input + feature + inner)));
  }
}

template <class T, class A, class I>
__global__ void backward(A activation, const T* gradient, const T* input, T* output, I count, I inner) {
  for (I i = blockIdx.x * static_cast<I>(blockDim.x) + threadIdx.x; i < count; i += static_cast<I>(gridDim.x) * blockDim.x) {
    const I feature = i + i / inner * inner;
    const float x = load(input + feature), s = sigmoid(load(input + feature + inner)), g = load(gradient + i) * s;
    store(output + feature, g * activation.derivative(x));
    store(output + feature + inner, g * activation.value(x) * (1.f - s));
  }
}

template <class T, class A, class I>
void launch_as(A activation, const il::GateCall& call) {
  const auto blocks = static_cast<unsigned>(std::min((call.count + threads - 1) / threads, most_blocks));
  const auto stream = static_cast<cudaStream_t>(call.stream);
  const auto count = static_cast<I>(call.count), inner = static_cast<I>(call.inner);
  if (call.gradient) {
    backward<T, A, I><<<blocks, threads, 0, stream>>>(activation, static_cast<const T*>(call.gradient), static_cast<const T*>(call.input),
                                                      static_cast<T*>(call.output), count, inner);
  } else {
    forward<T, A, I>
        <<<blocks, threads, 0, stream>>>(activation, static_cast<const T*>(call.input), static_cast<T*>(call.output), count, inner);
  }
}

template <class T, class A>
void launch_of(A activation, const il::GateCall& call) {
  // The last step of the loop may go past `count` by a whole grid.
  call.count < (int64_t{1} << 30) ? launch_as<T, A, uint32_t>(activation, call) : launch_as<T, A, int64_t>(activation, call);
}

template <class T>
void launch(const il::GateCall& call) {
  call.elu ? launch_of<T>(Elu{}, call) : launch_of<T>(LeakyRelu{call.slope}, call);
}

}  // namespace

const char* il::gate_cuda(const GateCall& call) {
  if (call.count > 0) {
    switch (call.type) {
      case GateType::float32: launch<float>(call); break;
      case GateType::float16: launch<__half>(call); break;
      case GateType::bfloat16: launch<__nv_bfloat16>(call); break;
    }
  }
  const auto error = cudaGetLastError();
  return error == cudaSuccess ? nullptr : cudaGetErrorString(error);
}
