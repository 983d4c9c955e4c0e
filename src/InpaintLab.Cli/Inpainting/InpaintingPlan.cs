using InpaintLab.Cli.Files;
using InpaintLab.Core.Errors;
using InpaintLab.Imaging;

namespace InpaintLab.Cli.Inpainting;

/// <summary>Finds what there is to do: partners of images, and names for results.</summary>
/// <param name="Recursive">Whether folders within a folder are taken too, their structure kept.</param>
/// <param name="KeepGoing">Whether an image without mask is a task that fails, instead of an error before any work.</param>
/// <param name="Extension">Of results of a folder, with the dot.</param>
internal sealed record InpaintingPlan(bool Recursive, bool KeepGoing, string Extension)
{
    /// <summary>
    /// One task for an image file, or one for each image of a folder, whose masks are in a folder too or are one file for all.
    /// </summary>
    /// <exception cref="UserErrorException">
    /// Something is missing or ambiguous, a file where a folder must be, or a result that would replace an image or a mask.
    /// </exception>
    public IReadOnlyList<InpaintingTask> Of(string image, string mask, string output)
    {
        IReadOnlyList<InpaintingTask> tasks = Directory.Exists(image) ? Folder(image, mask, output) : [One(image, mask, output)];
        var inputs = tasks.SelectMany(t => new[] { t.Image, t.Mask }).OfType<string>().Select(Entry).ToHashSet(StringComparer.Ordinal);
        foreach (var task in tasks)
        {
            if (inputs.Contains(Entry(task.Output)))
            {
                throw new UserErrorException(
                    $"{task.Output}: expected a new file, received an image or mask that is read; write elsewhere");
            }
        }

        foreach (var folder in tasks.Select(t => Path.GetDirectoryName(t.Output)!)
            .Where(f => f.Length > 0)
            .Distinct(StringComparer.Ordinal))
        {
            Directory.CreateDirectory(folder);
        }

        return tasks;
    }

    // What is missing is said before a network is loaded; with --keep-going it is a task that fails.
    private void RequireFile(string path, string what)
    {
        if (!KeepGoing && !File.Exists(path))
            throw new UserErrorException($"{path}: no such file; expected {what}.{NearestName.HintForPath(path)}");
    }

    private InpaintingTask One(string image, string mask, string output)
    {
        if (Directory.Exists(mask))
            throw new UserErrorException($"{mask}: expected a mask file for one image, found a folder");
        if (Directory.Exists(output))
            throw new UserErrorException($"{output}: expected a file to write, found a folder");
        if (!ImageFile.HasImageExtension(output))
            throw new UserErrorException($"{output}: expected a name that ends in one of {string.Join(", ", ImageFile.Extensions)}");
        RequireFile(image, "an image or a folder of images");
        RequireFile(mask, "a mask");
        return new InpaintingTask(image, mask, output);
    }

    // Results are written under another name and renamed: what they replace is a name in a folder, whatever link leads to that folder.
    private static string Entry(string path)
    {
        var full = Path.GetFullPath(path);
        return Path.Combine(RealFolder(Path.GetDirectoryName(full)!), Path.GetFileName(full));
    }

    private static string RealFolder(string folder)
    {
        if (Path.GetDirectoryName(folder) is not { } parent)
            return folder;
        var here = Path.Combine(RealFolder(parent), Path.GetFileName(folder));
        return Directory.Exists(here) && Directory.ResolveLinkTarget(here, returnFinalTarget: true) is { } target
            ? RealFolder(target.FullName)
            : here;
    }

    private List<InpaintingTask> Folder(string image, string mask, string output)
    {
        if (File.Exists(output))
            throw new UserErrorException($"{output}: expected a folder for the results of a folder, found a file");
        var images = new ImagesByName(image, Recursive, except: [mask, output]);
        var masks = Directory.Exists(mask) ? new MaskFolder(mask, images, Recursive, except: output) : null;
        if (masks is null)
            RequireFile(mask, "a mask or a folder of masks");
        else if (!KeepGoing)
            masks.RequireAll();
        IEnumerable<string> names = masks?.ImageNames ?? images.Names;
        return
        [
            .. names.Select(name => new InpaintingTask(
                images[name], masks is null ? mask : masks.Of(name), Path.Combine(output, name + Extension))),
        ];
    }
}
