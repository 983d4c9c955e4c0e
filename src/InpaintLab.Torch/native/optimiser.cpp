// inpaintlab::adam_, inpaintlab::lerp_ and inpaintlab::scale_: updates of all parameters in one pass over memory and one parallel region.
// Composed of ATen's operators, Adam takes eight passes with a region for each parameter.
#include "compat.h"
#include "simd.h"

#include <ATen/Parallel.h>
#include <torch/library.h>

#include <algorithm>
#include <cmath>

namespace {

constexpr int64_t grain = 16384;  // elements that are worth a thread

struct Adam {
  float one_minus_beta1, beta1, one_minus_beta2, beta2, epsilon, step_size, inverse_root_of_correction;
};

// The order of operations is that of PyTorch's multi-tensor version; this file is compiled without contraction, so no value depends on
// where a thread's share begins.
IL_VECTORISED void adam_loop(Adam a, float* __restrict parameter, const float* __restrict gradient, float* __restrict mean,
                             float* __restrict square, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    const float g = gradient[i];
    const float m = mean[i] * a.beta1 + g * a.one_minus_beta1;
    const float v = square[i] * a.beta2 + g * g * a.one_minus_beta2;
    mean[i] = m;
    square[i] = v;
    parameter[i] -= a.step_size * (m / (std::sqrt(v) * a.inverse_root_of_correction + a.epsilon));
  }
}

IL_VECTORISED void lerp_loop(float weight, float* __restrict start, const float* __restrict end, int64_t count) {
  for (int64_t i = 0; i < count; i++) start[i] += weight * (end[i] - start[i]);
}

IL_VECTORISED void scale_loop(float factor, float* __restrict values, int64_t count) {
  for (int64_t i = 0; i < count; i++) values[i] *= factor;
}

// Single precision on the CPU, every element once, in any order of dimensions.
bool is_plain(const at::Tensor& t) { return t.device().is_cpu() && t.scalar_type() == at::kFloat && t.is_non_overlapping_and_dense(); }

bool alike(const at::Tensor& a, const at::Tensor& b) { return is_plain(b) && a.sizes() == b.sizes() && a.strides() == b.strides(); }

// Runs body(tensor, offset, count) over all elements of all tensors, in shares of about equal size.
template <class Body>
void over_all(const at::TensorList& tensors, Body body) {
  std::vector<int64_t> starts(tensors.size() + 1, 0);
  for (size_t i = 0; i < tensors.size(); i++) starts[i + 1] = starts[i] + tensors[i].numel();
  at::parallel_for(0, starts.back(), grain, [&](int64_t begin, int64_t end) {
    auto i = static_cast<size_t>(std::upper_bound(starts.begin(), starts.end(), begin) - starts.begin()) - 1;
    for (; begin < end; i++) {
      const auto count = std::min(starts[i + 1], end) - begin;
      if (count > 0) body(i, begin - starts[i], count);
      begin += count;
    }
  });
}

// One parameter of another type, place or order.
void adam_by_operators(at::Tensor parameter, const at::Tensor& gradient, at::Tensor mean, at::Tensor square, double beta1, double beta2,
                       double epsilon, double step_size, double root_of_correction) {
  mean.mul_(beta1).add_(gradient, 1 - beta1);
  square.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
  parameter.addcdiv_(mean, square.sqrt().div_(root_of_correction).add_(epsilon), -step_size);
}

void adam_(at::TensorList parameters, at::TensorList gradients, at::TensorList means, at::TensorList squares, double learning_rate,
           double beta1, double beta2, double epsilon, int64_t step) {
  TORCH_CHECK(parameters.size() == gradients.size() && parameters.size() == means.size() && parameters.size() == squares.size(),
              "adam_: expected lists of one length");
  const double step_size = learning_rate / (1 - std::pow(beta1, step)), root_of_correction = std::sqrt(1 - std::pow(beta2, step));
  std::vector<at::Tensor> p, g, m, v;
  for (size_t i = 0; i < parameters.size(); i++) {
    if (!is_plain(parameters[i]) || !alike(parameters[i], means[i]) || !alike(parameters[i], squares[i])) {
      adam_by_operators(parameters[i], gradients[i], means[i], squares[i], beta1, beta2, epsilon, step_size, root_of_correction);
      continue;
    }
    p.push_back(parameters[i]);
    g.push_back(alike(p.back(), gradients[i]) ? gradients[i] : at::empty_like(p.back()).copy_(gradients[i]));
    m.push_back(means[i]);
    v.push_back(squares[i]);
  }
  const Adam adam{static_cast<float>(1 - beta1),
                  static_cast<float>(beta1),
                  static_cast<float>(1 - beta2),
                  static_cast<float>(beta2),
                  static_cast<float>(epsilon),
                  static_cast<float>(step_size),
                  static_cast<float>(1 / root_of_correction)};
  over_all(p, [&](size_t i, int64_t offset, int64_t count) {
    adam_loop(adam, p[i].data_ptr<float>() + offset, g[i].data_ptr<float>() + offset, m[i].data_ptr<float>() + offset,
              v[i].data_ptr<float>() + offset, count);
  });
}

