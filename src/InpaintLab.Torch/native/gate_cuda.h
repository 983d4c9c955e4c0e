// What gate.cpp asks of gate.cu.
#pragma once
#include <cstdint>

namespace il {

enum class GateType { float32, float16, bfloat16 };

// gradient null: forward, input (2 count elements) to output (count). Else backward: gradient (count) and input to output (2 count).
struct GateCall {
  const void* gradient;
  const void* input;
  void* output;
  int64_t count, inner;  // elements of the gate's output; features that lie together
  GateType type;
  bool elu;
  float slope;   // of the leaky rectifier, without elu
  void* stream;  // cudaStream_t
};

// Launches; returns the error's text, or null.
const char* gate_cuda(const GateCall& call);

}  // namespace il
