using InpaintLab.Imaging;

namespace InpaintLab.Data.Masks;

/// <summary>A published set of mask files, recognised by the names that its archive gives to folders and files.</summary>
/// <param name="Name">What messages and listings call it.</param>
/// <param name="Hole">The colour of its holes: the two sets of Liu et al. have opposite ones.</param>
/// <param name="Source">The paper or project.</param>
/// <param name="Page">Where it can be had.</param>
/// <param name="Recognises">Whether a file, by its path from '/' on, is one of the set.</param>
public sealed record MaskFileSet(string Name, MaskPolarity Hole, string Source, string Page, Func<string, bool> Recognises)
{
    private const string LiuPage = "https://nv-adlr.github.io/publication/partialconv-inpainting";

    /// <summary>The sets that are recognised.</summary>
    public static IReadOnlyList<MaskFileSet> All { get; } =
    [
        // irregular_mask.zip: 55,116 masks of 512 x 512.
        new(
            "liu-train",
            MaskPolarity.Black,
            "arXiv:1804.07723",
            LiuPage,
            path => path.Contains("/disocclusion_img_mask/", StringComparison.Ordinal)),

        // test_mask.zip: 12,000 masks of 512 x 512, 2,000 for each tenth of hole ratio up to 0.6, half of them without contact to the
        // border.
        new(
            "liu-test",
            MaskPolarity.White,
            "arXiv:1804.07723",
            LiuPage,
            path => path.Contains("/testing_mask_dataset/", StringComparison.Ordinal)),

        // qd_imd.tar.gz: 50,000 train/00000_train.png and 10,000 test/00000_test.png, 512 x 512.
        new("qd-imd", MaskPolarity.Black, "github.com/karfly/qd-imd", "https://github.com/karfly/qd-imd", IsQuickDraw),
    ];

    /// <summary>The set to which a file belongs, or null.</summary>
    /// <param name="path">The file; its full path is looked at, so that any folder of the set may be the root.</param>
    public static MaskFileSet? Of(string path)
    {
        var full = Path.GetFullPath(path).Replace(Path.DirectorySeparatorChar, '/');
        return All.FirstOrDefault(set => set.Recognises(full));
    }

    private static bool IsQuickDraw(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return name.EndsWith("_train", StringComparison.Ordinal) || name.EndsWith("_test", StringComparison.Ordinal)
            ? name.IndexOf('_', StringComparison.Ordinal) == 5 && name.AsSpan(0, 5).IndexOfAnyExceptInRange('0', '9') < 0
            : false;
    }
}
