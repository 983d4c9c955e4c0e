using InpaintLab.Classical;
using InpaintLab.Classical.Patches;

namespace InpaintLab.Tests.Classical.Patches;

public class PatchSearchTests
{
    private const int Side = 5;

    [Theory]
    [InlineData(0, 1.0f, 1)]
    [InlineData(0, 1.2f, 4)]
    [InlineData(9, 1.2f, 2)]
    public void What_is_found_is_what_comparing_every_pixel_finds(int radius, float slack, int threads)
    {
        var image = Textures.Confetti(36, 30, seed: 2);
        var mask = Textures.Box(image, 14, 10, 8, 9);
        var known = KnownPatches.KnownPixels(mask);
        var colours = Raster.Of(image);
        var patches = KnownPatches.Largest(known, 36, 30, Side);
        var kernel = Enumerable.Range(1, Side * Side).Select(i => i / 25f).ToArray();
        var probe = new PatchProbe(Side, 3);
        const int x = 15, y = 12;
        probe.Gather(colours, known, x, y, kernel);
        var found = new PatchSearch(colours, patches, radius, ClassicalWork.Default with { Threads = threads }).Find(probe, x, y, slack);

        var all = new List<(int Centre, double Distance)>();
        for (var centre = 0; centre < known.Length; centre++)
        {
            var (cx, cy) = (centre % 36, centre / 36);
            if ((radius == 0 || Math.Max(Math.Abs(cx - x), Math.Abs(cy - y)) <= radius) && Distance(cx, cy) is { } distance)
                all.Add((centre, distance));
        }

        var nearest = all.Min(patch => patch.Distance);
        var expected = all.Where(patch => patch.Distance <= nearest * slack).Select(patch => patch.Centre);
        Assert.Equal(expected, found.Select(patch => patch.Centre));
        Assert.Equal(nearest, found.Min(patch => patch.Distance), 1e-4);

        double? Distance(int cx, int cy)
        {
            var sum = 0.0;
            for (var i = 0; i < Side * Side; i++)
            {
                var (dx, dy) = ((i % Side) - 2, (i / Side) - 2);
                if (cx + dx is < 0 or >= 36 || cy + dy is < 0 or >= 30 || !known[((cy + dy) * 36) + cx + dx])
                    return null;
                if (!known[((y + dy) * 36) + x + dx])
                    continue;
                for (var c = 0; c < 3; c++)
                    sum += kernel[i] * Math.Pow((image[cx + dx, cy + dy, c] - image[x + dx, y + dy, c]) / 255.0, 2);
            }

            return sum;
        }
    }

    [Fact]
    public void A_window_without_patches_doubles_until_it_has_one()
    {
        var image = Textures.Stripes(60, 20);
        var mask = Textures.Box(image, 0, 0, 40, 20);
        var patches = KnownPatches.Largest(KnownPatches.KnownPixels(mask), 60, 20, Side);
        var probe = new PatchProbe(Side, 3);
        probe.Gather(Raster.Of(image), KnownPatches.KnownPixels(mask), 0, 10, new float[Side * Side]);
        var found = new PatchSearch(Raster.Of(image), patches, 11, ClassicalWork.Default).Find(probe, 0, 10, 1);
        // 11, 22 and 44 px: the first patch stands around x = 42.
        Assert.Equal([42, 43, 44], found.Select(patch => patch.Centre % 60).Distinct().Order());
    }
}
