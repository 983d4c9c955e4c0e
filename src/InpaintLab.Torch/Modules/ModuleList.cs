using System.Collections;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A list of modules that are registered under their places: "0", "1", ...; it owns those that are in it.</summary>
    public sealed class ModuleList<T> : nn.Module, IList<T>
        where T : nn.Module
    {
        private readonly List<T> _items = [];

        /// <summary>A list of these modules.</summary>
        public ModuleList(params T[] modules)
            : base(nameof(ModuleList<>))
        {
            extend(modules);
        }

        /// <inheritdoc/>
        public int Count => _items.Count;

        /// <inheritdoc/>
        public bool IsReadOnly => false;

        /// <inheritdoc/>
        public T this[int index]
        {
            get => _items[index];
            set
            {
                _items[index] = value;
                Register();
            }
        }

        /// <inheritdoc/>
        public void Add(T item)
        {
            _items.Add(item);
            register_module((_items.Count - 1).ToString(), item);
        }

        /// <summary>Adds modules at the end.</summary>
        public void append(params T[] parameters) => extend(parameters);

        /// <summary>Adds modules at the end.</summary>
        public void extend(IEnumerable<T> modules)
        {
            foreach (var module in modules)
            {
                Add(module);
            }
        }

        /// <inheritdoc/>
        public void Insert(int index, T item)
        {
            _items.Insert(index, item);
            Register();
        }

        /// <inheritdoc/>
        public bool Remove(T item)
        {
            var removed = _items.Remove(item);
            Register();
            return removed;
        }

        /// <inheritdoc/>
        public void RemoveAt(int index)
        {
            _items.RemoveAt(index);
            Register();
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _items.Clear();
            Register();
        }

        /// <inheritdoc/>
        public bool Contains(T item) => _items.Contains(item);

        /// <inheritdoc/>
        public int IndexOf(T item) => _items.IndexOf(item);

        /// <inheritdoc/>
        public void CopyTo(T[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

        /// <inheritdoc/>
        public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private void Register()
        {
            ForgetChildren();
            for (var i = 0; i < _items.Count; i++)
            {
                register_module(i.ToString(), _items[i]);
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of modules that are registered under their places.</summary>
            public static ModuleList<T> ModuleList<T>(params T[] modules)
                where T : Module => new(modules);
        }
    }
}
