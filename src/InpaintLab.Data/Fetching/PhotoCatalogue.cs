using InpaintLab.Data.Datasets;

namespace InpaintLab.Data.Fetching;

/// <summary>A photograph in a package.</summary>
/// <param name="Path">The file in the package.</param>
/// <param name="Author">Who took it, as the package says.</param>
/// <param name="Licence">Its licence, as the package says.</param>
/// <param name="Split">The split it belongs to; splits share no photograph.</param>
public sealed record PackagedPhoto(string Path, string Author, string Licence, Split Split = Split.Train);

/// <summary>A Debian package with photographs.</summary>
/// <param name="Package">Its name.</param>
/// <param name="Project">Whose they are, for the credits.</param>
/// <param name="Photos">The photographs; what else is in the package is no photograph.</param>
/// <param name="Credits">Further files of the package that name authors or licences, beside its copyright file.</param>
public sealed record PhotoPackage(string Package, string Project, IReadOnlyList<PackagedPhoto> Photos, IReadOnlyList<string> Credits);

/// <summary>
/// The photographs of <c>data get photos</c>: wallpapers of Debian 12 under free licences. Each was looked at; drawings, renderings, logos
/// and abstract patterns of the same packages are left out.
/// </summary>
public static class PhotoCatalogue
{
    private const string Mate = "usr/share/backgrounds/mate/nature/";
    private const string Lomiri = "usr/share/backgrounds/";
    private const string Plasma = "usr/share/wallpapers/";
    private const string Gpl = "GPL-2+";
    private const string By = "CC-BY-4.0";
    private const string BySa = "CC-BY-SA-4.0";

    /// <summary>All packages.</summary>
    public static IReadOnlyList<PhotoPackage> Packages { get; } =
    [
        new("mate-backgrounds", "MATE Desktop Environment",
        [
            new(Mate + "Aqua.jpg", "Charles Barbin", Gpl),
            new(Mate + "Blinds.jpg", "Lennart Poettering, Andrea Cimitan", Gpl),
            new(Mate + "Dune.jpg", "Marco Cogoni, Hylke Bons", Gpl, Split.Test),
            new(Mate + "FreshFlower.jpg", "Jens Ansorg", Gpl),
            new(Mate + "Garden.jpg", "Charles Barbin", Gpl),
            new(Mate + "GreenMeadow.jpg", "Timothy Schellhase, Lapo Calamandrei", Gpl),
            new(Mate + "LadyBird.jpg", "Charles Barbin", Gpl, Split.Val),
            new(Mate + "RainDrops.jpg", "blackcombwhistler07", Gpl),
            new(Mate + "Storm.jpg", "Sergey Nazarov", Gpl, Split.Test),
            new(Mate + "TwoWings.jpg", "Charles Barbin, Hylke Bons", Gpl),
            new(Mate + "Wood.jpg", "Jean-François Fortin Tam", Gpl),
            new(Mate + "YellowFlower.jpg", "Charles Barbin", Gpl),
        ],
        []),
        new("lomiri-wallpapers-16.04", "Lomiri Operating Environment, UBports",
        [
            new(Lomiri + "Bridge_by_Sander_Klootwijk.jpg", "Sander Klootwijk", BySa),
            new(Lomiri + "Dragonfly_by_Bolly.jpg", "Bolly", BySa),
            new(Lomiri + "Picture_0B_by_freespace.jpg", "Trevor \"Freespace\"", By, Split.Test),
            new(Lomiri + "Picture_1A_by_freespace.jpg", "Trevor \"Freespace\"", By),
            new(Lomiri + "Wine_by_Jakkub_Mede.jpg", "Jakub Mede", By),
            new(Lomiri + "aitzgorri_by_Aitzol_Berasategi.jpg", "Aitzol Berasategi", By),
            new(Lomiri + "free_by_Peter_Nerlich.jpg", "Peter Nerlich", BySa),
            new(Lomiri + "friends_by_Aitzol_Berasategi.jpg", "Aitzol Berasategi", By, Split.Val),
            new(Lomiri + "greentock_by_Peter_Nerlich.jpg", "Peter Nerlich", BySa, Split.Val),
            new(Lomiri + "life_by_Aitzol_Berasategi.jpg", "Aitzol Berasategi", By),
            new(Lomiri + "picosdeeuropa_by_Aitzol_Berasategi.jpg", "Aitzol Berasategi", By, Split.Test),
            new(Lomiri + "seeding_by_Clements_Engelhardt.jpg", "Clemens Engelhardt", "CC0-1.0"),
            new(Lomiri + "sunset_by_Aitzol_Berasategi.jpg", "Aitzol Berasategi", By),
        ],
        []),
        new("lomiri-wallpapers-20.04", "Lomiri Operating Environment, UBports",
        [
            new(Lomiri + "Kleiber_by_Lukas_Baubkus.jpg", "Lukas Baubkus", "CC-BY-SA-3.0", Split.Test),
        ],
        []),
        new("plasma-workspace-wallpapers", "KDE Plasma",
        [
            Kde("BytheWater", "Maciej Wiklo"),
            Kde("ColdRipple", "Risto Saukonpää"),
            Kde("ColorfulCups", "Dmitri Popov"),
            Kde("DarkestHour", "Risto Saukonpää"),
            Kde("EveningGlow", "Ian Hex", Split.Test),
            Kde("FallenLeaf", "Martin Klapetek"),
            Kde("Grey", "Sigi Sagi"),
            Kde("Kite", "Risto Saukonpää", Split.Val),
            Kde("OneStandsOut", "Risto Saukonpää", Split.Test),
            Kde("Path", "Risto Saukonpää"),
            Kde("summer_1am", "Risto Saukonpää"),
        ],
        [
            .. new[]
            {
                "BytheWater", "ColdRipple", "ColorfulCups", "DarkestHour", "EveningGlow", "FallenLeaf",
                "Grey", "Kite", "OneStandsOut", "Path", "summer_1am",
            }.Select(name => $"{Plasma}{name}/metadata.json"),
        ]),
    ];

    /// <summary>The file that a photograph becomes: its own name, or that of its folder where all are called alike.</summary>
    public static string FileName(PackagedPhoto photo) => photo.Path.StartsWith(Plasma, StringComparison.Ordinal)
        ? photo.Path[Plasma.Length..].Split('/')[0] + Path.GetExtension(photo.Path)
        : Path.GetFileName(photo.Path);

    // The package's copyright file says GPL-2+ for all, the metadata beside each picture says LGPLv3.
    private static PackagedPhoto Kde(string name, string author, Split split = Split.Train) =>
        new($"{Plasma}{name}/contents/images/2560x1600.jpg", author, "LGPL-3 (its metadata), GPL-2+ (the package)", split);
}
