// Loops over floats that the compiler turns into vector instructions, once for each kind of processor; the loader picks the best.
#pragma once
#include <c10/util/BFloat16.h>

#include <cstdint>
#include <cstring>

// (arch=haswell would mean that model of processor alone; the levels, which GCC knows since 12, mean all that have its instructions.)
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12
#define IL_VECTORISED __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#elif defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define IL_VECTORISED __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define IL_VECTORISED
#endif
#define IL_INLINE inline __attribute__((always_inline))

namespace il {

// exp(x) to 2 units in the last place (the polynomial is that of Cephes' expf); without branches, so that it vectorises.
IL_INLINE float exp(float x) {
  x = x < -87.33654f ? -87.33654f : x;
  x = x > 88.37626f ? 88.37626f : x;
  const float rounding = 12582912.f;  // 1.5 * 2^23: adding it leaves a whole number in the low bits
  const float shifted = x * 1.44269504f + rounding;
  int32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  const float n = shifted - rounding;
  const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
  float y = 1.9875691500e-4f;
  y = y * r + 1.3981999507e-3f;
  y = y * r + 8.3334519073e-3f;
  y = y * r + 4.1665795894e-2f;
  y = y * r + 1.6666665459e-1f;
  y = y * r + 5.0000001201e-1f;
  y = y * r * r + r + 1.f;
  const int32_t power_bits = (bits - 0x4B400000 + 127) << 23;
  float power;
  memcpy(&power, &power_bits, sizeof power);
  return y * power;
}

// Numbers in memory as single precision: float as it is; bfloat16, the upper half of a float, to the nearest (ties to even).
IL_INLINE float load(const float* from) { return *from; }
IL_INLINE void store(float* to, float x) { *to = x; }

IL_INLINE float load(const c10::BFloat16* from) {
  uint16_t half;
  memcpy(&half, from, sizeof half);
  const uint32_t bits = static_cast<uint32_t>(half) << 16;
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

IL_INLINE void store(c10::BFloat16* to, float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  const uint32_t rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
  const uint16_t half = static_cast<uint16_t>(x != x ? 0x7FC0 : rounded);
  memcpy(to, &half, sizeof half);
}

IL_INLINE float sigmoid(float x) { return 1.f / (1.f + exp(-x)); }

}  // namespace il
