// inpaintlab::gate: activation(feature) * sigmoid(gate) of a tensor whose channels are [feature | gate], in one pass forward and one
// backward. Composed of ATen's operators it takes four and six, on halves that do not lie together in memory. The CPU's loops are here, a
// GPU's in gate.cu.
#include "compat.h"
#include "simd.h"

#include <ATen/Parallel.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#ifdef IL_CUDA_KERNELS
#include "gate_cuda.h"

#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#endif

#include <algorithm>

namespace {

using Slope = il::optional<double>;  // of the leaky rectifier; none: ELU

constexpr int64_t grain = 8192;  // elements that are worth a thread

struct Elu {
  IL_INLINE float value(float x) const { return x > 0 ? x : il::exp(x) - 1.f; }
  IL_INLINE float derivative(float x) const { return x > 0 ? 1.f : il::exp(x); }
};

struct LeakyRelu {
  float slope;
  IL_INLINE float value(float x) const { return x > 0 ? x : slope * x; }
  IL_INLINE float derivative(float x) const { return x > 0 ? 1.f : slope; }
};

// A block holds `inner` features, then `inner` gates: a pixel in channels_last, else a sample. Elements begin .. end - 1 of the output.
template <class Activation, class T>
IL_INLINE void forward_loop(Activation activation, const T* input, T* output, int64_t inner, int64_t begin, int64_t end) {
  for (int64_t block = begin / inner, i = begin % inner; begin < end; block++, i = 0) {
    const int64_t count = std::min(inner - i, end - begin);
    const T* __restrict feature = input + block * 2 * inner + i;
    const T* __restrict gate = feature + inner;
    T* __restrict out = output + begin;
    for (int64_t k = 0; k < count; k++) il::store(out + k, activation.value(il::load(feature + k)) * il::sigmoid(il::load(gate + k)));
    begin += count;
  }
}

// `stride` elements lie between the gradient's blocks: more than `inner` when it is a slice of channels (the gradient of a concatenation).
template <class Activation, class T>
IL_INLINE void backward_loop(Activation activation, const T* gradient, int64_t stride, const T* input, T* output, int64_t inner,
                             int64_t begin, int64_t end) {
  for (int64_t block = begin / inner, i = begin % inner; begin < end; block++, i = 0) {
    const int64_t count = std::min(inner - i, end - begin);
    const T* __restrict grad = gradient + block * stride + i;
    const T* __restrict feature = input + block * 2 * inner + i;
    const T* __restrict gate = feature + inner;
    T* __restrict feature_out = output + block * 2 * inner + i;
    T* __restrict gate_out = feature_out + inner;
    for (int64_t k = 0; k < count; k++) {
      const float x = il::load(feature + k), s = il::sigmoid(il::load(gate + k)), g = il::load(grad + k) * s;
      il::store(feature_out + k, g * activation.derivative(x));
      il::store(gate_out + k, g * activation.value(x) * (1.f - s));
    }
    begin += count;
  }
}

// One copy of each loop for each kind of processor, and for each kind of number.
#define GATE_LOOPS(T)                                                                                                         \
  IL_VECTORISED void elu_forward(const T* input, T* output, int64_t inner, int64_t begin, int64_t end) {                      \
    forward_loop(Elu{}, input, output, inner, begin, end);                                                                    \
  }                                                                                                                           \
  IL_VECTORISED void leaky_forward(float slope, const T* input, T* output, int64_t inner, int64_t begin, int64_t end) {       \
    forward_loop(LeakyRelu{slope}, input, output, inner, begin, end);                                                         \
  }                                                                                                                           \
  IL_VECTORISED void elu_backward(const T* gradient, int64_t stride, const T* input, T* output, int64_t inner, int64_t begin, \
                                  int64_t end) {                                                                              \
    backward_loop(Elu{}, gradient, stride, input, output, inner, begin, end);                                                 \
  }                                                                                                                           \
  IL_VECTORISED void leaky_backward(float slope, const T* gradient, int64_t stride, const T* input, T* output, int64_t inner, \
                                    int64_t begin, int64_t end) {                                                             \
    backward_loop(LeakyRelu{slope}, gradient, stride, input, output, inner, begin, end);                                      \
  }
GATE_LOOPS(float)
GATE_LOOPS(at::BFloat16)
#undef GATE_LOOPS

bool is_channels_last(const at::Tensor& input) {
  return input.dim() == 4 && !input.is_contiguous() && input.is_contiguous(at::MemoryFormat::ChannelsLast);
}

bool lies_in_order(const at::Tensor& input) { return input.numel() > 0 && (input.is_contiguous() || is_channels_last(input)); }

// What the loops take: float32 and bfloat16, in one of two orders. Everything else is composed of ATen's operators.
bool is_fusable(const at::Tensor& input) {
  return input.device().is_cpu() && (input.scalar_type() == at::kFloat || input.scalar_type() == at::kBFloat16) && lies_in_order(input);
}

// What gate.cu takes, where there is one.
bool is_fusable_on_gpu(const at::Tensor& input) {
#ifdef IL_CUDA_KERNELS
  const auto type = input.scalar_type();
  return input.is_cuda() && (type == at::kFloat || type == at::kHalf || type == at::kBFloat16) && lies_in_order(input);
#else
  return (void)input, false;
#endif
}

int64_t features(const at::Tensor& input) {
  TORCH_CHECK(input.dim() >= 2 && input.size(1) % 2 == 0, "gate: expected N x 2C x ... with features before gates, received ",
              input.sizes());
  return input.size(1) / 2;
}

int64_t block_size(const at::Tensor& input) { return is_channels_last(input) ? input.size(1) / 2 : input.numel() / input.size(0) / 2; }

template <class T>
void fused_forward(const at::Tensor& input, const at::Tensor& output, Slope slope) {
  const auto* from = input.data_ptr<T>();
  auto* to = output.data_ptr<T>();
  const auto inner = block_size(input);
  at::parallel_for(0, output.numel(), grain, [&](int64_t begin, int64_t end) {
    slope ? leaky_forward(static_cast<float>(*slope), from, to, inner, begin, end) : elu_forward(from, to, inner, begin, end);
  });
}

// Forward without a gradient; both it and `output` are in the input's order.
void on_gpu(const at::Tensor& gradient, const at::Tensor& input, const at::Tensor& output, Slope slope) {
#ifdef IL_CUDA_KERNELS
  const c10::cuda::CUDAGuard guard(input.device());
  const auto type = input.scalar_type() == at::kFloat  ? il::GateType::float32
                    : input.scalar_type() == at::kHalf ? il::GateType::float16
                                                       : il::GateType::bfloat16;
  const auto* error = il::gate_cuda({gradient.defined() ? gradient.data_ptr() : nullptr, input.data_ptr(), output.data_ptr(),
                                     input.numel() / 2, block_size(input), type, !slope, slope ? static_cast<float>(*slope) : 0.f,
                                     c10::cuda::getCurrentCUDAStream(input.device().index()).stream()});
  TORCH_CHECK(!error, "gate: ", error);
#else
  (void)gradient, (void)input, (void)output, (void)slope;
#endif
}

at::Tensor gate(const at::Tensor& input, Slope slope) {
  const auto channels = features(input);
  const bool gpu = is_fusable_on_gpu(input);
  if (!gpu && !is_fusable(input)) {
    auto feature = input.narrow(1, 0, channels);
    return (slope ? at::leaky_relu(feature, *slope) : at::elu(feature)) * input.narrow(1, channels, channels).sigmoid();
  }
  auto sizes = input.sizes().vec();
  sizes[1] = channels;
  auto output = at::empty(sizes, input.options(), is_channels_last(input) ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous);
  if (gpu) {
    on_gpu(at::Tensor(), input, output, slope);
  } else {
    input.scalar_type() == at::kFloat ? fused_forward<float>(input, output, slope) : fused_forward<at::BFloat16>(input, output, slope);
  }
  return output;
}

// Elements between the gradient's blocks, or 0 when its order is not that of the input's features.
int64_t block_stride(const at::Tensor& gradient, const at::Tensor& input) {
  if (!is_channels_last(input)) return gradient.is_contiguous() ? block_size(input) : 0;
  const auto pixel = gradient.stride(3);
  const bool in_order = gradient.stride(1) == 1 && pixel >= gradient.size(1) && gradient.stride(2) == pixel * gradient.size(3) &&
                        gradient.stride(0) == pixel * gradient.size(3) * gradient.size(2);
  return in_order ? pixel : 0;
}

template <class T>
void fused_backward(const at::Tensor& gradient, int64_t stride, const at::Tensor& input, const at::Tensor& output, Slope slope) {
  const auto *weights = gradient.data_ptr<T>(), *from = input.data_ptr<T>();
  auto* to = output.data_ptr<T>();
  const auto inner = block_size(input);
  at::parallel_for(0, gradient.numel(), grain, [&](int64_t begin, int64_t end) {
    slope ? leaky_backward(static_cast<float>(*slope), weights, stride, from, to, inner, begin, end)
          : elu_backward(weights, stride, from, to, inner, begin, end);
  });
}

at::Tensor gate_backward(const at::Tensor& grad, const at::Tensor& input, Slope slope) {
  const auto channels = features(input);
  // A gradient that will be differentiated in turn is recorded operator by operator.
  const bool gpu = is_fusable_on_gpu(input);
  if ((!gpu && !is_fusable(input)) || grad.scalar_type() != input.scalar_type() ||
      (at::GradMode::is_enabled() && (grad.requires_grad() || input.requires_grad()))) {
    auto feature = input.narrow(1, 0, channels);
    auto s = input.narrow(1, channels, channels).sigmoid();
    auto value = slope ? at::leaky_relu(feature, *slope) : at::elu(feature);
    auto to_feature =
        slope ? at::leaky_relu_backward(grad * s, feature, *slope, false) : at::elu_backward(grad * s, 1, 1, 1, false, feature);
    return at::cat({to_feature, grad * value * s * (1 - s)}, 1);
  }
  const auto order = is_channels_last(input) ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
  auto output = at::empty_like(input);
  if (gpu) {
    on_gpu(grad.contiguous(order), input, output, slope);
    return output;
  }
  auto gradient = grad;
  auto stride = block_stride(gradient, input);
  if (stride == 0) {
    gradient = grad.contiguous(order);
    stride = block_size(input);
  }
  input.scalar_type() == at::kFloat ? fused_backward<float>(gradient, stride, input, output, slope)
                                    : fused_backward<at::BFloat16>(gradient, stride, input, output, slope);
  return output;
}

struct Gate : torch::autograd::Function<Gate> {
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& input, Slope slope) {
    context->save_for_backward({input});
    if (slope) context->saved_data["slope"] = *slope;
    at::AutoDispatchBelowADInplaceOrView below;
    return gate(input, slope);
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
    const auto slope = context->saved_data.find("slope");
    return {gate_backward(gradients[0], context->get_saved_variables()[0],
                          slope == context->saved_data.end() ? Slope() : Slope(slope->second.toDouble())),
            at::Tensor()};
  }
};

at::Tensor gate_recorded(const at::Tensor& input, Slope slope) {
  if (at::GradMode::is_enabled() && input.requires_grad()) return Gate::apply(input, slope);
  at::AutoDispatchBelowADInplaceOrView below;
  return gate(input, slope);
}

}  // namespace

TORCH_LIBRARY_FRAGMENT(inpaintlab, m) { m.def("gate(Tensor input, float? negative_slope=None) -> Tensor"); }
TORCH_LIBRARY_IMPL(inpaintlab, CompositeExplicitAutograd, m) { m.impl("gate", gate); }
TORCH_LIBRARY_IMPL(inpaintlab, Autograd, m) { m.impl("gate", gate_recorded); }
