namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>
            /// Parameters and persistent buffers by their dotted names. The tensors are the module's own, not copies: do not dispose them.
            /// </summary>
            /// <param name="destination">A dictionary to add to; a new one by default.</param>
            /// <param name="prefix">Put before every name, with a dot.</param>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                var start = string.IsNullOrEmpty(prefix) ? "" : $"{prefix}.";
                foreach (var (name, parameter) in _parameters)
                {
                    destination.TryAdd(start + name, parameter);
                }

                foreach (var (name, buffer) in OwnBuffers(transient: false))
                {
                    destination.TryAdd(start + name, buffer);
                }

                foreach (var (name, child) in _children)
                {
                    child.state_dict(destination, start + name);
                }

                return destination;
            }

            /// <summary>
            /// Copies values into parameters and persistent buffers, converting type and device. Nothing is copied when anything is wrong.
            /// </summary>
            /// <param name="source">Values by name; they stay the caller's.</param>
            /// <param name="strict">Whether a missing or an unexpected name is an error.</param>
            /// <param name="skip">Names to leave alone.</param>
            /// <returns>Names that the module has and the source lacks, and the reverse.</returns>
            /// <exception cref="InvalidOperationException">Shapes differ, or the names do and <paramref name="strict"/> is set.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var own = state_dict();
                var missing = own.Keys.Where(name => !source.ContainsKey(name) && skip?.Contains(name) != true).ToList();
                var unexpected = source.Keys.Where(name => !own.ContainsKey(name) && skip?.Contains(name) != true).ToList();
                var shared = own.Where(entry => source.ContainsKey(entry.Key) && skip?.Contains(entry.Key) != true).ToList();
                CheckStateDict(source, shared, strict ? missing : [], strict ? unexpected : []);
                using var noGrad = no_grad();
                foreach (var (name, tensor) in shared)
                {
                    tensor.copy_(source[name]);
                }

                return (missing, unexpected);
            }

            private void CheckStateDict(
                Dictionary<string, Tensor> source, List<KeyValuePair<string, Tensor>> shared, List<string> missing, List<string> unexpected)
            {
                var complaints = shared
                    .Where(entry => !entry.Value.shape.AsSpan().SequenceEqual(source[entry.Key].shape))
                    .Select(entry => $"{entry.Key}: expected {Shape(entry.Value)}, received {Shape(source[entry.Key])}")
                    .Concat(missing.Select(name => $"{name}: missing"))
                    .Concat(unexpected.Select(name => $"{name}: not in the module"))
                    .ToList();
                if (complaints.Count > 0)
                {
                    const int Shown = 12;
                    var more = complaints.Count > Shown ? $"; and {complaints.Count - Shown} more" : "";
                    throw new InvalidOperationException(
                        $"The state dict does not fit {_name}: {string.Join("; ", complaints.Take(Shown))}{more}.");
                }
            }

            private static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
        }
    }
}
