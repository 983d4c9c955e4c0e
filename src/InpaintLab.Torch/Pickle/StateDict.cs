using System.Globalization;

namespace InpaintLab.Torch.Pickle;

/// <summary>The tensors in nested containers, by the path of keys and places that leads to each, joined by dots.</summary>
internal static class StateDict
{
    /// <summary>What a tensor that was saved by itself is called.</summary>
    internal const string Alone = "tensor";

    private const int DeepestNesting = 32;
    private const int MostVisits = 1_000_000;

    /// <summary>All tensors in their order; of two under one key the later.</summary>
    /// <exception cref="PickleException">The containers are nested too deeply, in themselves, or too often.</exception>
    internal static List<(string Name, PickleTensor Tensor)> Flatten(object? root, string file)
    {
        var found = new Dictionary<string, int>();
        var tensors = new List<(string Name, PickleTensor Tensor)>();
        var visits = 0;
        Visit(root, "", 0);
        return tensors;

        void Visit(object? value, string path, int depth)
        {
            if (depth > DeepestNesting || ++visits > MostVisits)
            {
                throw new PickleException(file, $"containers at most {DeepestNesting} deep", "more, or one that holds itself");
            }

            switch (value)
            {
                case PickleTensor tensor:
                    Add(path.Length == 0 ? Alone : path, tensor);
                    break;
                case PickleDict dict:
                    foreach (var (key, item) in dict)
                    {
                        Visit(item, Join(path, key), depth + 1);
                    }

                    break;
                case IReadOnlyList<object?> list:
                    for (var i = 0; i < list.Count; i++)
                    {
                        Visit(list[i], Join(path, (long)i), depth + 1);
                    }

                    break;
            }
        }

        void Add(string name, PickleTensor tensor)
        {
            if (found.TryGetValue(name, out var place))
            {
                tensors[place] = (name, tensor);
            }
            else
            {
                found.Add(name, tensors.Count);
                tensors.Add((name, tensor));
            }
        }
    }

    private static string Join(string path, object? key)
    {
        var name = key switch
        {
            string text => text,
            long number => number.ToString(CultureInfo.InvariantCulture),
            _ => "?",
        };
        return path.Length == 0 ? name : $"{path}.{name}";
    }
}
