// Operators by name, called through the boxed dispatcher. Arguments are converted by the operator's schema, which is read once.
#include "compat.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/jit_type.h>

namespace {

enum class Kind {
  Tensor,
  TensorList,
  OptionalTensorList,
  Int,
  Double,
  Bool,
  Number,
  IntList,
  DoubleList,
  BoolList,
  String,
  Device,
  Generator,
  Unsupported
};

struct Argument {
  Kind kind;
  bool optional = false;
  bool has_default = false;
  int32_t fixed_length = 0;  // int[2]: one int fills both
  c10::IValue default_value;
  std::string name;
};

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Argument> arguments;
  size_t returns;
};

Kind kind_of(const c10::TypePtr& type, bool& optional) {
  switch (type->kind()) {
    case c10::TypeKind::OptionalType: optional = true; return kind_of(type->castRaw<c10::OptionalType>()->getElementType(), optional);
    case c10::TypeKind::TensorType: return Kind::Tensor;
    case c10::TypeKind::IntType:
    case c10::TypeKind::SymIntType:
    case c10::TypeKind::ScalarTypeType:
    case c10::TypeKind::LayoutType:
    case c10::TypeKind::MemoryFormatType: return Kind::Int;
    case c10::TypeKind::FloatType: return Kind::Double;
    case c10::TypeKind::BoolType: return Kind::Bool;
    case c10::TypeKind::NumberType: return Kind::Number;
    case c10::TypeKind::StringType: return Kind::String;
    case c10::TypeKind::DeviceObjType: return Kind::Device;
    case c10::TypeKind::GeneratorType: return Kind::Generator;
    case c10::TypeKind::ListType: {
      bool element_optional = false;
      switch (kind_of(type->castRaw<c10::ListType>()->getElementType(), element_optional)) {
        case Kind::Tensor: return element_optional ? Kind::OptionalTensorList : Kind::TensorList;
        case Kind::Int: return Kind::IntList;
        case Kind::Double: return Kind::DoubleList;
        case Kind::Bool: return Kind::BoolList;
        default: return Kind::Unsupported;
      }
    }
    default: return Kind::Unsupported;
  }
}

[[noreturn]] void refuse(const Operator& op, const Argument& argument, const char* expected, const il_value& value) {
  static const char* names[] = {"None",          "a tensor",        "an int",         "a float",           "a bool",
                                "a list of int", "a list of float", "a list of bool", "a list of tensors", "a string",
                                "a device",      "a generator"};
  const char* received = value.tag >= 0 && value.tag <= IL_GENERATOR ? names[value.tag] : "an unknown value";
  throw std::invalid_argument(op.handle.operator_name().name + ": argument '" + argument.name + "': expected " + expected + ", received " +
                              received);
}

template <class T, class Source>
c10::List<T> list_of(const Source* values, int32_t length) {
  c10::List<T> list;
  list.reserve(length);
  for (int32_t i = 0; i < length; i++) list.push_back(static_cast<T>(values[i]));
  return list;
}

