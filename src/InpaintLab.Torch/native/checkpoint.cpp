// Activation checkpointing (arXiv:1604.06174): a part of a network whose inner tensors are not kept for the backward pass but computed
// again in it, by calling back into managed code.
#include "compat.h"

#include <ATen/autocast_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/accumulate_grad.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>

#include <algorithm>
#include <mutex>
#include <unordered_set>

namespace {

using torch::autograd::Node;
using torch::autograd::variable_list;

// Whether operators of one kind of device compute in a lower precision, on this thread.
struct AutocastState {
  int32_t device_type, dtype;

  explicit AutocastState(int32_t type) : device_type(type), dtype(il_autocast(type, -1, -1)) {}

  void set() const { il_autocast(device_type, dtype >= 0 ? 1 : 0, dtype); }
};

struct Autocasts {
  AutocastState cpu{0}, cuda{1};

  bool any() const { return cpu.dtype >= 0 || cuda.dtype >= 0; }
  void set() const {
    cpu.set();
    cuda.set();
  }
};

// A region of autocast that is equal to another one, until it is left. Copies of weights that were made without a graph, or with another
// pass's, are dropped at both ends.
struct AutocastRegion {
  explicit AutocastRegion(const Autocasts& wanted) {
    at::autocast::increment_nesting();
    wanted.set();
    at::autocast::clear_cache();
  }
  ~AutocastRegion() {
    at::autocast::clear_cache();
    at::autocast::decrement_nesting();
    before.set();
  }
  Autocasts before;
};

// States of the default generators of the CPU and of one other device.
struct RandomStates {
  explicit RandomStates(at::Device other) : device(other) {
    cpu = of(at::kCPU);
    if (!device.is_cpu()) accelerator = of(device);
  }

  void set() const {
    put(at::kCPU, cpu);
    if (!device.is_cpu()) put(device, accelerator);
  }

 private:
  static at::Tensor of(at::Device at_device) {
    auto generator = at::globalContext().defaultGenerator(at_device);
    std::lock_guard<std::mutex> lock(generator.mutex());
    return at::Tensor(generator.get_state());
  }

  static void put(at::Device at_device, const at::Tensor& state) {
    auto generator = at::globalContext().defaultGenerator(at_device);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(state);
  }

  at::Device device;
  at::Tensor cpu, accelerator;
};

struct RandomRegion {
  RandomRegion(const RandomStates& wanted, at::Device device) : before(device) { wanted.set(); }
  ~RandomRegion() { before.set(); }
  RandomStates before;
};

// The managed side's function, which is let go of when nothing can call it any more.
struct Forward {
  il_forward call;
  il_release release;
  void* context;

  Forward(il_forward call, il_release release, void* context) : call(call), release(release), context(context) {}
  Forward(const Forward&) = delete;
  ~Forward() { release(context); }

  at::Tensor operator()(const std::vector<at::Tensor>& inputs, bool again) const {
    std::vector<void*> handles;
    for (const auto& input : inputs) handles.push_back(il::export_tensor(input));
    void* output = nullptr;
    const int64_t failure = call(context, handles.data(), static_cast<int32_t>(handles.size()), again ? 1 : 0, &output);
    if (failure != 0) throw il::CallbackError(failure);
    auto result = il::borrow(output);
    il_tensor_free(output);
    return result;
  }
};

// Whether a gradient that is not asked for would be lost: a leaf of the graph that is neither input nor parameter.
bool reaches_others(const at::Tensor& output, const variable_list& known) {
  std::unordered_set<const Node*> allowed, seen;
  for (const auto& leaf : known) {
    if (leaf.requires_grad()) allowed.insert(torch::autograd::impl::gradient_edge(leaf).function.get());
  }
  std::vector<const Node*> open{output.grad_fn().get()};
  while (!open.empty()) {
    const auto* node = open.back();
    open.pop_back();
    if (!node || allowed.count(node) || !seen.insert(node).second) continue;
    if (dynamic_cast<const torch::autograd::AccumulateGrad*>(node)) return true;
    for (const auto& edge : node->next_edges()) open.push_back(edge.function.get());
  }
  return false;
}

struct Checkpointed : Node {
  Checkpointed(std::shared_ptr<Forward> forward, const variable_list& inputs, const variable_list& parameters, RandomStates random,
               at::Device device)
      : forward_(std::move(forward)), inputs_(inputs.size()), random_(std::move(random)), device_(device) {
    for (const auto* list : {&inputs, &parameters}) {
      for (const auto& variable : *list) saved_.emplace_back(variable, false);
    }
  }

  std::string name() const override { return "CheckpointBackward"; }

