// Convolutions by Winograd's minimal filtering (winograd.h), forward and both gradients; which convolutions, convolution.cpp decides.
#include "convolution.h"
#include "winograd.h"
#include "winograd_transforms.h"

#include <ATen/Parallel.h>

#include <vector>

namespace {

using il::Bias;
using il::Geometry;

// m = V u at each point: blocks of channels, panels of filters, tiles.
template <class V, int rows>
IL_INLINE void products(const float* v, const float* u, float* m, int64_t blocks, int64_t panels, int64_t tiles) {
  constexpr int64_t wide = 2 * sizeof(V) / sizeof(float);
  for (int64_t i = 0; i < points * panels; i++) {
    const float *a = v + i / panels * point_stride(blocks * tiles * lanes), *b = u + i * blocks * lanes * panel;
    float* c = m + i / panels * point_stride(panels * tiles * panel) + i % panels * tiles * panel;
    for (int64_t part = 0; part < panel; part += wide) {
      for (int64_t t = 0; t < tiles; t += rows)
        product_step<V, rows, lanes, 1>(a + t * lanes, blocks, tiles * lanes, lanes, b + part, c + t * panel + part, false);
    }
  }
}

// u = V' m at each point, or added to it: the sums over tiles.
template <class V, int rows>
IL_INLINE void sums(const float* v, const float* m, float* u, int64_t blocks, int64_t panels, int64_t tiles, bool add) {
  constexpr int64_t wide = 2 * sizeof(V) / sizeof(float);
  for (int64_t i = 0; i < points * panels; i++) {
    const float* a = v + i / panels * point_stride(blocks * tiles * lanes);
    const float* b = m + i / panels * point_stride(panels * tiles * panel) + i % panels * tiles * panel;
    for (int64_t part = 0; part < panel; part += wide) {
      for (int64_t c = 0; c < blocks * lanes; c += rows) {
        product_step<V, rows, 1, lanes>(a + c / lanes * tiles * lanes + c % lanes, 1, 0, tiles, b + part,
                                        u + (i * blocks * lanes + c) * panel + part, add);
      }
    }
  }
}

#define WINOGRAD_PRODUCTS(name, attributes, V, rows)                                                                               \
  attributes void products_##name(const float* v, const float* u, float* m, int64_t blocks, int64_t panels, int64_t tiles) {       \
    products<V, rows>(v, u, m, blocks, panels, tiles);                                                                             \
  }                                                                                                                                \
  attributes void sums_##name(const float* v, const float* m, float* u, int64_t blocks, int64_t panels, int64_t tiles, bool add) { \
    sums<V, rows>(v, m, u, blocks, panels, tiles, add);                                                                            \
  }
// As many sums as the processor has registers for, in each kind's own vectors.
#if defined(__x86_64__) && defined(__GNUC__)
WINOGRAD_PRODUCTS(avx512, __attribute__((target("avx512f,avx512vl,fma"))), Lanes, 8)
WINOGRAD_PRODUCTS(avx2, __attribute__((target("avx2,fma"))), HalfLanes, 4)
#endif
WINOGRAD_PRODUCTS(any, , HalfLanes, 2)
#undef WINOGRAD_PRODUCTS

struct Processor {
  decltype(&products_any) products = products_any;
  decltype(&sums_any) sums = sums_any;

  Processor() {
#if defined(__x86_64__) && defined(__GNUC__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")) {
      products = products_avx512, sums = sums_avx512;
    } else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
      products = products_avx2, sums = sums_avx2;
    }
#endif
  }
};
const Processor processor;

// Tiles that are worked on together: V and M of so many stay in a core's cache, and every thread has some.
int64_t tiles_together(int64_t blocks, int64_t panels, int64_t count) {
  constexpr int64_t floats = 384 * 1024;
  const int64_t fit = floats / (points * (blocks * lanes + panels * panel));
  const int64_t share = blocks_of(count, at::get_num_threads());
  return padded(std::max(rows_at_once, std::min({fit, share, int64_t{192}})), rows_at_once);
}

// Calls work(first tile, tiles, the thread's memory) over all tiles.
template <class Work>
void over_tiles(const Tiling& tiling, int64_t together, int64_t floats, const at::TensorOptions& options, const Work& work) {
  const auto memory = at::empty({at::get_num_threads(), floats}, options);
  auto* data = memory.data_ptr<float>();
  at::parallel_for(0, blocks_of(tiling.count, rows_at_once), 1, [&](int64_t begin, int64_t end) {
    const int64_t last = std::min(end * rows_at_once, tiling.count);
    for (int64_t first = begin * rows_at_once; first < last; first += together)
      work(first, std::min(together, last - first), data + at::get_thread_num() * floats);
  });
}

// output = kernels over images: u as the transforms of kernels give it.
void convolve(const Images& images, const at::Tensor& u, const float* bias, const Images& output, int64_t padding) {
  const Tiling tiling(output);
  const int64_t blocks = images.blocks(), panels = blocks_of(output.blocks(), 2), together = tiles_together(blocks, panels, tiling.count);
  const int64_t inputs = points * point_stride(blocks * together * lanes), all = inputs + points * point_stride(panels * together * panel);
  over_tiles(tiling, together, all, u.options(), [&](int64_t first, int64_t count, float* v) {
    const int64_t room = padded(count, rows_at_once);
    transform_images(images, tiling, padding, first, count, room, v);
    processor.products(v, u.data_ptr<float>(), v + inputs, blocks, panels, room);
    transform_products(v + inputs, bias, output, tiling, first, count, room);
  });
}