// The numbers that change from step to step come as tensors, so that a graph which was captured once takes this step's.
void adam_of_tensors_(at::TensorList parameters, at::TensorList gradients, at::TensorList means, at::TensorList squares,
                      const at::Tensor& learning_rate, double beta1, double beta2, double epsilon, const at::Tensor& step) {
  TORCH_CHECK(learning_rate.scalar_type() == at::kDouble && step.scalar_type() == at::kDouble,
              "adam_: expected learning rate and step as float64");
  adam_(parameters, gradients, means, squares, *learning_rate.data_ptr<double>(), beta1, beta2, epsilon,
        static_cast<int64_t>(*step.data_ptr<double>()));
}

void lerp_(at::TensorList starts, at::TensorList ends, double weight) {
  TORCH_CHECK(starts.size() == ends.size(), "lerp_: expected lists of one length");
  for (size_t i = 0; i < starts.size(); i++) {
    if (!is_plain(starts[i]) || !alike(starts[i], ends[i])) {
      at::_foreach_mul_(starts, 1 - weight);
      at::_foreach_add_(starts, ends, weight);
      return;
    }
  }
  if (weight == 1) {  // exactly the end, whatever the rounding
    for (size_t i = 0; i < starts.size(); i++) at::Tensor(starts[i]).copy_(ends[i]);
    return;
  }
  over_all(starts, [&](size_t i, int64_t offset, int64_t count) {
    lerp_loop(static_cast<float>(weight), starts[i].data_ptr<float>() + offset, ends[i].data_ptr<float>() + offset, count);
  });
}

// The factor stays where it is: nothing waits for a device. A factor of 1 costs nothing on the CPU.
void scale_(at::TensorList tensors, const at::Tensor& factor) {
  std::vector<at::Tensor> plain;
  for (const auto& tensor : tensors) {
    if (is_plain(tensor) && is_plain(factor)) {
      plain.push_back(tensor);
    } else {
      at::Tensor(tensor).mul_(factor);
    }
  }
  if (plain.empty()) return;
  const float value = *factor.data_ptr<float>();
  if (value == 1) return;
  over_all(plain, [&](size_t i, int64_t offset, int64_t count) { scale_loop(value, plain[i].data_ptr<float>() + offset, count); });
}

}  // namespace

TORCH_LIBRARY_FRAGMENT(inpaintlab, m) {
  m.def(
      "adam_(Tensor(a!)[] parameters, Tensor[] gradients, Tensor(b!)[] means, Tensor(c!)[] squares, float learning_rate, float beta1, "
      "float beta2, "
      "float epsilon, int step) -> ()");
  m.def(
      "adam_.tensor(Tensor(a!)[] parameters, Tensor[] gradients, Tensor(b!)[] means, Tensor(c!)[] squares, Tensor learning_rate, float "
      "beta1, float beta2, "
      "float epsilon, Tensor step) -> ()");
  m.def("scale_(Tensor(a!)[] tensors, Tensor factor) -> ()");
  m.def("lerp_(Tensor(a!)[] start, Tensor[] end, float weight) -> ()");
}
TORCH_LIBRARY_IMPL(inpaintlab, CPU, m) {
  m.impl("adam_", adam_);
  m.impl("adam_.tensor", adam_of_tensors_);
}
TORCH_LIBRARY_IMPL(inpaintlab, CompositeExplicitAutograd, m) {
  m.impl("lerp_", lerp_);
  m.impl("scale_", scale_);
}
