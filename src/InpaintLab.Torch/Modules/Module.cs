using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Neural network modules, their functions, initialisation and utilities.</summary>
    public static partial class nn
    {
        /// <summary>
        /// Base of all modules: a tree of named parameters, buffers and submodules, all owned and disposed by the module. A constructor
        /// ends with <see cref="RegisterComponents"/>; names are those of the fields, so a field's name is its key in a state dict.
        /// </summary>
        public abstract partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Parameter> _parameters = [];
            private readonly OrderedDictionary<string, Tensor> _buffers = [];
            private readonly OrderedDictionary<string, Module> _children = [];
            private readonly HashSet<string> _transientBuffers = [];
            private readonly string _name;
            private bool _componentsRegistered;
            private bool _disposed;

            /// <summary>A module without components.</summary>
            /// <param name="name">What <see cref="GetName"/> answers; not part of any key.</param>
            protected Module(string name)
            {
                _name = name;
            }

            /// <summary>The name given at construction.</summary>
            public virtual string GetName() => _name;

            /// <summary>True in training mode (the initial state), false in evaluation mode.</summary>
            public virtual bool training { get; private set; } = true;

            /// <summary>Sets training or evaluation mode, here and in all submodules.</summary>
            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var child in _children.Values)
                {
                    child.train(train);
                }
            }

            /// <summary>Sets evaluation mode, here and in all submodules.</summary>
            public virtual void eval() => train(false);

            /// <summary>Calls <paramref name="fn"/> on every submodule, deepest first, then on this module.</summary>
            /// <returns>This module.</returns>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var child in _children.Values)
                {
                    child.apply(fn);
                }

                fn(this);
                return this;
            }

            /// <summary>Removes the gradients of all parameters, or sets those that exist to zero.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    ClearGradient(parameter, set_to_none);
                }
            }

            /// <summary>Disposes parameters, buffers and submodules.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes what the module owns; an override disposes its own state and calls this one.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || _disposed)
                {
                    return;
                }

                _disposed = true;
                foreach (var parameter in _parameters.Values)
                {
                    parameter.Dispose();
                }

                foreach (var buffer in _buffers.Values)
                {
                    buffer.Dispose();
                }

                foreach (var child in _children.Values)
                {
                    child.Dispose();
                }
            }

            internal static void ClearGradient(Parameter parameter, bool toNone)
            {
                if (toNone)
                {
                    parameter.grad = null;
                    return;
                }

                using var gradient = parameter.grad;
                gradient?.zero_();
            }
        }
    }
}
