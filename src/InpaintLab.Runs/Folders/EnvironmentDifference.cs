namespace InpaintLab.Runs.Folders;

/// <summary>A fact of the environment that is not the same for two runs.</summary>
/// <param name="Fact">What it is, e.g. "CPU" or "OMP_NUM_THREADS".</param>
/// <param name="Before">Its value for the first; empty when it had none.</param>
/// <param name="Now">Its value for the second.</param>
/// <param name="ChangesBits">Whether results may differ by it in their last bits or more, the same program taken for granted.</param>
public sealed record EnvironmentDifference(string Fact, string Before, string Now, bool ChangesBits)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Fact} was '{Before}', is '{Now}'";

    /// <summary>
    /// All differences; what one of the two does not know is passed over, but for variables, where not being set is a value.
    /// </summary>
    public static IReadOnlyList<EnvironmentDifference> Between(RunEnvironment before, RunEnvironment now)
    {
        (string Fact, string? Before, string? Now, bool ChangesBits)[] facts =
        [
            ("InpaintLab", before.PackageVersion, now.PackageVersion, false),
            ("git commit", before.GitCommit, now.GitCommit, false),
            ("uncommitted changes (SHA-256)", Changes(before), Changes(now), false),
            ("host", before.Host, now.Host, false),
            ("operating system", before.OperatingSystem, now.OperatingSystem, false),
            (".NET", before.DotNet, now.DotNet, false),
            ("CPU", before.Cpu, now.Cpu, true),
            ("GPU", Listed(before.Gpus), Listed(now.Gpus), false),
            ("GPU driver", before.GpuDriver, now.GpuDriver, false),
            ("dataset manifest", before.DatasetManifestHash, now.DatasetManifestHash, true),
            ("dataset content", before.DatasetContentHash, now.DatasetContentHash, true),
        ];
        return
        [
            .. facts.Where(f => f.Before is not null && f.Now is not null && f.Before != f.Now)
                .Select(f => new EnvironmentDifference(f.Fact, f.Before!, f.Now!, f.ChangesBits)),
            .. Between(before.Extra, now.Extra, unset: false),
            .. Between(before.ThreadVariables, now.ThreadVariables, unset: true),
            .. Between(before.WeightsHashes, now.WeightsHashes, unset: false),
        ];
    }

    private static string? Listed(IReadOnlyList<string>? names) => names is null ? null : string.Join(", ", names);

    private static string? Changes(RunEnvironment environment) => environment.GitDirty == false ? "none" : environment.GitDiffHash;

    private static IEnumerable<EnvironmentDifference> Between(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now, bool unset) =>
        from key in before.Keys.Union(now.Keys)
        let was = before.GetValueOrDefault(key)
        let isNow = now.GetValueOrDefault(key)
        where was != isNow && (unset || (was is not null && isNow is not null))
        select new EnvironmentDifference(key, was ?? "", isNow ?? "", ChangesBits: true);
}
