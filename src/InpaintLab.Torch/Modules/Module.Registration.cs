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
            /// Registers every instance field that holds a module, a parameter or a tensor (as a buffer) under the field's name; others,
            /// lists of modules among them, are ignored. An auto-property's field is named <c>&lt;Name&gt;k__BackingField</c>, and private
            /// fields of base classes are not seen: both as in TorchSharp, so keep components in plain fields.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (_componentsRegistered)
                {
                    return;
                }

                _componentsRegistered = true;
                foreach (var field in GetType().GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
                {
                    if (_children.ContainsKey(field.Name) || _parameters.ContainsKey(field.Name) || _buffers.ContainsKey(field.Name))
                    {
                        continue;
                    }

                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(field.Name, module);
                            break;
                        case Parameter parameter:
                            register_parameter(field.Name, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(field.Name, tensor);
                            break;
                    }
                }
            }

            /// <summary>Adds a submodule, which this module then owns; null removes the one of that name.</summary>
            /// <exception cref="ArgumentException">The name is empty or contains a dot.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    _children.Remove(name);
                    return;
                }

                CheckName(name, "submodule");
                submodule.RegisterComponents();
                _children.Add(name, submodule);
            }

            /// <summary>The same as <see cref="register_module"/>.</summary>
            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Adds a parameter, takes it out of its dispose scope and owns it from then on.</summary>
            /// <exception cref="ArgumentException">The name is empty or contains a dot.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                CheckName(name, "parameter");
                param.DetachFromDisposeScope();
                _parameters.Add(name, param);
            }

            /// <summary>Adds a tensor that is state but not trained, takes it out of its dispose scope and owns it from then on.</summary>
            /// <param name="name">Its key.</param>
            /// <param name="tensor">The tensor.</param>
            /// <param name="persistent">Whether it is part of the state dict.</param>
            /// <exception cref="ArgumentException">The name is empty or contains a dot.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                CheckName(name, "buffer");
                tensor.DetachFromDisposeScope();
                _buffers.Add(name, tensor);
                if (!persistent)
                {
                    _transientBuffers.Add(name);
                }
            }

            /// <summary>Registers a layer's own parameter under a name that no field has; null registers nothing.</summary>
            private protected Parameter? AddParameter(string name, Tensor? value)
            {
                _componentsRegistered = true;
                if (value is null)
                {
                    return null;
                }

                var parameter = new Parameter(value);
                register_parameter(name, parameter);
                return parameter;
            }

            /// <summary>Registers a layer's own buffer under a name that no field has; null registers nothing.</summary>
            private protected Tensor? AddBuffer(string name, Tensor? value)
            {
                _componentsRegistered = true;
                if (value is not null)
                {
                    register_buffer(name, value);
                }

                return value;
            }

            /// <summary>A layer's own parameter by its name; null where it has none.</summary>
            private protected Parameter? OwnParameter(string name) => _parameters.GetValueOrDefault(name);

            /// <summary>Registers another parameter in the place of a layer's own one, which is disposed; null registers none.</summary>
            private protected void ReplaceParameter(string name, Parameter? value)
            {
                var old = OwnParameter(name);
                if (ReferenceEquals(old, value))
                {
                    return;
                }

                old?.Dispose();
                if (value is null)
                {
                    _parameters.Remove(name);
                }
                else
                {
                    value.DetachFromDisposeScope();
                    _parameters[name] = value;
                }
            }

            /// <summary>Forgets all submodules without disposing them.</summary>
            private protected void ForgetChildren() => _children.Clear();

            /// <summary>Forgets all parameters of its own without disposing them.</summary>
            private protected void ForgetParameters() => _parameters.Clear();

            private void CheckName(string name, string what)
            {
                if (string.IsNullOrEmpty(name) || name.Contains('.'))
                {
                    throw new ArgumentException($"the name of a {what} must not be empty or contain a dot; received '{name}'");
                }

                if (_children.ContainsKey(name) || _parameters.ContainsKey(name) || _buffers.ContainsKey(name))
                {
                    throw new InvalidOperationException($"{_name} already has a component named '{name}'; a {what} needs another name");
                }
            }
        }
    }
}
