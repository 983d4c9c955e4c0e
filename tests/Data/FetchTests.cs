using System.Diagnostics;
using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Fetching;

namespace InpaintLab.Tests.Data;

/// <summary>Photographs from Debian packages, on a package made here.</summary>
public sealed class FetchTests : IDisposable
{
    private readonly TemporaryFolder _files = new();
    private readonly PhotoFetcher _fetcher = new(
    [
        new("pictures", "A project",
        [
            new("usr/share/pictures/a.png", "Ann", "CC0-1.0"),
            new("usr/share/pictures/b.png", "Bob", "CC-BY-4.0", Split.Test),
            new("usr/share/pictures/gone.png", "Eve", "GPL-2+", Split.Val),
        ],
        ["usr/share/pictures/authors.txt"]),
    ]);

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Photographs_are_laid_out_with_their_licences_and_credits_once()
    {
        Build("pictures");
        var notices = new List<string>();
        var first = _fetcher.Fetch(_files["photos"], _files["debs"], notices.Add);
        Assert.True(first.Fetched);
        Assert.Equal(["gone.png"], first.Missing);
        Assert.Equal([1, 0, 1], [first.Photos["train"], first.Photos["val"], first.Photos["test"]]);
        Assert.Equal(["unpacking pictures"], notices);
        Assert.Equal("You may.", File.ReadAllText(_files["photos/licences/pictures/copyright"]));
        Assert.Equal("Ann, Bob", File.ReadAllText(_files["photos/licences/pictures/usr/share/pictures/authors.txt"]));
        var credits = File.ReadAllText(_files["photos/CREDITS.md"]);
        Assert.Contains("| train/a.png | Ann | CC0-1.0 |", credits);
        Assert.Contains("| test/b.png | Bob | CC-BY-4.0 |", credits);
        Assert.DoesNotContain("gone.png", credits);
        Assert.Equal(1, new Photos(new PhotosOptions { Root = _files["photos"] }).Count(Split.Test));

        // All there: the packages are not needed again.
        Directory.Delete(_files["debs"], recursive: true);
        Assert.False(_fetcher.Fetch(_files["photos"], null, notices.Add).Fetched);
        Assert.Single(notices);
    }

    [Fact]
    public void An_interrupted_or_damaged_folder_is_made_whole()
    {
        Build("pictures");
        _fetcher.Fetch(_files["photos"], _files["debs"], _ => { });
        File.Delete(_files["photos/train/a.png"]);
        Assert.True(_fetcher.Fetch(_files["photos"], _files["debs"], _ => { }).Fetched);
        Assert.True(File.Exists(_files["photos/train/a.png"]));
    }

    [Fact]
    public void A_package_that_is_missing_or_no_package_is_named()
    {
        string Message(string? debs) => Assert.Throws<UserErrorException>(() => _fetcher.Fetch(_files["photos"], debs, _ => { })).Message;
        Assert.Contains("found nothing at", Message(_files["debs"]));
        Directory.CreateDirectory(_files["debs"]);
        Assert.Contains($"expected pictures_*.deb in '{_files["debs"]}'", Message(_files["debs"]));
        RequireDpkg();
        File.WriteAllText(_files["debs/pictures_1_all.deb"], "no package");
        Assert.Contains("expected a Debian package", Message(_files["debs"]));
        Assert.False(File.Exists(_files["photos/CREDITS.md"]));
    }

    [Fact]
    public void Every_photograph_of_the_catalogue_has_a_name_of_its_own_an_author_and_a_free_licence()
    {
        var photos = PhotoCatalogue.Packages.SelectMany(p => p.Photos).ToArray();
        Assert.Equal(photos.Length, photos.Select(PhotoCatalogue.FileName).Distinct().Count());
        Assert.All(photos, photo => Assert.NotEmpty(photo.Author));
        Assert.All(photos, photo => Assert.Matches("^(CC0-1.0|CC-BY(-SA)?-[34].0|L?GPL-[23].*)$", photo.Licence));
        Assert.Equal(3, photos.Select(p => p.Split).Distinct().Count());
    }

    private static void RequireDpkg() => Assert.SkipUnless(File.Exists("/usr/bin/dpkg-deb"), "dpkg-deb is not on this machine");

    private void Build(string package)
    {
        RequireDpkg();
        _files.WithImages("tree/usr/share/pictures", 2);
        File.Move(_files["tree/usr/share/pictures/00.png"], _files["tree/usr/share/pictures/a.png"]);
        File.Move(_files["tree/usr/share/pictures/01.png"], _files["tree/usr/share/pictures/b.png"]);
        File.WriteAllText(_files["tree/usr/share/pictures/authors.txt"], "Ann, Bob");
        Directory.CreateDirectory(_files[$"tree/usr/share/doc/{package}"]);
        File.WriteAllText(_files[$"tree/usr/share/doc/{package}/copyright"], "You may.");
        Directory.CreateDirectory(_files["tree/DEBIAN"]);
        File.WriteAllText(_files["tree/DEBIAN/control"], $"Package: {package}\nVersion: 1\nArchitecture: all\nMaintainer: n <n@example.org>\nDescription: d\n");
        Directory.CreateDirectory(_files["debs"]);
        using var process = Process.Start(new ProcessStartInfo("dpkg-deb", ["-b", _files["tree"], _files[$"debs/{package}_1_all.deb"]])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
