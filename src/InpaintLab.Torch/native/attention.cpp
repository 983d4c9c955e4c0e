// inpaintlab::attention: softmax(query key' / sqrt(E) + bias) value in single precision on the CPU. Scale, bias and softmax are one pass
// over the scores, in place; composed of ATen's operators they are four, two of them into new memory.
#include "compat.h"
#include "simd.h"

#include <ATen/Parallel.h>
#include <ATen/core/LegacyTypeDispatch.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include <algorithm>
#include <cmath>

namespace {

using Bias = il::optional<at::Tensor>;

constexpr int64_t lanes = 16;  // sums and maxima are taken in so many parts: the compiler may not reorder them itself

// One row: x = softmax(scale x + bias).
template <bool biased>
IL_INLINE void softmax_row(float* __restrict x, const float* __restrict bias, float scale, int64_t count) {
  float most[lanes], sum[lanes] = {};
  std::fill(most, most + lanes, -INFINITY);
  const int64_t whole = count / lanes * lanes;
  for (int64_t i = 0; i < whole; i += lanes) {
    for (int64_t l = 0; l < lanes; l++) {
      const float value = x[i + l] * scale + (biased ? bias[i + l] : 0.f);
      x[i + l] = value;
      most[l] = value > most[l] ? value : most[l];
    }
  }
  for (int64_t i = whole; i < count; i++) {
    x[i] = x[i] * scale + (biased ? bias[i] : 0.f);
    most[0] = x[i] > most[0] ? x[i] : most[0];
  }
  const float top = *std::max_element(most, most + lanes);
  for (int64_t i = 0; i < whole; i += lanes) {
    for (int64_t l = 0; l < lanes; l++) {
      const float value = il::exp(x[i + l] - top);
      x[i + l] = value;
      sum[l] += value;
    }
  }
  for (int64_t i = whole; i < count; i++) {
    x[i] = il::exp(x[i] - top);
    sum[0] += x[i];
  }
  float total = 0;
  for (int64_t l = 0; l < lanes; l++) total += sum[l];
  const float share = 1.f / total;
  for (int64_t i = 0; i < count; i++) x[i] *= share;
}

IL_VECTORISED void softmax_rows(float* scores, const float* bias, int64_t bias_rows, float scale, int64_t columns, int64_t begin,
                                int64_t end) {
  for (int64_t row = begin; row < end; row++) {
    bias ? softmax_row<true>(scores + row * columns, bias + row % bias_rows * columns, scale, columns)
         : softmax_row<false>(scores + row * columns, nullptr, scale, columns);
  }
}

// g = w (g - sum(g w)) of each row.
IL_VECTORISED void softmax_backward_rows(float* gradient, const float* weights, int64_t columns, int64_t begin, int64_t end) {
  const int64_t whole = columns / lanes * lanes;
  for (int64_t row = begin; row < end; row++) {
    float* __restrict g = gradient + row * columns;
    const float* __restrict w = weights + row * columns;
    float sum[lanes] = {};
    for (int64_t i = 0; i < whole; i += lanes) {
      for (int64_t l = 0; l < lanes; l++) sum[l] += g[i + l] * w[i + l];
    }
    for (int64_t i = whole; i < columns; i++) sum[0] += g[i] * w[i];
    float total = 0;
    for (int64_t l = 0; l < lanes; l++) total += sum[l];
    for (int64_t i = 0; i < columns; i++) g[i] = w[i] * (g[i] - total);
  }
}

int64_t grain(int64_t columns) { return std::max<int64_t>(1, 16384 / columns); }

// Samples and heads in one dimension.
at::Tensor flat(const at::Tensor& t) { return t.reshape({t.size(0) * t.size(1), t.size(2), t.size(3)}); }

double scale_of(const at::Tensor& query) { return 1 / std::sqrt(static_cast<double>(query.size(-1))); }

// softmax(scale q k' + bias), (N H) x T x S.
at::Tensor weights_of(const at::Tensor& query, const at::Tensor& key, const Bias& bias) {
  auto scores = at::bmm(flat(query), flat(key).transpose(1, 2));
  const auto columns = scores.size(2), rows = scores.size(0) * scores.size(1);
  const auto added = bias ? bias->contiguous() : at::Tensor();
  auto* data = scores.data_ptr<float>();
  const auto* from = bias ? added.data_ptr<float>() : nullptr;
  const auto bias_rows = query.size(1) * scores.size(1);
  const auto scale = static_cast<float>(scale_of(query));
  at::parallel_for(0, rows, grain(columns),
                   [&](int64_t begin, int64_t end) { softmax_rows(data, from, bias_rows, scale, columns, begin, end); });
  return scores;
}

void check(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value, const Bias& bias) {
  for (const auto& t : {query, key, value}) {
    TORCH_CHECK(t.dim() == 4 && t.device().is_cpu() && t.scalar_type() == at::kFloat,
                "attention: expected N x H x T x E of float32 on the CPU, received ", t.sizes(), " of ", t.scalar_type());
  }
  TORCH_CHECK(!bias || (bias->scalar_type() == at::kFloat && bias->sizes() == at::IntArrayRef({query.size(1), query.size(2), key.size(2)})),
              "attention: expected a bias H x T x S of float32");
}

at::Tensor attention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value, const Bias& bias) {
  check(query, key, value, bias);
  return at::bmm(weights_of(query, key, bias), flat(value)).view({query.size(0), query.size(1), query.size(2), value.size(3)});
}

