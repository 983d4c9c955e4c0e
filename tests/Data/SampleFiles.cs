using InpaintLab.Core.Randomness;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Data;

/// <summary>Small images and masks to fill a folder with, and what can become of files.</summary>
public static class SampleFiles
{
    /// <summary>Writes images of random pixels, named 00.png, 01.png, ...: different for each name.</summary>
    public static TemporaryFolder WithImages(
        this TemporaryFolder files, string folder, int count, int width = 24, int height = 16, string extension = ".png")
    {
        Directory.CreateDirectory(files[folder]);
        for (var i = 0; i < count; i++)
        {
            var stream = RandomStream.Create(i, folder);
            var image = new ImageBuffer(width, height, 3);
            foreach (ref var sample in image.Samples8)
                sample = (byte)stream.Integer(0, 256);
            ImageFile.Write(files[$"{folder}/{i:d2}{extension}"], image);
        }

        return files;
    }

    /// <summary>Writes mask images (white = hole): mask i is a white bar over (i + 1) / (count + 1) of the width.</summary>
    public static TemporaryFolder WithMasks(this TemporaryFolder files, string folder, int count, int side = 40)
    {
        Directory.CreateDirectory(files[folder]);
        for (var i = 0; i < count; i++)
        {
            var mask = new byte[side * side];
            for (var p = 0; p < mask.Length; p++)
                mask[p] = p % side * (count + 1) < side * (i + 1) ? (byte)1 : (byte)0;
            ImageFile.Write(files[$"{folder}/bar{i:d2}.png"], MaskFile.ToImage(mask, new ImageSize(side, side)));
        }

        return files;
    }

    /// <summary>Moves a file, into a new folder if need be.</summary>
    public static TemporaryFolder Rename(this TemporaryFolder files, string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(files[to])!);
        File.Move(files[from], files[to]);
        return files;
    }

    /// <summary>Cuts a file to half its length.</summary>
    public static void Truncate(this TemporaryFolder files, string file)
    {
        using var stream = File.OpenWrite(files[file]);
        stream.SetLength(stream.Length / 2);
    }
}
