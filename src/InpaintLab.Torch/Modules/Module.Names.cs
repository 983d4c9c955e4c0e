using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>Parameters with their dotted names in order of registration; a shared one once, under its first name.</summary>
            /// <param name="recurse">Whether submodules' parameters are included.</param>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                Once(Own(this, "", recurse, module => module._parameters.Select(entry => (entry.Key, entry.Value))));

            /// <summary>Parameters in the order of <see cref="named_parameters"/>.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(entry => entry.parameter);

            /// <summary>Buffers with their dotted names, each once.</summary>
            /// <param name="recurse">Whether submodules' buffers are included.</param>
            /// <param name="include_nonpersistent">Whether buffers outside the state dict are included.</param>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(
                bool recurse = true, bool include_nonpersistent = true) =>
                Once(Own(this, "", recurse, module => module.OwnBuffers(include_nonpersistent)));

            /// <summary>Buffers in the order of <see cref="named_buffers"/>.</summary>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            /// <summary>The immediate submodules with their names.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() =>
                _children.Select(entry => (entry.Key, entry.Value));

            /// <summary>The immediate submodules.</summary>
            public virtual IEnumerable<Module> children() => _children.Values;

            /// <summary>All submodules, not this module itself, with their dotted names: the immediate ones first, then theirs.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (name, child) in _children)
                {
                    yield return (name, child);
                }

                foreach (var (name, child) in _children)
                {
                    foreach (var (inner, module) in child.named_modules())
                    {
                        yield return ($"{name}.{inner}", module);
                    }
                }
            }

            /// <summary>All submodules in the order of <see cref="named_modules"/>.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            /// <summary>Whether there is a parameter of this dotted name.</summary>
            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            /// <summary>Whether there is a buffer of this dotted name.</summary>
            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            /// <summary>The parameter of this dotted name; null when there is none.</summary>
            public virtual Parameter? get_parameter(string target) =>
                Owner(target, out var name) is { } owner && owner._parameters.TryGetValue(name, out var found) ? found : null;

            /// <summary>The buffer of this dotted name; null when there is none.</summary>
            public virtual Tensor? get_buffer(string target) =>
                Owner(target, out var name) is { } owner && owner._buffers.TryGetValue(name, out var found) ? found : null;

            private Module? Owner(string target, out string name)
            {
                ArgumentNullException.ThrowIfNull(target);
                var path = target.Split('.');
                name = path[^1];
                Module? owner = this;
                foreach (var step in path.AsSpan(0, path.Length - 1))
                {
                    owner = owner?._children.GetValueOrDefault(step);
                }

                return owner;
            }

            private IEnumerable<(string, Tensor)> OwnBuffers(bool transient) =>
                _buffers.Where(entry => transient || !_transientBuffers.Contains(entry.Key)).Select(entry => (entry.Key, entry.Value));

            private static IEnumerable<(string, T)> Own<T>(
                Module module, string prefix, bool recurse, Func<Module, IEnumerable<(string, T)>> components)
            {
                foreach (var (name, component) in components(module))
                {
                    yield return (prefix + name, component);
                }

                if (!recurse)
                {
                    yield break;
                }

                foreach (var (name, child) in module._children)
                {
                    foreach (var entry in Own(child, $"{prefix}{name}.", recurse, components))
                    {
                        yield return entry;
                    }
                }
            }

            // By object, not by value: a tensor has its own idea of equality.
            private static IEnumerable<(string, T)> Once<T>(IEnumerable<(string Name, T Component)> entries)
                where T : class
            {
                var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
                foreach (var entry in entries)
                {
                    if (seen.Add(entry.Component))
                    {
                        yield return entry;
                    }
                }
            }
        }
    }
}
