// Winograd's minimal filtering F(4 x 4, 3 x 3) (Lavin and Gray 2016, arXiv:1509.09308) over images in channels-last order: 36
// multiplications for 16 outputs, where the direct form has 144. Tiles, channels and filters are in blocks:
//   V [36][blocks of 16 channels][tiles][16]     transformed input
//   U [36][panels of 32 filters][channels][32]   transformed kernels
//   M [36][panels of 32 filters][tiles][32]      their products, V U at each of the 36 points
#pragma once
#include "simd.h"

#include <algorithm>
#include <cstdint>

namespace il::winograd {

constexpr int64_t points = 36, lanes = 16, panel = 32;
constexpr int64_t rows_at_once = 8;  // tiles (channels, for the gradient of kernels) of one step of the product

typedef float Lanes __attribute__((vector_size(64)));
typedef float HalfLanes __attribute__((vector_size(32)));
template <class V>
struct Memory {  // as it may lie anywhere
  typedef V type __attribute__((aligned(4), may_alias));
};

inline int64_t blocks_of(int64_t count, int64_t size) { return (count + size - 1) / size; }
inline int64_t padded(int64_t count, int64_t size) { return blocks_of(count, size) * size; }

// Floats from one point to the next in V and M: an odd number of cache lines, else the 36 that a tile is written to share a cache's set.
inline int64_t point_stride(int64_t floats) { return (floats / lanes | 1) * lanes; }

// Images as the transforms read and write them. `step` 1: as they are. Above 1 only each step-th pixel of both directions belongs
// together: the step x step grids are either images of their own (dilation) or groups of channels of one image (`grouped`: strides).
struct Images {
  float* data;
  int64_t count, height, width, channels;
  int64_t step = 1;
  bool grouped = false;

  int64_t grids() const { return grouped ? 1 : step * step; }  // images within one image
  int64_t groups() const { return grouped ? step * step : 1; }
  int64_t rows() const { return blocks_of(height, step); }  // of the largest grid
  int64_t columns() const { return blocks_of(width, step); }
  int64_t blocks() const { return groups() * blocks_of(channels, lanes); }
};

// Where a tile's outputs begin, in the rows and columns of its grid.
struct Tile {
  int64_t image, grid, row, column;
};

struct Tiling {
  int64_t down, across, grids, count;

  explicit Tiling(const Images& output)
      : down(blocks_of(output.rows(), 4)),
        across(blocks_of(output.columns(), 4)),
        grids(output.grids()),
        count(output.count * grids * down * across) {}

  Tile at(int64_t index) const {
    const int64_t column = index % across, row = index / across % down, grid = index / (across * down) % grids;
    return {index / (across * down * grids), grid, 4 * row, 4 * column};
  }
};

// One block of a tile's channels: the pixel in row i, column j of its grid, or null outside the image.
struct Window {
  float* origin;
  int64_t height, width, down, across;  // pixels of this grid, floats between its rows and columns
  int64_t valid;                        // channels of the block that exist

  Window(const Images& images, const Tile& tile, int64_t block) {
    const int64_t blocks = blocks_of(images.channels, lanes);
    const int64_t phase = images.grouped ? block / blocks : tile.grid, first = block % blocks * lanes;
    const int64_t y = phase / images.step, x = phase % images.step;
    origin = images.data + ((tile.image * images.height + y) * images.width + x) * images.channels + first;
    height = blocks_of(images.height - y, images.step);
    width = blocks_of(images.width - x, images.step);
    across = images.step * images.channels;
    down = images.step * images.width * images.channels;
    valid = std::min(lanes, images.channels - first);
  }

