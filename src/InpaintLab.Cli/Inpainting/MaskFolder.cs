using InpaintLab.Cli.Files;
using InpaintLab.Core.Errors;

namespace InpaintLab.Cli.Inpainting;

/// <summary>
/// A folder of masks for a folder of images: the mask of <c>a.jpg</c> is <c>a.png</c> or <c>a_mask.png</c>, in the same folder within the
/// folder. Where images and masks lie in one folder, it is <c>a_mask.png</c>.
/// </summary>
internal sealed class MaskFolder
{
    private const string Suffix = "_mask";

    private readonly ImagesByName _images;
    private readonly ImagesByName _masks;
    private readonly Dictionary<string, string> _maskOf = new(StringComparer.Ordinal);

    /// <summary>Finds the partners.</summary>
    /// <exception cref="UserErrorException">An image has two masks, or two images have one.</exception>
    public MaskFolder(string folder, ImagesByName images, bool recursive, string except)
    {
        var together = Path.GetFullPath(folder).TrimEnd('/') == Path.GetFullPath(images.Folder).TrimEnd('/');
        (_images, _masks) = (images, together ? images : new ImagesByName(folder, recursive, [except]));
        var known = _masks.Names.ToHashSet(StringComparer.Ordinal);
        ImageNames = [.. images.Names.Where(name => !together || !IsMaskOf(name, known))];
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in ImageNames)
        {
            string[] candidates = together ? [name + Suffix] : [name, name + Suffix];
            var found = candidates.Where(known.Contains).ToArray();
            if (found.Length > 1)
            {
                throw new UserErrorException(
                    $"{_masks[found[1]]}: expected one mask for {images[name]}, found {Path.GetFileName(_masks[found[0]])} too");
            }

            if (found.Length == 0)
                continue;
            if (!owners.TryAdd(found[0], name))
            {
                throw new UserErrorException(
                    $"{_masks[found[0]]}: expected the mask of one image, but {images[owners[found[0]]]} and {images[name]} both fit");
            }

            _maskOf.Add(name, found[0]);
        }
    }

    /// <summary>The images, without those that are masks of others.</summary>
    public IReadOnlyList<string> ImageNames { get; }

    /// <summary>The mask file of an image; null when there is none.</summary>
    public string? Of(string name) => _maskOf.TryGetValue(name, out var mask) ? _masks[mask] : null;

    /// <summary>Checks that each image has a mask.</summary>
    /// <exception cref="UserErrorException">Some have none: the first of them are named.</exception>
    public void RequireAll()
    {
        var missing = ImageNames.Where(name => !_maskOf.ContainsKey(name)).ToList();
        if (missing.Count > 0)
            throw _masks.Missing(_images, missing);
    }

    private static bool IsMaskOf(string name, HashSet<string> names) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) && names.Contains(name[..^Suffix.Length]);
}