c10::IValue convert(const Operator& op, const Argument& argument, const il_value& value) {
  if (value.tag == IL_NONE) {
    if (argument.optional) return c10::IValue();
    if (argument.kind == Kind::Tensor) return at::Tensor();
    refuse(op, argument, "a value", value);
  }
  switch (argument.kind) {
    case Kind::Tensor:
      if (value.tag == IL_TENSOR) {
        if (!value.p && argument.optional) return c10::IValue();
        return il::borrow(value.p);
      }
      refuse(op, argument, "a tensor", value);
    case Kind::TensorList:
      if (value.tag == IL_TENSOR_LIST) {
        c10::List<at::Tensor> list;
        list.reserve(value.length);
        for (int32_t i = 0; i < value.length; i++) list.push_back(il::borrow(static_cast<void**>(value.p)[i]));
        return list;
      }
      refuse(op, argument, "a list of tensors", value);
    case Kind::OptionalTensorList:
      if (value.tag == IL_TENSOR_LIST) {
        c10::List<il::optional<at::Tensor>> list;
        list.reserve(value.length);
        for (int32_t i = 0; i < value.length; i++) {
          void* handle = static_cast<void**>(value.p)[i];
          list.push_back(handle ? il::optional<at::Tensor>(il::borrow(handle)) : il::optional<at::Tensor>(il::nullopt));
        }
        return list;
      }
      refuse(op, argument, "a list of tensors or None", value);
    case Kind::Int:
      if (value.tag == IL_INT) return value.i;
      refuse(op, argument, "an int", value);
    case Kind::Double:
      if (value.tag == IL_DOUBLE) return value.d;
      if (value.tag == IL_INT) return static_cast<double>(value.i);
      refuse(op, argument, "a float", value);
    case Kind::Bool:
      if (value.tag == IL_BOOL) return value.i != 0;
      refuse(op, argument, "a bool", value);
    case Kind::Number:
      if (value.tag == IL_DOUBLE) return value.d;
      if (value.tag == IL_INT) return value.i;
      if (value.tag == IL_BOOL) return value.i != 0;
      refuse(op, argument, "a number", value);
    case Kind::IntList:
      if (value.tag == IL_INT_LIST) return list_of<int64_t>(static_cast<int64_t*>(value.p), value.length);
      if (value.tag == IL_INT) {
        c10::List<int64_t> list;
        for (int32_t i = 0; i < std::max(1, argument.fixed_length); i++) list.push_back(value.i);
        return list;
      }
      refuse(op, argument, "a list of int", value);
    case Kind::DoubleList:
      if (value.tag == IL_DOUBLE_LIST) return list_of<double>(static_cast<double*>(value.p), value.length);
      if (value.tag == IL_INT_LIST) return list_of<double>(static_cast<int64_t*>(value.p), value.length);
      refuse(op, argument, "a list of float", value);
    case Kind::BoolList:
      if (value.tag == IL_BOOL_LIST) return list_of<bool>(static_cast<int64_t*>(value.p), value.length);
      refuse(op, argument, "a list of bool", value);
    case Kind::String:
      if (value.tag == IL_STRING) return std::string(static_cast<char*>(value.p), value.length);
      refuse(op, argument, "a string", value);
    case Kind::Device:
      if (value.tag == IL_DEVICE) return il::device_of(value.i);
      if (value.tag == IL_STRING) return at::Device(std::string(static_cast<char*>(value.p), value.length));
      refuse(op, argument, "a device", value);
    case Kind::Generator:
      if (value.tag == IL_GENERATOR) return at::Generator(*static_cast<at::Generator*>(value.p));
      refuse(op, argument, "a generator", value);
    case Kind::Unsupported: break;
  }
  refuse(op, argument, "a type this binding can pass (it cannot)", value);
}

template <class T, class Source>
void* copy_list(const Source& list) {
  auto* copy = static_cast<T*>(malloc(sizeof(T) * std::max<size_t>(1, list.size())));
  for (size_t i = 0; i < list.size(); i++) copy[i] = static_cast<T>(list[i]);
  return copy;
}

il_value export_value(c10::IValue&& value) {
  il_value result{IL_NONE, 0, {0}};
  if (value.isNone()) return result;
  if (value.isTensor()) {
    result.tag = IL_TENSOR;
    result.p = il::export_tensor(std::move(value).toTensor());
  } else if (value.isInt()) {
    result.tag = IL_INT;
    result.i = value.toInt();
  } else if (value.isDouble()) {
    result.tag = IL_DOUBLE;
    result.d = value.toDouble();
  } else if (value.isBool()) {
    result.tag = IL_BOOL;
    result.i = value.toBool();
  } else if (value.isTensorList()) {
    auto list = value.toTensorVector();
    auto** handles = static_cast<void**>(malloc(sizeof(void*) * std::max<size_t>(1, list.size())));
    for (size_t i = 0; i < list.size(); i++) handles[i] = il::export_tensor(std::move(list[i]));
    result.tag = IL_TENSOR_LIST;
    result.length = static_cast<int32_t>(list.size());
    result.p = handles;
  } else if (value.isIntList()) {
    auto list = value.toIntVector();
    result = {IL_INT_LIST, static_cast<int32_t>(list.size()), {0}};
    result.p = copy_list<int64_t>(list);
  } else if (value.isDoubleList()) {
    auto list = value.toDoubleVector();
    result = {IL_DOUBLE_LIST, static_cast<int32_t>(list.size()), {0}};
    result.p = copy_list<double>(list);
  } else if (value.isString()) {
    const auto& text = value.toStringRef();
    result = {IL_STRING, static_cast<int32_t>(text.size()), {0}};
    result.p = il::duplicate(text);
  } else {
    throw std::invalid_argument("a result of type " + value.tagKind() + " cannot cross this binding");
  }
  return result;
}

}  // namespace