Images inputs_of(const Geometry& geometry, const at::Tensor& t) {
  return {t.data_ptr<float>(), t.size(0), t.size(2), t.size(3), t.size(1), geometry.step, geometry.strided};
}

Images outputs_of(const Geometry& geometry, const at::Tensor& t) {
  return {t.data_ptr<float>(), t.size(0), t.size(2), t.size(3), t.size(1), geometry.strided ? 1 : geometry.step, false};
}

Kernels kernels_of(const Geometry& geometry, const at::Tensor& weight) {
  return {weight, geometry.strided ? geometry.step : 1, geometry.strided ? geometry.outside - geometry.step : 0};
}

// Adds each filter's sum over the tiles: at the second point of both dimensions A sums a tile's outputs.
IL_VECTORISED void add_sums(const float* m, int64_t panels, int64_t room, float* sums) {
  for (int64_t n = 0; n < panels; n++) {
    const float* from = m + 7 * point_stride(panels * room * panel) + n * room * panel;
    for (int64_t half = 0; half < panel; half += lanes) {
      Lanes sum = load_lanes(sums + n * panel + half);
      for (int64_t t = 0; t < room; t++) sum += load_lanes(from + t * panel + half);
      store_lanes(sums + n * panel + half, sum);
    }
  }
}

}  // namespace

at::Tensor il::minimal_forward(const at::Tensor& input, const at::Tensor& weight, const Bias& bias, const Geometry& geometry,
                               at::IntArrayRef sizes) {
  auto output = at::empty(sizes, input.options(), at::MemoryFormat::ChannelsLast);
  const auto kernels = kernels_of(geometry, weight);
  const auto images = inputs_of(geometry, input);
  const int64_t inputs = images.blocks() * lanes, panels = blocks_of(kernels.filters, panel);
  auto u = at::empty({points * panels * inputs * panel}, input.options());
  at::parallel_for(0, 2 * panels * inputs, 64,
                   [&](int64_t begin, int64_t end) { transform_kernels(kernels, u.data_ptr<float>(), begin, end); });
  const auto shift = bias ? bias->contiguous() : at::Tensor();
  convolve(images, u, bias ? shift.data_ptr<float>() : nullptr, outputs_of(geometry, output), geometry.padding);
  return output;
}

at::Tensor il::minimal_to_input(const at::Tensor& gradient, const at::Tensor& input, const at::Tensor& weight, const Geometry& geometry) {
  auto output = at::empty(input.sizes(), input.options(), at::MemoryFormat::ChannelsLast);
  const auto kernels = kernels_of(geometry, weight);
  const auto images = inputs_of(geometry, output);
  const int64_t inputs = padded(kernels.filters, lanes), panels = blocks_of(images.blocks(), 2);
  auto u = at::empty({points * panels * inputs * panel}, input.options());
  at::parallel_for(0, 2 * panels * inputs, 64,
                   [&](int64_t begin, int64_t end) { transform_turned_kernels(kernels, u.data_ptr<float>(), begin, end); });
  convolve(outputs_of(geometry, gradient), u, nullptr, images, 2 - geometry.padding);
  return output;
}

std::pair<at::Tensor, at::Tensor> il::minimal_to_weight_and_bias(const at::Tensor& gradient, const at::Tensor& input,
                                                                 const at::Tensor& weight, const Geometry& geometry) {
  auto output = at::empty_like(weight);
  const auto kernels = kernels_of(geometry, output);
  const auto images = inputs_of(geometry, input), gradients = outputs_of(geometry, gradient);
  const Tiling tiling(gradients);
  const int64_t blocks = images.blocks(), panels = blocks_of(gradients.blocks(), 2),
                together = tiles_together(blocks, panels, tiling.count);
  const int64_t inputs = points * point_stride(blocks * together * lanes), all = inputs + points * point_stride(panels * together * panel);
  const int64_t size = points * panels * blocks * lanes * panel;
  const int64_t threads = at::get_num_threads();
  const auto partial = at::empty({threads, size}, input.options());
  const auto biases = at::zeros({threads, panels * panel}, input.options());
  std::vector<char> begun(threads);
  over_tiles(tiling, together, all, input.options(), [&](int64_t first, int64_t count, float* v) {
    const int64_t room = padded(count, rows_at_once), thread = at::get_thread_num();
    transform_images(images, tiling, geometry.padding, first, count, room, v);
    transform_gradient(gradients, tiling, first, count, room, v + inputs);
    add_sums(v + inputs, panels, room, biases.data_ptr<float>() + thread * panels * panel);
    processor.sums(v, v + inputs, partial.data_ptr<float>() + thread * size, blocks, panels, room, begun[thread]);
    begun[thread] = true;
  });
  // parallel_for gives work to the first threads, so that their sums lie together.
  const int64_t parts = std::count(begun.begin(), begun.end(), true);
  at::parallel_for(0, 2 * panels * blocks * lanes, 64,
                   [&](int64_t begin, int64_t end) { gather_kernels(partial.data_ptr<float>(), parts, kernels, begin, end); });
  return {output, biases.sum(0).narrow(0, 0, kernels.filters)};
}
