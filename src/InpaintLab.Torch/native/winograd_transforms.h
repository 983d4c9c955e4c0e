// Winograd's minimal filtering: the loops that take kernels, images and gradients to the 36 points of a tile, and back. Included by
// winograd.cpp alone.
#pragma once
#include "winograd.h"

#include <ATen/ATen.h>

namespace {

using namespace il::winograd;

// Kernels as a tensor filters x channels x side x side, in any order. Over images of every `step`-th pixel, tap m of grid p is row
// step m + p + first.
struct Kernels {
  float* data;
  int64_t filters, channels, side, step, first;
  at::IntArrayRef strides;

  Kernels(const at::Tensor& weight, int64_t step, int64_t first)
      : data(weight.data_ptr<float>()),
        filters(weight.size(0)),
        channels(weight.size(1)),
        side(weight.size(2)),
        step(step),
        first(first),
        strides(weight.strides()) {}

  int64_t groups() const { return step * step; }
  // Of a tap: null where the grid has fewer.
  float* at(int64_t filter, int64_t channel, int64_t group, int row, int column) const {
    const int64_t y = step * row + group / step + first, x = step * column + group % step + first;
    return y >= 0 && x >= 0 && y < side && x < side ? data + filter * strides[0] + channel * strides[1] + y * strides[2] + x * strides[3]
                                                    : nullptr;
  }
};

// 16 numbers `stride` apart, of which `valid` exist.
IL_INLINE Lanes gather(const float* from, int64_t stride, int64_t valid) {
  float values[lanes] = {};
  if (from) {
    for (int64_t l = 0; l < valid; l++) values[l] = from[l * stride];
  }
  return load_lanes(values);
}

IL_INLINE void put(Lanes (&u)[6][6], float* to, int64_t stride) {
  for (int i = 0; i < 6; i++) {
    for (int j = 0; j < 6; j++) store_lanes(to + (i * 6 + j) * stride, u[i][j]);
  }
}

// Filters are the lanes of u. Rows `begin` .. `end` of [half panels][channels of all groups].
IL_VECTORISED void transform_kernels(const Kernels& kernels, float* u, int64_t begin, int64_t end) {
  const int64_t blocks = blocks_of(kernels.channels, lanes), inputs = kernels.groups() * blocks * lanes;
  const int64_t stride = padded(kernels.filters, panel) * inputs;
  for (int64_t row = begin; row < end; row++) {
    const int64_t half = row / inputs, input = row % inputs, group = input / (blocks * lanes), channel = input % (blocks * lanes);
    const int64_t valid = channel < kernels.channels ? std::min(lanes, kernels.filters - half * lanes) : 0;
    Lanes g[3][3], y[6][6];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++)
        g[i][j] = gather(valid > 0 ? kernels.at(half * lanes, channel, group, i, j) : nullptr, kernels.strides[0], valid);
    }
    transform<OfKernel>(g, y);
    put(y, u + (half / 2 * inputs + input) * panel + half % 2 * lanes, stride);
  }
}

// For the gradient of the images: turned by 180 degrees, and channels in the place of filters.
IL_VECTORISED void transform_turned_kernels(const Kernels& kernels, float* u, int64_t begin, int64_t end) {
  const int64_t blocks = blocks_of(kernels.channels, lanes), inputs = padded(kernels.filters, lanes);
  const int64_t stride = padded(kernels.groups() * blocks * lanes, panel) * inputs;
  for (int64_t row = begin; row < end; row++) {
    const int64_t half = row / inputs, filter = row % inputs, group = half / blocks, channel = half % blocks * lanes;
    const int64_t valid = filter < kernels.filters && group < kernels.groups() ? std::min(lanes, kernels.channels - channel) : 0;
    Lanes g[3][3], y[6][6];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++)
        g[2 - i][2 - j] = gather(valid > 0 ? kernels.at(filter, channel, group, i, j) : nullptr, kernels.strides[1], valid);
    }
    transform<OfKernel>(g, y);
    put(y, u + (half / 2 * inputs + filter) * panel + half % 2 * lanes, stride);
  }
}

