using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Modules one after the other, each fed with the result of the one before; it owns them.</summary>
    public sealed class Sequential : Module<Tensor, Tensor>
    {
        private readonly List<IModule<Tensor, Tensor>> _steps = [];

        internal Sequential(IEnumerable<(string Name, Module<Tensor, Tensor> Module)> modules)
            : base(nameof(Sequential))
        {
            foreach (var (name, module) in modules)
            {
                append(name, module);
            }
        }

        internal Sequential(IEnumerable<Module<Tensor, Tensor>> modules)
            : base(nameof(Sequential))
        {
            foreach (var module in modules)
            {
                append(module);
            }
        }

        /// <summary>How many modules there are.</summary>
        public int Count => _steps.Count;

        /// <summary>The module at this place.</summary>
        [IndexerName("SequentialItems")]
        public IModule<Tensor, Tensor> this[int index] => _steps[index];

        /// <summary>Adds a module at the end; its name is its place, from 0.</summary>
        /// <returns>This module.</returns>
        public Sequential append(IModule<Tensor, Tensor> module) => append(_steps.Count.ToString(), module);

        /// <summary>Adds a module at the end.</summary>
        /// <returns>This module.</returns>
        public Sequential append(string name, IModule<Tensor, Tensor> module)
        {
            ArgumentNullException.ThrowIfNull(module);
            register_module(name, (Module)module);
            _steps.Add(module);
            return this;
        }

        /// <summary>The last module's result; the input itself (another handle) when there is no module.</summary>
        public override Tensor forward(Tensor tensor)
        {
            using var scope = NewDisposeScope();
            var result = tensor;
            foreach (var step in _steps)
            {
                result = step.call(result);
            }

            return (ReferenceEquals(result, tensor) ? tensor.alias() : result).MoveToOuterDisposeScope();
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>An empty sequence, to be appended to.</summary>
            public static Sequential Sequential() => new(Array.Empty<Module<Tensor, Tensor>>());

            /// <summary>A sequence whose modules are named by their place: "0", "1", ...</summary>
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules);

            /// <summary>A sequence of named modules.</summary>
            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

            /// <summary>A sequence whose modules are named by their place: "0", "1", ...</summary>
            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new(modules);

            /// <summary>A sequence of named modules.</summary>
            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => new(modules);
        }
    }
}
