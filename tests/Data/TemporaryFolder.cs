using InpaintLab.Core.Randomness;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Data;

/// <summary>A folder that is deleted at the end, with small images to fill it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("inpaintlab-data-").FullName;

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>Writes images of random pixels, named 00.png, 01.png, ...: different for each name.</summary>
    public TemporaryFolder WithImages(string folder, int count, int width = 24, int height = 16, string extension = ".png")
    {
        Directory.CreateDirectory(this[folder]);
        for (var i = 0; i < count; i++)
        {
            var stream = RandomStream.Create(i, folder);
            var image = new ImageBuffer(width, height, 3);
            foreach (ref var sample in image.Samples8)
                sample = (byte)stream.Integer(0, 256);
            ImageFile.Write(this[$"{folder}/{i:d2}{extension}"], image);
        }

        return this;
    }

    /// <summary>Writes mask images (white = hole): mask i is a white bar over (i + 1) / (count + 1) of the width.</summary>
    public TemporaryFolder WithMasks(string folder, int count, int side = 40)
    {
        Directory.CreateDirectory(this[folder]);
        for (var i = 0; i < count; i++)
        {
            var mask = new byte[side * side];
            for (var p = 0; p < mask.Length; p++)
                mask[p] = p % side * (count + 1) < side * (i + 1) ? (byte)1 : (byte)0;
            ImageFile.Write(this[$"{folder}/bar{i:d2}.png"], MaskFile.ToImage(mask, new ImageSize(side, side)));
        }

        return this;
    }

    /// <summary>Moves a file, into a new folder if need be.</summary>
    public TemporaryFolder Rename(string from, string to)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[to])!);
        File.Move(this[from], this[to]);
        return this;
    }

    /// <summary>Cuts a file to half its length.</summary>
    public void Truncate(string file)
    {
        using var stream = File.OpenWrite(this[file]);
        stream.SetLength(stream.Length / 2);
    }
}
