using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>
            /// Moves the module: what already fits stays the same object; anything else is replaced by a new parameter or buffer, in the
            /// fields too, and the old one is disposed. So move first, then load, then build the optimiser.
            /// </summary>
            /// <param name="device">The target device; null keeps the present one.</param>
            /// <param name="dtype">The target type of floating-point components (integers keep theirs); null keeps the present one.</param>
            /// <param name="nonBlocking">Whether copies between pinned memory and a device may still run on return.</param>
            internal void Move(Device? device, ScalarType? dtype, bool nonBlocking)
            {
                foreach (var child in _children.Values)
                {
                    child.Move(device, dtype, nonBlocking);
                }

                using var noGrad = no_grad();
                foreach (var (name, old) in _parameters.ToList())
                {
                    if (Moved(old, device, dtype, nonBlocking) is { } moved)
                    {
                        var parameter = new Parameter(moved, old.requires_grad);
                        parameter.DetachFromDisposeScope();
                        _parameters[name] = parameter;
                        ReplaceInFields(old, parameter);
                    }
                }

                foreach (var (name, old) in _buffers.ToList())
                {
                    if (Moved(old, device, dtype, nonBlocking) is { } moved)
                    {
                        _buffers[name] = moved.DetachFromDisposeScope();
                        ReplaceInFields(old, moved);
                    }
                }
            }

            private static Tensor? Moved(Tensor tensor, Device? device, ScalarType? dtype, bool nonBlocking)
            {
                var floating = tensor.dtype is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;
                var type = floating ? dtype ?? tensor.dtype : tensor.dtype;
                var place = device ?? tensor.device;
                return type == tensor.dtype && place.type == tensor.device.type && (place.index < 0 || place.index == tensor.device.index)
                    ? null
                    : tensor.to(type, place, non_blocking: nonBlocking);
            }

            private void ReplaceInFields(Tensor old, Tensor replacement)
            {
                const BindingFlags Declared =
                    BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
                for (var type = GetType(); type is not null && type != typeof(Module); type = type.BaseType)
                {
                    foreach (var field in type.GetFields(Declared))
                    {
                        if (ReferenceEquals(field.GetValue(this), old))
                        {
                            field.SetValue(this, replacement);
                        }
                    }
                }

                old.Dispose();
            }
        }
    }
}