IL_API void* il_operator_find(const char* name, const char* overload) {
  try {
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!handle) {
      il::fail(IL_ERROR_ARGUMENT,
               std::string("libtorch ") + TORCH_VERSION + " has no operator " + name + (*overload ? "." : "") + overload);
      return nullptr;
    }
    const auto& schema = handle->schema();
    auto op = std::make_unique<Operator>(Operator{*handle, {}, schema.returns().size()});
    for (const auto& argument : schema.arguments()) {
      Argument a;
      a.kind = kind_of(argument.type(), a.optional);
      a.name = argument.name();
      a.fixed_length = argument.N().value_or(0);
      if (argument.default_value()) {
        a.has_default = true;
        a.default_value = *argument.default_value();
      }
      op->arguments.push_back(std::move(a));
    }
    return op.release();  // looked up once per process and kept
  } catch (...) {
    il::remember_error();
    return nullptr;
  }
}

IL_API char* il_operator_schema(void* op) {
  std::ostringstream text;
  text << static_cast<Operator*>(op)->handle.schema();
  return il::duplicate(text.str());
}

IL_API int32_t il_operator_has_kernel(void* op, const char* dispatch_key) {
  try {
    return static_cast<Operator*>(op)->handle.hasKernelForDispatchKey(c10::parseDispatchKey(dispatch_key)) ? 1 : 0;
  } catch (...) {
    return il::remember_error();
  }
}

IL_API int32_t il_call(void* handle, const il_value* args, int32_t count, il_value* results, int32_t capacity) {
  const auto& op = *static_cast<Operator*>(handle);
  try {
    if (static_cast<size_t>(count) > op.arguments.size()) {
      return il::fail(IL_ERROR_ARGUMENT, op.handle.operator_name().name + ": expected at most " + std::to_string(op.arguments.size()) +
                                             " arguments, received " + std::to_string(count));
    }
    // Kept between calls for its memory. No operator calls back into this function on the same thread.
    thread_local std::vector<c10::IValue> stack;
    struct Clear {
      ~Clear() { stack.clear(); }
    } clear;
    stack.reserve(op.arguments.size());
    for (size_t i = 0; i < op.arguments.size(); i++) {
      const auto& argument = op.arguments[i];
      if (i < static_cast<size_t>(count)) {
        stack.emplace_back(convert(op, argument, args[i]));
      } else if (argument.has_default) {
        stack.push_back(argument.default_value);
      } else {
        return il::fail(IL_ERROR_ARGUMENT, op.handle.operator_name().name + ": argument '" + argument.name + "' is missing");
      }
    }
    op.handle.callBoxed(&stack);
    if (capacity == 0) return 0;
    if (stack.size() > static_cast<size_t>(capacity)) {
      return il::fail(IL_ERROR_ARGUMENT, op.handle.operator_name().name + ": expected at most " + std::to_string(capacity) +
                                             " results, received " + std::to_string(stack.size()));
    }
    for (size_t i = 0; i < stack.size(); i++) results[i] = export_value(std::move(stack[i]));
    return static_cast<int32_t>(stack.size());
  } catch (...) {
    return il::remember_error();
  }
}
