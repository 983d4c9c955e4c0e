// What convolution.cpp asks of winograd.cpp.
#pragma once
#include "compat.h"

#include <utility>

namespace il {

using Bias = il::optional<at::Tensor>;

// How images of a convolution are seen: all pixels, grids of a dilation, groups of a stride.
struct Geometry {
  int64_t step = 1, padding = 1;  // zeros before the first pixel of a grid
  bool strided = false;
  int64_t outside = 1;  // the convolution's own padding, in pixels
};

// Tensors of float32 on the CPU, images and gradient channels-last; `sizes` are the output's.
at::Tensor minimal_forward(const at::Tensor& input, const at::Tensor& weight, const Bias& bias, const Geometry& geometry,
                           at::IntArrayRef sizes);

// The gradient of the images.
at::Tensor minimal_to_input(const at::Tensor& gradient, const at::Tensor& input, const at::Tensor& weight, const Geometry& geometry);

// Of the kernels and, from the same pass over the outputs' gradient, of the biases.
std::pair<at::Tensor, at::Tensor> minimal_to_weight_and_bias(const at::Tensor& gradient, const at::Tensor& input, const at::Tensor& weight,
                                                             const Geometry& geometry);

}  // namespace il
