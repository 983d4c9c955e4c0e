using System.Globalization;
using InpaintLab.Core.Errors;

namespace InpaintLab.Training.Grids;

/// <summary>Which images of a list: the first few, or some by number (from 0) or name, in the order asked for.</summary>
/// <param name="Count">How many from the beginning; null where images are named.</param>
/// <param name="Items">Numbers and names.</param>
public sealed record ImageSelection(int? Count, IReadOnlyList<string> Items)
{
    /// <summary>Reads "6" (the first six), or a list with commas: "3,17", "a.jpg,b.jpg", "17," for one.</summary>
    /// <exception cref="UserErrorException">It is neither.</exception>
    public static ImageSelection Parse(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
            return new ImageSelection(count, []);
        var items = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return items.Length > 0 && text != "0"
            ? new ImageSelection(null, items)
            : throw new UserErrorException(
                $"--images: expected how many, e.g. 6, or numbers from 0 or names with commas, e.g. 3,17; received '{text}'");
    }

    /// <summary>The places of the chosen ones in a list.</summary>
    /// <param name="names">The names of all.</param>
    /// <param name="where">What the list is of, for messages.</param>
    /// <exception cref="UserErrorException">A number is too high, or a name unknown.</exception>
    public IReadOnlyList<int> Places(IReadOnlyList<string> names, string where) => Count is { } count
        ? [.. Enumerable.Range(0, Math.Min(count, names.Count))]
        : [.. Items.Select(item => Place(item, names, where))];

    private static int Place(string item, IReadOnlyList<string> names, string where)
    {
        foreach (var (index, name) in names.Index())
        {
            if (name == item)
                return index;
        }

        if (!int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
        {
            throw new UserErrorException(
                $"--images: {where} has no image '{item}'.{Hint(item, names)} Its images also have numbers, 0 to {names.Count - 1}.");
        }

        return place < names.Count
            ? place
            : throw new UserErrorException(
                $"--images: {where} has {names.Count} images, expected numbers from 0 to {names.Count - 1}, received {place}");
    }

    private static string Hint(string item, IReadOnlyList<string> names) =>
        NearestName.Of(item, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
}
