using System.Text;
using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;

namespace InpaintLab.Data.Fetching;

/// <summary>What a fetch left in the folder.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Fetched">Whether anything was fetched; false when all was there.</param>
/// <param name="Photos">How many photographs of each split.</param>
/// <param name="Missing">Photographs that the packages of this system do not hold.</param>
public sealed record PhotoFetch(string Folder, bool Fetched, IReadOnlyDictionary<string, int> Photos, IReadOnlyList<string> Missing);

/// <summary>
/// Lays photographs of Debian packages out as a dataset: train/, val/, test/, with CREDITS.md and the packages' copyright files.
/// </summary>
/// <param name="packages">What to fetch.</param>
public sealed class PhotoFetcher(IReadOnlyList<PhotoPackage> packages)
{
    // Written last: with it the folder is complete.
    private const string Credits = "CREDITS.md";

    /// <summary>Fetches what is not there.</summary>
    /// <param name="folder">The dataset's folder; made if need be.</param>
    /// <param name="debs">A folder of packages downloaded before; null = download them.</param>
    /// <param name="notice">Told what is being done.</param>
    /// <exception cref="UserErrorException">A package cannot be got, or holds none of its photographs.</exception>
    public PhotoFetch Fetch(string folder, string? debs, Action<string> notice)
    {
        if (debs is not null && !Directory.Exists(debs))
            throw new UserErrorException($"data get: expected a folder of .deb files, found nothing at '{debs}'");
        if (IsComplete(folder))
            return Describe(folder, fetched: false);
        var work = Directory.CreateTempSubdirectory("inpaintlab-get-").FullName;
        try
        {
            foreach (var package in packages)
                Take(package, folder, debs, work, notice);
            File.WriteAllText(Path.Combine(folder, Credits), WriteCredits(folder));
            return Describe(folder, fetched: true);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private bool IsComplete(string folder)
    {
        var credits = Path.Combine(folder, Credits);
        return File.Exists(credits)
            && File.ReadAllText(credits) == WriteCredits(folder)
            && packages.All(p => p.Photos.Any(photo => Has(folder, photo)));
    }

    private static void Take(PhotoPackage package, string folder, string? debs, string work, Action<string> notice)
    {
        notice(debs is null ? $"downloading {package.Package}" : $"unpacking {package.Package}");
        var file = debs is null
            ? DebianPackage.Download(package.Package, work)
            : DebianPackage.Find(package.Package, debs)
                ?? throw new UserErrorException($"data get: expected {package.Package}_*.deb in '{debs}', found none");
        var unpacked = Path.Combine(work, package.Package);
        DebianPackage.Unpack(file, unpacked);
        var photos = package.Photos.Where(photo => File.Exists(Path.Combine(unpacked, photo.Path))).ToList();
        if (photos.Count == 0)
        {
            throw new UserErrorException(
                $"data get: {file} holds none of the photographs expected, e.g. '{package.Photos[0].Path}'; is it Debian 12's?");
        }

        var licences = Path.Combine(folder, "licences", package.Package);
        Copy(Path.Combine(unpacked, "usr/share/doc", package.Package, "copyright"), Path.Combine(licences, "copyright"));
        foreach (var credit in package.Credits.Where(credit => File.Exists(Path.Combine(unpacked, credit))))
            Copy(Path.Combine(unpacked, credit), Path.Combine(licences, credit));
        foreach (var photo in photos)
            Copy(Path.Combine(unpacked, photo.Path), PathOf(folder, photo));
        Directory.Delete(unpacked, recursive: true);
    }

    private PhotoFetch Describe(string folder, bool fetched)
    {
        var all = packages.SelectMany(p => p.Photos).ToLookup(photo => Has(folder, photo));
        return new PhotoFetch(
            folder,
            fetched,
            Enum.GetValues<Split>().ToDictionary(split => split.Name(), split => all[true].Count(photo => photo.Split == split)),
            [.. all[false].Select(PhotoCatalogue.FileName)]);
    }

    private string WriteCredits(string folder)
    {
        var text = new StringBuilder(
            "# Credits\n\nPhotographs from Debian packages, unchanged but for their names. Each package's own copyright file, which "
                + "decides, is in licences/.\n");
        foreach (var package in packages)
        {
            text.Append($"\n## {package.Project} (Debian package {package.Package})\n\n| file | by | licence |\n|---|---|---|\n");
            foreach (var photo in package.Photos.Where(photo => Has(folder, photo)))
                text.Append($"| {photo.Split.Name()}/{PhotoCatalogue.FileName(photo)} | {photo.Author} | {photo.Licence} |\n");
        }

        return text.ToString();
    }

    private static bool Has(string folder, PackagedPhoto photo) => File.Exists(PathOf(folder, photo));

    private static string PathOf(string folder, PackagedPhoto photo) =>
        Path.Combine(folder, photo.Split.Name(), PhotoCatalogue.FileName(photo));

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        var temporary = to + ".tmp";
        File.Copy(from, temporary, overwrite: true);
        File.Move(temporary, to, overwrite: true);
    }
}
