using InpaintLab.Core.Errors;

namespace InpaintLab.Data.Datasets;

/// <summary>CelebA's split: <c>list_eval_partition.txt</c>, or the .csv of the same name that other copies have.</summary>
internal static class CelebAPartition
{
    /// <summary>Its usual places below the dataset's folder.</summary>
    public static readonly string[] Places =
        ["list_eval_partition.txt", "Eval/list_eval_partition.txt", "list_eval_partition.csv"];

    /// <summary>File names such as 000001.jpg with their split, in the list's order.</summary>
    /// <exception cref="UserErrorException">A line is not of the form "000001.jpg 0", or there is none.</exception>
    public static IEnumerable<(string File, Split Split)> Read(string path, PublishedFolder folder)
    {
        var (number, images) = (0, 0);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var parts = line.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0 || parts[0] == "image_id")
                continue;
            images++;
            yield return parts is [var file, "0" or "1" or "2"]
                ? (file, (Split)(parts[1][0] - '0'))
                : throw folder.BadLine(path, number, "a file name and 0 (train), 1 (val) or 2 (test)", line);
        }

        if (images == 0)
            throw folder.BadLine(path, 1, "a file name and a split", "");
    }
}
