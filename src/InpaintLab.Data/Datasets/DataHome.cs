namespace InpaintLab.Data.Datasets;

/// <summary>Where fetched data lie: a folder beside the experiments, which git ignores.</summary>
public static class DataHome
{
    /// <summary>The folder of all fetched data, in the working directory like the runs.</summary>
    public const string Root = ".data";

    /// <summary>The photographs of <c>data get photos</c>.</summary>
    public const string Photos = Root + "/photos";
}
