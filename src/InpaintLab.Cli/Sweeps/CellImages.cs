using InpaintLab.Cli.Output;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Sweeps;

/// <summary>
/// The images of cells as they are now. Cells share them more often than not; a manifest may mean listing many files, and contents mean
/// reading them where that was not done before: each is asked for once, and only when a run is there to be compared with.
/// </summary>
internal sealed class CellImages
{
    // Options records compare by value.
    private readonly Dictionary<object, (IDataset Dataset, Lazy<string?> Content)> _known = [];

    /// <summary>Whether a run saw the images that a spec names.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="seen">What the run recorded.</param>
    /// <exception cref="Core.Errors.UserErrorException">The images are not there.</exception>
    public bool AreThoseOf(ExperimentSpec spec, DatasetIdentity seen)
    {
        if (!_known.TryGetValue(spec.Dataset.Options, out var images))
        {
            var dataset = spec.Dataset.Create<IDataset>();
            _known[spec.Dataset.Options] = images = (dataset, new Lazy<string?>(() => ContentOf(dataset)));
        }

        // Other names or lengths are other contents, too: then nothing needs to be read.
        var isKnown = seen.Content is not null && seen.Manifest == images.Dataset.ManifestHash;
        return new DatasetIdentity(images.Dataset.ManifestHash, isKnown ? images.Content.Value : null).IsAs(seen);
    }

    private static string? ContentOf(IDataset dataset)
    {
        using var progress = new CountProgress("files");
        return (dataset as ImageFileDataset)?.ReadManifest((done, total) => progress.Report(done, total)).Hash;
    }
}
