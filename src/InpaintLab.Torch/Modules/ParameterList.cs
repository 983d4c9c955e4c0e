using System.Collections;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A list of parameters that are registered under their places: "0", "1", ...; it owns those that are in it.</summary>
    public sealed class ParameterList : nn.Module, IList<Parameter>
    {
        /// <summary>A list of these parameters.</summary>
        public ParameterList(params Parameter[] parameters)
            : base(nameof(ParameterList))
        {
            extend(parameters);
        }

        /// <inheritdoc/>
        public int Count => Parameters.Count;

        /// <inheritdoc/>
        public bool IsReadOnly => false;

        // The registry itself: a list beside it would hold the old parameters after the module has moved.
        private List<Parameter> Parameters => parameters(recurse: false).ToList();

        /// <summary>The parameter at a place. Setting it disposes the old one.</summary>
        public Parameter this[int index]
        {
            get => Parameters[index];
            set
            {
                ArgumentNullException.ThrowIfNull(value);
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
                ReplaceParameter(index.ToString(), value);
            }
        }

        /// <inheritdoc/>
        public void Add(Parameter item) => register_parameter(Count.ToString(), item);

        /// <summary>Adds parameters at the end.</summary>
        public void append(params Parameter[] parameters) => extend(parameters);

        /// <summary>Adds parameters at the end.</summary>
        public void extend(IEnumerable<Parameter> parameters)
        {
            foreach (var parameter in parameters)
                Add(parameter);
        }

        /// <inheritdoc/>
        public void Insert(int index, Parameter item) => Change(list => list.Insert(index, item));

        /// <summary>Takes a parameter out, which is then the caller's.</summary>
        public bool Remove(Parameter item)
        {
            var index = IndexOf(item);
            if (index >= 0)
                RemoveAt(index);
            return index >= 0;
        }

        /// <summary>Takes a parameter out, which is then the caller's.</summary>
        public void RemoveAt(int index) => Change(list => list.RemoveAt(index));

        /// <summary>Takes all parameters out, which are then the caller's.</summary>
        public void Clear() => ForgetParameters();

        /// <inheritdoc/>
        public bool Contains(Parameter item) => IndexOf(item) >= 0;

        /// <inheritdoc/>
        public int IndexOf(Parameter item) => Parameters.FindIndex(parameter => ReferenceEquals(parameter, item));

        /// <inheritdoc/>
        public void CopyTo(Parameter[] array, int arrayIndex) => Parameters.CopyTo(array, arrayIndex);

        /// <inheritdoc/>
        public IEnumerator<Parameter> GetEnumerator() => Parameters.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private void Change(Action<List<Parameter>> change)
        {
            var list = Parameters;
            change(list);
            ForgetParameters();
            extend(list);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of parameters that are registered under their places.</summary>
            public static ParameterList ParameterList(params Parameter[] parameters) => new(parameters);
        }
    }
}
