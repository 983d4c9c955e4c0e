using InpaintLab.Core.Errors;
using InpaintLab.Core.Weights;

namespace InpaintLab.Models.WeightMaps;

/// <summary>The weight maps that come with InpaintLab: the YAML files beside this one.</summary>
public static class ShippedMaps
{
    /// <summary>The map for weights that have our own keys.</summary>
    public const string Own = "inpaintlab";

    private const string Folder = "WeightMaps/";

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ShippedMaps).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(n => n[Folder.Length..]).Order(StringComparer.Ordinal),
    ];

    /// <summary>A shipped map, or one in a file.</summary>
    /// <param name="nameOrPath">One of <see cref="Names"/>, or the path of a YAML file.</param>
    /// <exception cref="UserErrorException">There is neither, or the file is not a weight map.</exception>
    public static WeightMap Load(string nameOrPath)
    {
        if (Names.Contains(nameOrPath))
        {
            using var reader = new StreamReader(typeof(ShippedMaps).Assembly.GetManifestResourceStream(Folder + nameOrPath)!);
            return WeightMap.Read(reader.ReadToEnd(), nameOrPath);
        }

        return File.Exists(nameOrPath)
            ? WeightMap.Read(File.ReadAllText(nameOrPath), nameOrPath)
            : throw UserErrorException.UnknownName("weight map (nor is there such a file)", nameOrPath, Names);
    }
}
