using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Transforms;
using InpaintLab.Imaging;

namespace InpaintLab.Data.Packing;

/// <summary>What <see cref="PackWriter"/> wrote.</summary>
/// <param name="Bytes">The file's length.</param>
/// <param name="Images">How many images of each split.</param>
/// <param name="Broken">
/// Images that could not be decoded, in words: the pack has their files, which are skipped when they are read. Known of decoded ones only.
/// </param>
public sealed record PackResult(long Bytes, IReadOnlyDictionary<Split, int> Images, IReadOnlyList<string> Broken);

/// <summary>
/// Packs a dataset of image files into one file for <see cref="PackedImages"/>. Equal files and options give equal bytes. It appears under
/// its name when it is whole and on the disk.
/// </summary>
public static class PackWriter
{
    /// <summary>Packs splits of a dataset.</summary>
    /// <param name="path">The file to be; its folder exists, it does not.</param>
    /// <param name="dataset">The images; not packed ones.</param>
    /// <param name="splits">Which of its splits.</param>
    /// <param name="storage">The files' bytes or their samples.</param>
    /// <param name="side">The shorter side to which decoded images are scaled, px, by the dataset's filter; null = as they are.</param>
    /// <param name="progress">Called with the number of images done.</param>
    /// <param name="cancellation">Ends it early; no file is left.</param>
    /// <exception cref="UserErrorException">
    /// The file cannot be written, a file of the dataset cannot be read, or the dataset is packed already.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static PackResult Write(
        string path, ImageFileDataset dataset, IReadOnlyList<Split> splits,
        PackStorage storage, int? side, Action<int> progress, CancellationToken cancellation)
    {
        if (dataset is PackedImages)
            throw new UserErrorException($"{path}: expected a dataset of image files to pack, received one that is packed already");
        if (side is not null && storage == PackStorage.Files)
            throw new UserErrorException($"{path}: expected no side, since files are stored as they are; received {side}");
        var recipe = new PackRecipe(
            dataset.Name, storage, storage == PackStorage.Files ? dataset.CentreCrop : null, side, dataset.Options.Filter);
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            PackResult result;
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                result = Write(file, dataset, splits, recipe, progress, cancellation);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
            return result;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path}: cannot write the file: {e.Message}", e);
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is UserErrorException first)
        {
            ExceptionDispatchInfo.Throw(first);
            throw;
        }
        finally
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
        }
    }

    private static PackResult Write(
        FileStream file, ImageFileDataset dataset, IReadOnlyList<Split> splits,
        PackRecipe recipe, Action<int> progress, CancellationToken cancellation)
    {
        file.Write(new byte[PackFormat.HeaderBytes]);
        var packed = new Dictionary<Split, PackedImage[]>();
        var broken = new List<string>();
        var done = 0;
        foreach (var split in splits)
        {
            // As many at a time as there are cores: decoded photographs are large.
            var images = new List<PackedImage>();
            foreach (var entries in dataset.Files(split).Chunk(Environment.ProcessorCount))
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var (entry, blob) in entries.Zip(entries.AsParallel().AsOrdered().Select(e => Blob.Of(e, dataset, recipe))))
                {
                    images.Add(
                        new PackedImage(
                            entry.Id, blob.Source, blob.Samples, file.Position, blob.Bytes.Length, SHA256.HashData(blob.Bytes)));
                    file.Write(blob.Bytes);
                    if (blob.Problem is not null)
                        broken.Add(blob.Problem);
                    progress(++done);
                }
            }

            packed[split] = [.. images];
        }

        var (start, manifest) = (file.Position, new PackManifest(recipe, packed).ToBytes());
        file.Write(manifest);
        file.Position = 0;
        file.Write(PackFormat.Header(start, manifest));
        return new PackResult(file.Length, packed.ToDictionary(s => s.Key, s => s.Value.Length), broken);
    }

    // What is stored of one file.
    private sealed record Blob(SourceFile Source, SampleLayout? Samples, byte[] Bytes, string? Problem = null)
    {
        public static Blob Of(ImageEntry entry, ImageFileDataset dataset, PackRecipe recipe)
        {
            // A list may name what is not there; it is passed over when it is read, and keeps its place in the order till then.
            if (!File.Exists(entry.Path))
            {
                return new Blob(
                    new SourceFile(SourceFile.Missing, new byte[PackFormat.HashBytes]), null, [], $"{entry.Path}: no such file");
            }

            var bytes = ImageFile.ReadBytes(entry.Path);
            var source = new SourceFile(bytes.Length, SHA256.HashData(bytes));
            if (recipe.Storage == PackStorage.Files)
                return new Blob(source, null, bytes);
            try
            {
                var image = SquareCrop.Shrink(dataset.Prepare(ImageFile.Decode(entry.Path, bytes)), recipe.Side, recipe.Filter);

                // Alpha is never looked at, and channels are scaled each on its own.
                image = image.ToChannels(image.Channels >= 3 ? 3 : 1);
                return new Blob(source, new SampleLayout(image.Width, image.Height, image.Channels, image.BitDepth), image.Bytes.ToArray());
            }
            catch (ImageFileException e)
            {
                return new Blob(source, null, bytes, e.Message);
            }
        }
    }
}
