// inpaintlab::conv2d: aten::conv2d, by Winograd's minimal filtering where that is faster (winograd.cpp): float32 on the CPU, channels-last,
// kernels of 3 x 3 with stride 1 and any dilation, and of 4 x 4 and 5 x 5 with stride 2, which are kernels of at most 3 x 3 over the four
// images of every second pixel. Everything else is libtorch's.
#include "convolution.h"

#include <ATen/core/LegacyTypeDispatch.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include <algorithm>

namespace {

using il::Bias;
using il::Geometry;

struct Winograd : torch::autograd::Function<Winograd> {
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& input, const at::Tensor& weight, const Bias& bias,
                            const Geometry& geometry, at::IntArrayRef sizes) {
    context->save_for_backward({input, weight});
    context->saved_data["step"] = geometry.step;
    context->saved_data["padding"] = geometry.padding;
    context->saved_data["strided"] = geometry.strided;
    context->saved_data["outside"] = geometry.outside;
    context->saved_data["bias"] = bias.has_value();
    at::AutoDispatchBelowADInplaceOrView below;
    return il::minimal_forward(input, weight, bias, geometry, sizes);
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const auto &input = saved[0], &weight = saved[1];
    const Geometry geometry{context->saved_data["step"].toInt(), context->saved_data["padding"].toInt(),
                            context->saved_data["strided"].toBool(), context->saved_data["outside"].toInt()};
    const bool biased = context->saved_data["bias"].toBool();
    at::Tensor of_input, of_weight, of_bias;
    if (at::GradMode::is_enabled()) {  // to be differentiated in turn: recorded by libtorch
      const int64_t stride = geometry.strided ? geometry.step : 1, dilation = geometry.strided ? 1 : geometry.step,
                    padding = geometry.outside;
      std::tie(of_input, of_weight, of_bias) =
          at::convolution_backward(gradients[0], input, weight, at::OptionalIntArrayRef(at::IntArrayRef(weight.sizes()[0])),
                                   {stride, stride}, {padding, padding}, {dilation, dilation}, false, {0, 0}, 1,
                                   {context->needs_input_grad(0), context->needs_input_grad(1), biased && context->needs_input_grad(2)});
    } else {
      const auto gradient = gradients[0].contiguous(at::MemoryFormat::ChannelsLast);
      if (context->needs_input_grad(0)) of_input = il::minimal_to_input(gradient, input, weight, geometry);
      const bool of_biases = biased && context->needs_input_grad(2);
      if (context->needs_input_grad(1) || of_biases)
        std::tie(of_weight, of_bias) = il::minimal_to_weight_and_bias(gradient, input, weight, geometry);
      if (!of_biases) of_bias = at::Tensor();
    }
    return {of_input, of_weight, of_bias, at::Tensor(), at::Tensor()};
  }
};

bool all_are(at::IntArrayRef values, int64_t value) {
  return std::all_of(values.begin(), values.end(), [&](int64_t v) { return v == value; });
}

// How to see a convolution that minimal filtering makes faster; none where it does not.
il::optional<Geometry> geometry_of(const at::Tensor& input, const at::Tensor& weight, const Bias& bias, at::IntArrayRef stride,
                                   at::IntArrayRef padding, at::IntArrayRef dilation) {
  // Below these the transforms take longer than they save (measured with 1 and 2 threads on AVX-512): with few channels or filters those of
  // the images, with few tiles those of the kernels, the more so of kernels that are spread over four grids.
  constexpr int64_t least_channels = 16, least_pairs = 512, least_tiles = 16, least_tiles_of_four = 128, least_tiles_of_five = 32;
  const bool fits =
      input.dim() == 4 && weight.dim() == 4 && input.device().is_cpu() && weight.device().is_cpu() && input.scalar_type() == at::kFloat &&
      weight.scalar_type() == at::kFloat && (!bias || bias->scalar_type() == at::kFloat) &&
      c10::impl::tls_is_dispatch_key_excluded(c10::DispatchKey::AutocastCPU) && input.is_contiguous(at::MemoryFormat::ChannelsLast) &&
      input.size(1) == weight.size(1) && weight.size(1) >= least_channels && weight.size(0) >= least_channels &&
      weight.size(0) * weight.size(1) >= least_pairs && input.numel() > 0;
  if (!fits) return il::nullopt;
  Geometry geometry;
  const auto side = weight.size(2), outside = padding[0];
  if (weight.size(3) != side || !all_are(padding, outside)) return il::nullopt;
  if (side == 3 && all_are(stride, 1) && all_are(dilation, 1) && outside <= 2) {
    geometry = {1, outside, false, outside};
  } else if (side == 3 && all_are(stride, 1) && all_are(dilation, dilation[0]) && outside == dilation[0]) {
    geometry = {dilation[0], 1, false, outside};
  } else if ((side == 4 || side == 5) && all_are(stride, 2) && all_are(dilation, 1) && outside == side - 3) {
    geometry = {2, 1, true, outside};
  } else {
    return il::nullopt;
  }
  const auto rows = input.size(2) / geometry.step, columns = input.size(3) / geometry.step,
             grids = geometry.strided ? 1 : geometry.step * geometry.step;
  const auto tiles = input.size(0) * grids * ((rows + 3) / 4) * ((columns + 3) / 4);
  if (rows < 4 || columns < 4 || tiles < (!geometry.strided ? least_tiles : side == 4 ? least_tiles_of_four : least_tiles_of_five))
    return il::nullopt;
  return geometry;
}

at::Tensor conv2d(const at::Tensor& input, const at::Tensor& weight, const Bias& bias, at::IntArrayRef stride, at::IntArrayRef padding,
                  at::IntArrayRef dilation) {
  const auto geometry = geometry_of(input, weight, bias, stride, padding, dilation);
  if (!geometry) return at::conv2d(input, weight, bias, stride, padding, dilation);
  const auto outputs = [&](int64_t size) {
    return geometry->strided ? (size + 2 * geometry->outside - weight.size(2)) / 2 + 1 : size + 2 * (geometry->padding - 1);
  };
  const int64_t sizes[] = {input.size(0), weight.size(0), outputs(input.size(2)), outputs(input.size(3))};
  if (at::GradMode::is_enabled() && (input.requires_grad() || weight.requires_grad() || (bias && bias->requires_grad()))) {
    return Winograd::apply(input, weight, bias, *geometry, at::IntArrayRef(sizes));
  }
  at::AutoDispatchBelowADInplaceOrView below;
  return il::minimal_forward(input, weight, bias, *geometry, sizes);
}

}  // namespace

TORCH_LIBRARY_FRAGMENT(inpaintlab, m) {
  m.def("conv2d(Tensor input, Tensor weight, Tensor? bias, int[2] stride=1, int[2] padding=0, int[2] dilation=1) -> Tensor");
}
TORCH_LIBRARY_IMPL(inpaintlab, CompositeImplicitAutograd, m) { m.impl("conv2d", conv2d); }
