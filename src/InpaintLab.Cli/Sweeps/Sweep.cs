using InpaintLab.Cli.Commands;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Sweeps;

/// <summary>A spec as asked for on the command line: its cells, and what there is of them among the runs.</summary>
/// <param name="Path">The spec's file.</param>
/// <param name="Request">Profile and overrides.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record Sweep(string Path, SpecRequest Request, IReadOnlyList<SpecCell> Cells)
{
    /// <summary>Loads the spec.</summary>
    /// <exception cref="SpecException">It is not valid, in any of its cells.</exception>
    public static Sweep Load(string path, SpecRequest request) => new(path, request, SpecLoader.ResolveCells(path, request, Components.Registry));

    /// <summary>The cells with the runs that stand for them now.</summary>
    public IReadOnlyList<SweepCell> Status()
    {
        using var index = RunsCommand.OpenIndex();
        var manifests = new Dictionary<object, string>();
        return SweepCell.Join(Cells, index.Runs(), RunsRoot.Default(), spec =>
        {
            // Cells share their images more often than not, and a manifest may mean listing many files. Options records compare by value.
            if (!manifests.TryGetValue(spec.Dataset.Options, out var hash))
                manifests[spec.Dataset.Options] = hash = spec.Dataset.Create<IDataset>().ManifestHash;
            return hash;
        });
    }
}