  bool holds(int64_t row, int64_t column, int64_t side) const {
    return valid == lanes && row >= 0 && column >= 0 && row + side <= height && column + side <= width;
  }
  bool holds(int64_t row, int64_t column) const { return row >= 0 && column >= 0 && row < height && column < width; }
  float* pixel(int64_t row, int64_t column) const { return origin + row * down + column * across; }
};

template <class V>
IL_INLINE V load_vector(const float* from) {
  return *reinterpret_cast<const typename Memory<V>::type*>(from);
}
template <class V>
IL_INLINE void store_vector(float* to, V x) {
  *reinterpret_cast<typename Memory<V>::type*>(to) = x;
}
IL_INLINE Lanes load_lanes(const float* from) { return load_vector<Lanes>(from); }
IL_INLINE void store_lanes(float* to, Lanes x) { store_vector<Lanes>(to, x); }

// The first `valid` lanes, zeros in the others.
IL_INLINE Lanes load_some(const float* from, int64_t valid) {
  if (valid == lanes) return load_lanes(from);
  float values[lanes] = {};
  for (int64_t l = 0; l < valid; l++) values[l] = from[l];
  return load_lanes(values);
}

IL_INLINE void store_some(float* to, Lanes x, int64_t valid) {
  if (valid == lanes) return store_lanes(to, x);
  for (int64_t l = 0; l < valid; l++) to[l] = x[l];
}

template <int side>
IL_INLINE void read(const Window& window, int64_t row, int64_t column, Lanes (&tile)[side][side]) {
  if (window.holds(row, column, side)) {
    for (int i = 0; i < side; i++) {
      for (int j = 0; j < side; j++) tile[i][j] = load_lanes(window.pixel(row + i, column + j));
    }
    return;
  }
  for (int i = 0; i < side; i++) {
    for (int j = 0; j < side; j++)
      tile[i][j] = window.holds(row + i, column + j) ? load_some(window.pixel(row + i, column + j), window.valid) : Lanes{};
  }
}

IL_INLINE void write(const Window& window, int64_t row, int64_t column, const Lanes (&tile)[4][4]) {
  const bool inside = window.holds(row, column, 4);
  for (int i = 0; i < 4; i++) {
    for (int j = 0; j < 4; j++) {
      if (inside) {
        store_lanes(window.pixel(row + i, column + j), tile[i][j]);
      } else if (window.holds(row + i, column + j)) {
        store_some(window.pixel(row + i, column + j), tile[i][j], window.valid);
      }
    }
  }
}

// The transforms in one dimension, with the points 0, 1, -1, 2, -2 and infinity.
struct OfInput {  // B'
  static constexpr int from = 6, to = 6;
  IL_INLINE static void apply(const Lanes* x, Lanes* y) {
    const Lanes even = x[4] - 4.f * x[2], odd = x[3] - 4.f * x[1], near = x[4] - x[2], slope = 2.f * (x[3] - x[1]);
    y[0] = 4.f * x[0] - 5.f * x[2] + x[4];
    y[1] = even + odd;
    y[2] = even - odd;
    y[3] = near + slope;
    y[4] = near - slope;
    y[5] = 4.f * x[1] - 5.f * x[3] + x[5];
  }
};

struct OfProducts {  // A'
  static constexpr int from = 6, to = 4;
  IL_INLINE static void apply(const Lanes* x, Lanes* y) {
    const Lanes sum = x[1] + x[2], difference = x[1] - x[2], far_sum = x[3] + x[4], far_difference = x[3] - x[4];
    y[0] = x[0] + sum + far_sum;
    y[1] = difference + 2.f * far_difference;
    y[2] = sum + 4.f * far_sum;
    y[3] = difference + 8.f * far_difference + x[5];
  }
};

struct OfGradient {  // A
  static constexpr int from = 4, to = 6;
  IL_INLINE static void apply(const Lanes* x, Lanes* y) {
    const Lanes even = x[0] + x[2], odd = x[1] + x[3], far_even = x[0] + 4.f * x[2], far_odd = 2.f * x[1] + 8.f * x[3];
    y[0] = x[0];
    y[1] = even + odd;
    y[2] = even - odd;
    y[3] = far_even + far_odd;
    y[4] = far_even - far_odd;
    y[5] = x[3];
  }
};

struct OfKernel {  // G
  static constexpr int from = 3, to = 6;
  IL_INLINE static void apply(const Lanes* x, Lanes* y) {
    const Lanes even = (x[0] + x[2]) * (-1.f / 6), odd = x[1] * (-1.f / 6), far_even = x[0] * (1.f / 24) + x[2] * (1.f / 6),
                far_odd = x[1] * (1.f / 12);
    y[0] = x[0] * 0.25f;
    y[1] = even + odd;
    y[2] = even - odd;
    y[3] = far_even + far_odd;
    y[4] = far_even - far_odd;
    y[5] = x[2];
  }
};

struct ToKernel {  // G'
  static constexpr int from = 6, to = 3;
  IL_INLINE static void apply(const Lanes* x, Lanes* y) {
    const Lanes sum = (x[1] + x[2]) * (1.f / 6), far_sum = x[3] + x[4];
    y[0] = x[0] * 0.25f - sum + far_sum * (1.f / 24);
    y[1] = (x[2] - x[1]) * (1.f / 6) + (x[3] - x[4]) * (1.f / 12);
    y[2] = far_sum * (1.f / 6) - sum + x[5];
  }
};

// In both dimensions: T x T'.
template <class T>
IL_INLINE void transform(const Lanes (&x)[T::from][T::from], Lanes (&y)[T::to][T::to]) {
  Lanes turned[T::to][T::from];
  for (int j = 0; j < T::from; j++) {
    Lanes column[T::from], result[T::to];
    for (int i = 0; i < T::from; i++) column[i] = x[i][j];
    T::apply(column, result);
    for (int i = 0; i < T::to; i++) turned[i][j] = result[i];
  }
  for (int i = 0; i < T::to; i++) T::apply(turned[i], y[i]);
}

// `rows` x 2 V of a product. A's rows lie row_stride apart; a row's elements k_stride apart, `inner` of them in each of `outer` pieces that
// lie outer_stride apart. b: [outer * inner][32]. Written to c, [rows][32], or added to it.
template <class V, int rows, int64_t row_stride, int64_t k_stride>
IL_INLINE void product_step(const float* a, int64_t outer, int64_t outer_stride, int64_t inner, const float* b, float* c, bool add) {
  constexpr int width = sizeof(V) / sizeof(float);
  V sums[rows][2];
  for (int r = 0; r < rows; r++) sums[r][0] = sums[r][1] = V{};
  for (int64_t o = 0; o < outer; o++) {
    const float* from = a + o * outer_stride;
    for (int64_t k = 0; k < inner; k++, b += panel, from += k_stride) {
      const V b0 = load_vector<V>(b), b1 = load_vector<V>(b + width);
#pragma GCC unroll 8
      for (int r = 0; r < rows; r++) {
        const float x = from[r * row_stride];
        sums[r][0] += x * b0;
        sums[r][1] += x * b1;
      }
    }
  }
  for (int r = 0; r < rows; r++) {
    for (int i = 0; i < 2; i++) {
      float* to = c + r * panel + i * width;
      store_vector<V>(to, add ? load_vector<V>(to) + sums[r][i] : sums[r][i]);
    }
  }
}

}  // namespace il::winograd
