using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules under keys that are their names, in order of insertion; it owns those that are in it.</summary>
    [SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "The name is TorchSharp's.")]
    public sealed class ModuleDict<T> : nn.Module, IEnumerable<(string, T)>
        where T : nn.Module
    {
        private readonly List<(string Key, T Module)> _items = [];

        /// <summary>An empty dictionary.</summary>
        public ModuleDict()
            : base(nameof(ModuleDict<>))
        {
        }

        /// <summary>How many modules there are.</summary>
        public int Count => _items.Count;

        /// <summary>The module under a key; setting it adds or replaces, and what was there is the caller's.</summary>
        /// <exception cref="KeyNotFoundException">There is none.</exception>
        public T this[string key]
        {
            get => TryGetValue(key, out var module)
                ? module
                : throw new KeyNotFoundException($"expected one of {string.Join(", ", keys())}; received '{key}'");
            set
            {
                var place = Place(key);
                if (place < 0)
                {
                    Add(key, value);
                    return;
                }

                _items[place] = (key, value);
                Register();
            }
        }

        /// <summary>Adds a module under a key.</summary>
        public void Add(string key, T value)
        {
            register_module(key, value);
            _items.Add((key, value));
        }

        /// <summary>Adds a module under a key.</summary>
        public void Add((string, T) item) => Add(item.Item1, item.Item2);

        /// <summary>Takes a module out, which is then the caller's.</summary>
        public bool Remove(string key)
        {
            var place = Place(key);
            if (place < 0)
                return false;
            _items.RemoveAt(place);
            Register();
            return true;
        }

        /// <summary>Takes all modules out, which are then the caller's.</summary>
        public void clear()
        {
            _items.Clear();
            Register();
        }

        /// <summary>Whether there is a module under the key.</summary>
        public bool ContainsKey(string key) => Place(key) >= 0;

        /// <summary>The module under a key, or false.</summary>
        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
        {
            var place = Place(key);
            value = place >= 0 ? _items[place].Module : null;
            return place >= 0;
        }

        /// <summary>The keys in order.</summary>
        public IEnumerable<string> keys() => _items.Select(item => item.Key);

        /// <summary>The modules in order.</summary>
        public IEnumerable<T> values() => _items.Select(item => item.Module);

        /// <summary>Keys and modules in order.</summary>
        public IEnumerator<(string, T)> items() => _items.GetEnumerator();

        /// <inheritdoc/>
        public IEnumerator<(string, T)> GetEnumerator() => items();

        IEnumerator IEnumerable.GetEnumerator() => items();

        private int Place(string key) => _items.FindIndex(item => item.Key == key);

        private void Register()
        {
            ForgetChildren();
            foreach (var (key, module) in _items)
                register_module(key, module);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Modules under keys.</summary>
            public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules)
                where T : Module
            {
                var dict = new ModuleDict<T>();
                foreach (var module in modules)
                    dict.Add(module);
                return dict;
            }
        }
    }
}