// The gradient of the kernels from the sums of `parts` threads at the 36 points.
IL_VECTORISED void gather_kernels(const float* u, int64_t parts, const Kernels& kernels, int64_t begin, int64_t end) {
  const int64_t blocks = blocks_of(kernels.channels, lanes), inputs = kernels.groups() * blocks * lanes;
  const int64_t stride = padded(kernels.filters, panel) * inputs;
  for (int64_t row = begin; row < end; row++) {
    const int64_t half = row / inputs, input = row % inputs, group = input / (blocks * lanes), channel = input % (blocks * lanes);
    if (channel >= kernels.channels) continue;
    Lanes x[6][6], g[3][3];
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        const float* from = u + (i * 6 + j) * stride + (half / 2 * inputs + input) * panel + half % 2 * lanes;
        x[i][j] = load_lanes(from);
        for (int64_t part = 1; part < parts; part++) x[i][j] += load_lanes(from + part * points * stride);
      }
    }
    transform<ToKernel>(x, g);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        float* to = kernels.at(half * lanes, channel, group, i, j);
        if (!to) continue;
        for (int64_t l = 0; l < std::min(lanes, kernels.filters - half * lanes); l++) to[l * kernels.strides[0]] = g[i][j][l];
      }
    }
  }
}

// `count` tiles from `first` on into v, which has room for `room`; the rest of it is zero.
IL_VECTORISED void transform_images(const Images& images, const Tiling& tiling, int64_t padding, int64_t first, int64_t count, int64_t room,
                                    float* v) {
  const int64_t blocks = images.blocks();
  for (int64_t t = 0; t < room; t++) {
    const Tile tile = t < count ? tiling.at(first + t) : Tile{};
    for (int64_t block = 0; block < blocks; block++) {
      Lanes x[6][6], y[6][6];
      if (t < count) {
        read(Window(images, tile, block), tile.row - padding, tile.column - padding, x);
        transform<OfInput>(x, y);
      } else {
        std::fill(&y[0][0], &y[0][0] + points, Lanes{});
      }
      put(y, v + (block * room + t) * lanes, point_stride(blocks * room * lanes));
    }
  }
}

// The same of the outputs' gradient, into the place of the products.
IL_VECTORISED void transform_gradient(const Images& images, const Tiling& tiling, int64_t first, int64_t count, int64_t room, float* m) {
  const int64_t halves = 2 * blocks_of(images.channels, panel);
  for (int64_t t = 0; t < room; t++) {
    const Tile tile = t < count ? tiling.at(first + t) : Tile{};
    for (int64_t half = 0; half < halves; half++) {
      Lanes x[4][4], y[6][6];
      if (t < count && half < images.blocks()) {
        read(Window(images, tile, half), tile.row, tile.column, x);
        transform<OfGradient>(x, y);
      } else {
        std::fill(&y[0][0], &y[0][0] + points, Lanes{});
      }
      put(y, m + (half / 2 * room + t) * panel + half % 2 * lanes, point_stride(halves / 2 * room * panel));
    }
  }
}

IL_VECTORISED void transform_products(const float* m, const float* bias, const Images& images, const Tiling& tiling, int64_t first,
                                      int64_t count, int64_t room) {
  const int64_t blocks = images.blocks(), stride = point_stride(blocks_of(blocks, 2) * room * panel);
  for (int64_t t = 0; t < count; t++) {
    const Tile tile = tiling.at(first + t);
    for (int64_t block = 0; block < blocks; block++) {
      const float* from = m + (block / 2 * room + t) * panel + block % 2 * lanes;
      Lanes x[6][6], y[4][4];
      for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 6; j++) x[i][j] = load_lanes(from + (i * 6 + j) * stride);
      }
      transform<OfProducts>(x, y);
      const Window window(images, tile, block);
      if (bias) {
        const Lanes shift = gather(bias + block * lanes, 1, window.valid);
        for (int i = 0; i < 4; i++) {
          for (int j = 0; j < 4; j++) y[i][j] += shift;
        }
      }
      write(window, tile.row, tile.column, y);
    }
  }
}

}  // namespace