struct Attention : torch::autograd::Function<Attention> {
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& query, const at::Tensor& key,
                            const at::Tensor& value, const Bias& bias) {
    check(query, key, value, bias);
    at::AutoDispatchBelowADInplaceOrView below;
    auto weights = weights_of(query, key, bias);
    context->save_for_backward({query, key, value, weights});
    context->saved_data["biased"] = bias && bias->requires_grad();
    return at::bmm(weights, flat(value)).view({query.size(0), query.size(1), query.size(2), value.size(3)});
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
    TORCH_CHECK(!at::GradMode::is_enabled(),
                "attention: this gradient has no derivative; compose the attention of operators for a gradient penalty");
    const auto saved = context->get_saved_variables();
    const auto &query = saved[0], &key = saved[1], &value = saved[2], &weights = saved[3];
    const auto given = flat(gradients[0]);
    const auto to_value = at::bmm(weights.transpose(1, 2), given).view(value.sizes());
    auto scores = at::bmm(given, flat(value).transpose(1, 2));
    const auto columns = scores.size(2), rows = scores.size(0) * scores.size(1);
    auto* data = scores.data_ptr<float>();
    const auto* from = weights.data_ptr<float>();
    at::parallel_for(0, rows, grain(columns), [&](int64_t begin, int64_t end) { softmax_backward_rows(data, from, columns, begin, end); });
    const auto to_bias =
        context->saved_data["biased"].toBool() ? scores.view({query.size(0), query.size(1), query.size(2), columns}).sum(0) : at::Tensor();
    const auto scale = scale_of(query);
    return {at::bmm(scores, flat(key)).mul_(scale).view(query.sizes()),
            at::bmm(scores.transpose(1, 2), flat(query)).mul_(scale).view(key.sizes()), to_value, to_bias};
  }
};

at::Tensor attention_recorded(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value, const Bias& bias) {
  const bool recorded = query.requires_grad() || key.requires_grad() || value.requires_grad() || (bias && bias->requires_grad());
  if (at::GradMode::is_enabled() && recorded) return Attention::apply(query, key, value, bias);
  at::AutoDispatchBelowADInplaceOrView below;
  return attention(query, key, value, bias);
}

}  // namespace

TORCH_LIBRARY_FRAGMENT(inpaintlab, m) { m.def("attention(Tensor query, Tensor key, Tensor value, Tensor? bias=None) -> Tensor"); }
TORCH_LIBRARY_IMPL(inpaintlab, CPU, m) { m.impl("attention", attention); }
TORCH_LIBRARY_IMPL(inpaintlab, AutogradCPU, m) { m.impl("attention", attention_recorded); }
