namespace InpaintLab.Core;

/// <summary>Where the user keeps what can be made again.</summary>
public static class CacheFolder
{
    /// <summary><c>inpaintlab/NAME</c> in <c>XDG_CACHE_HOME</c>, else in <c>~/.cache</c>; it may not exist yet.</summary>
    public static string Of(string name)
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "inpaintlab", name);
    }
}