  variable_list apply(variable_list&& gradients) override {
    TORCH_CHECK(!at::GradMode::is_enabled(),
                "activation checkpointing: this gradient has no derivative (create_graph); compute the part that a gradient penalty passes "
                "through without it");
    std::lock_guard<std::mutex> lock(mutex_);
    variable_list variables;
    for (size_t i = 0; i < saved_.size(); i++) {
      auto variable = saved_[i].unpack();
      variables.push_back(i < inputs_ ? variable.detach().requires_grad_(variable.requires_grad()) : variable);
    }
    variable_list results(variables.size());
    if (!gradients[0].defined()) return results;

    std::vector<size_t> places;
    variable_list wanted;
    for (size_t i = 0; i < variables.size(); i++) {
      if (!variables[i].requires_grad() || !task_should_compute_output(i)) continue;
      places.push_back(i);
      wanted.push_back(variables[i]);
    }
    at::Tensor output;
    {
      RandomRegion random(random_, device_);
      AutocastRegion autocast(autocasts_);
      at::AutoGradMode recording(true);
      output = (*forward_)({variables.begin(), variables.begin() + inputs_}, true);
    }
    TORCH_CHECK(output.requires_grad(),
                "activation checkpointing: computed again, the output does not depend on any input or parameter that requires a gradient");
    TORCH_CHECK(!reaches_others(output, variables),
                "activation checkpointing: the function uses a tensor that requires a gradient and is neither among its inputs nor among "
                "its parameters");
    auto computed =
        torch::autograd::grad({output}, wanted, {gradients[0]}, /*retain_graph=*/false, /*create_graph=*/false, /*allow_unused=*/true);
    for (size_t i = 0; i < places.size(); i++) results[places[i]] = std::move(computed[i]);
    return results;
  }

  void release_variables() override {
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto& variable : saved_) variable.reset_data();
    forward_.reset();
  }

 private:
  std::shared_ptr<Forward> forward_;
  size_t inputs_;
  std::vector<torch::autograd::SavedVariable> saved_;  // the inputs, then the parameters
  RandomStates random_;
  at::Device device_;
  Autocasts autocasts_;  // of the thread that made this
};

variable_list borrowed(void** handles, int32_t count) {
  variable_list list;
  for (int32_t i = 0; i < count; i++) list.push_back(il::borrow(handles[i]));
  return list;
}

// A node for a graph. Shared pointers own nodes in older versions, intrusive ones in newer, which have no deleteNode: it is looked up only
// where the former are made.
template <class T, class... Arguments>
auto make_node(Arguments&&... arguments) {
  using Owner = std::decay_t<decltype(std::declval<at::Tensor>().grad_fn())>;
  if constexpr (std::is_same_v<Owner, std::shared_ptr<torch::autograd::Node>>) {
    return std::shared_ptr<T>(new T(std::forward<Arguments>(arguments)...), [](auto* node) { deleteNode(node); });
  } else {
    return c10::make_intrusive<T>(std::forward<Arguments>(arguments)...);
  }
}

}  // namespace

// Calls the function once without a graph. Its result is recorded as of one operation on inputs and parameters, whose backward pass calls
// the function again, with the generators' states and the autocast of now. Takes over the context, whatever happens.
IL_API int32_t il_checkpoint(il_forward forward, il_release release, void* context, void** inputs, int32_t input_count, void** parameters,
                             int32_t parameter_count, void** result) {
  try {
    auto function = std::make_shared<Forward>(forward, release, context);
    const auto from = borrowed(inputs, input_count), trained = borrowed(parameters, parameter_count);
    auto all = from;
    all.insert(all.end(), trained.begin(), trained.end());
    TORCH_CHECK(!all.empty(), "activation checkpointing: expected at least one input or parameter");
    const auto device = all.front().device();
    RandomStates random(device);
    at::Tensor value;
    {
      at::AutoGradMode recording(false);
      variable_list constants;
      for (const auto& input : from) constants.push_back(input.detach());
      value = (*function)(constants, false);
    }
    TORCH_CHECK(value.defined(), "activation checkpointing: expected a tensor from the function, received none");
    auto node = make_node<Checkpointed>(std::move(function), from, trained, std::move(random), device);
    if (Autocasts().any()) at::autocast::clear_cache();  // copies of weights without a graph would rob what follows of theirs
    node->set_next_edges(torch::autograd::collect_next_edges(all));
    // A tensor of its own: what comes without a graph may be a view, or one of the inputs.
    const bool is_input = std::any_of(from.begin(), from.end(), [&](const at::Tensor& t) { return t.is_alias_of(value); });
    auto output = torch::autograd::make_variable(is_input ? value.clone() : std::move(value), /*requires_grad=*/false);
    torch::autograd::set_history(output, node);
    *result = il::export_tensor(std::move(output));
    return 0;
  } catch (...) {
    return il::remember_error();
  }
}
