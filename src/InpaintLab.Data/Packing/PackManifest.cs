using InpaintLab.Data.Datasets;
using InpaintLab.Imaging;

namespace InpaintLab.Data.Packing;

/// <summary>What a pack has of each image.</summary>
public enum PackStorage
{
    /// <summary>The bytes of its file, to be decoded each time.</summary>
    Files,

    /// <summary>Its samples.</summary>
    Decoded,
}

/// <summary>How the images of a pack were made from files.</summary>
/// <param name="Source">The kind of dataset that they come from.</param>
/// <param name="Storage">What there is of each; of one that could not be decoded always the file.</param>
/// <param name="CentreCrop">
/// The side of the square that is cut from the middle of each stored file once it is decoded, px; null = none, or done.
/// </param>
/// <param name="Side">The shorter side to which decoded images were scaled, px; null = not scaled.</param>
/// <param name="Filter">How, with <paramref name="Side"/>.</param>
public sealed record PackRecipe(string Source, PackStorage Storage, int? CentreCrop, int? Side, ResizeFilter Filter)
{
    /// <summary>In words, e.g. "decoded images, shorter side 64 px".</summary>
    public override string ToString() =>
        Storage == PackStorage.Files ? "files" : $"decoded images{(Side is null ? "" : $", shorter side {Side} px")}";
}

/// <summary>What stands at the end of a pack: how its images were made, and where each of them is.</summary>
/// <param name="Recipe">How they were made.</param>
/// <param name="Splits">The images of each split, in the source's order.</param>
internal sealed record PackManifest(PackRecipe Recipe, IReadOnlyDictionary<Split, PackedImage[]> Splits)
{
    private const int None = 0;

    /// <summary>The manifest as bytes: equal manifests give equal ones.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Recipe.Source);
        writer.Write(Recipe.Storage.ToString());
        writer.Write(Recipe.CentreCrop ?? None);
        writer.Write(Recipe.Side ?? None);
        writer.Write(Recipe.Filter.ToString());
        writer.Write(Splits.Count);
        foreach (var (split, images) in Splits.OrderBy(s => s.Key))
        {
            writer.Write(split.Name());
            writer.Write(images.Length);
            foreach (var image in images)
                Write(writer, image);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="bytes">All of it; kept, since images refer to their hashes in it.</param>
    /// <param name="end">Where the images end in the file.</param>
    /// <exception cref="InvalidDataException">It is not such a manifest, or an image does not lie within the file.</exception>
    public static PackManifest Read(byte[] bytes, long end)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes));
            var recipe = new PackRecipe(
                reader.ReadString(),
                Enum.Parse<PackStorage>(reader.ReadString()),
                Optional(reader.ReadInt32()),
                Optional(reader.ReadInt32()),
                Enum.Parse<ResizeFilter>(reader.ReadString()));
            var splits = new Dictionary<Split, PackedImage[]>();
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                var split = Enum.Parse<Split>(reader.ReadString(), ignoreCase: true);
                var images = new List<PackedImage>();
                for (var count = reader.ReadInt32(); count > 0; count--)
                    images.Add(ReadImage(reader, bytes, end));
                splits.Add(split, [.. images]);
            }

            return reader.BaseStream.Position == bytes.Length
                ? new PackManifest(recipe, splits)
                : throw new InvalidDataException("bytes are left over");
        }
        catch (Exception e) when (e is IOException or ArgumentException or FormatException)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static void Write(BinaryWriter writer, PackedImage image)
    {
        writer.Write(image.Id);
        writer.Write(image.Source.Length);
        writer.Write(image.Source.Sha256.Span);
        writer.Write(image.Samples?.Width ?? None);
        writer.Write(image.Samples?.Height ?? None);
        writer.Write(image.Samples?.Channels ?? None);
        writer.Write(image.Samples?.BitDepth ?? None);
        writer.Write(image.Offset);
        writer.Write(image.Length);
        writer.Write(image.Sha256.Span);
    }

    private static PackedImage ReadImage(BinaryReader reader, byte[] manifest, long end)
    {
        var id = reader.ReadString();
        var source = new SourceFile(reader.ReadInt64(), Hash());
        var layout = new SampleLayout(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var image = new PackedImage(id, source, layout.Width == None ? null : layout, reader.ReadInt64(), reader.ReadInt32(), Hash());
        var isInside = image.Offset >= PackFormat.HeaderBytes && image.Length >= 0 && image.Offset <= end - image.Length;
        return isInside && (image.Samples is null || image.Samples.Bytes == image.Length)
            ? image
            : throw new InvalidDataException($"image '{id}' is not in the file");

        ReadOnlyMemory<byte> Hash()
        {
            var at = (int)reader.BaseStream.Position;
            reader.BaseStream.Position += PackFormat.HashBytes;
            return at <= manifest.Length - PackFormat.HashBytes
                ? manifest.AsMemory(at, PackFormat.HashBytes)
                : throw new EndOfStreamException();
        }
    }

    private static int? Optional(int value) => value == None ? null : value;
}
