using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;

namespace InpaintLab.Tests.Data;

public sealed class SplitRatioTests
{
    [Fact]
    public void By_folder_every_folder_is_divided_in_proportion_and_nothing_is_lost()
    {
        var images = new[] { ("a", 40), ("b", 7), ("c", 53), ("d", 1) }
            .SelectMany(f => Enumerable.Range(0, f.Item2).Select(i => new ImageEntry("root", $"{f.Item1}/{i:d2}.png"))).ToArray();
        var splits = SplitRatio.DivideByFolder(images, "70:20:10", 4);
        Assert.Equal(images.Length, splits.Values.SelectMany(s => s).Distinct().Count());
        Assert.Equal(images.Length, splits.Values.Sum(s => s.Length));
        int Count(Split split, char folder) => splits[split].Count(e => e.Id[0] == folder);
        foreach (var (folder, n) in new[] { ('a', 40), ('b', 7), ('c', 53) })
        {
            Assert.InRange(Count(Split.Train, folder), (0.7 * n) - 1.5, (0.7 * n) + 1.5);
            Assert.InRange(Count(Split.Val, folder), (0.2 * n) - 1.5, (0.2 * n) + 1.5);
        }

        Assert.Equal(splits[Split.Test], SplitRatio.DivideByFolder(images, "0.7:0.2:0.1", 4)[Split.Test]);
        Assert.NotEqual(splits[Split.Test], SplitRatio.DivideByFolder(images, "70:20:10", 5)[Split.Test]);
        Assert.Contains("leaves none for split val", Assert.Throws<UserErrorException>(() => SplitRatio.DivideByFolder(images[..3], "8:1:1", 0)).Message);
    }
}
