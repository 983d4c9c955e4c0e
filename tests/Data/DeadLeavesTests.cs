using System.Security.Cryptography;
using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;

namespace InpaintLab.Tests.Data;

public sealed class DeadLeavesTests
{
    // Pinned: results on the default dataset are comparable only as long as every machine draws the same bytes.
    [Fact]
    public void Pictures_are_the_same_bytes_everywhere()
    {
        var dataset = new DeadLeaves(new DeadLeavesOptions());
        var bytes = Enumerable.Range(0, 8).SelectMany(i => Bytes(dataset, Split.Train, i, 64))
            .Concat(Bytes(new DeadLeaves(new DeadLeavesOptions { Blur = 0.1 }), Split.Test, 0, 96)).ToArray();
        Assert.Equal("976095125ab641b524f200ce5b0080d40a3189353a86e450936dab8dc975c929", Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void Seed_and_split_choose_the_pictures()
    {
        var dataset = new DeadLeaves(new DeadLeavesOptions());
        var train = Bytes(dataset, Split.Train, 0, 32);
        Assert.NotEqual(train, Bytes(dataset, Split.Val, 0, 32));
        Assert.NotEqual(Bytes(dataset, Split.Val, 0, 32), Bytes(dataset, Split.Test, 0, 32));
        Assert.NotEqual(train, Bytes(new DeadLeaves(new DeadLeavesOptions { Seed = 1 }), Split.Train, 0, 32));
    }

    [Fact]
    public void The_same_scene_is_drawn_at_every_resolution()
    {
        var dataset = new DeadLeaves(new DeadLeavesOptions());
        for (var i = 0; i < 10; i++)
        {
            var (small, large) = (Bytes(dataset, Split.Train, i, 32), Bytes(dataset, Split.Train, i, 128));
            double difference = 0;
            for (var p = 0; p < small.Length; p++)
            {
                var (plane, y, x) = (p / 1024, p / 32 % 32, p % 32);
                double mean = 0;
                for (var k = 0; k < 16; k++)
                    mean += large[(plane * 128 * 128) + (((y * 4) + (k / 4)) * 128) + (x * 4) + (k % 4)] / 16.0;
                difference += Math.Abs(mean - small[p]) / small.Length;
            }

            Assert.True(difference < 4, $"picture {i}: mean difference {difference} of 255");
        }
    }

    [Fact]
    public void A_cached_picture_equals_a_drawn_one_and_the_cache_keeps_its_limit()
    {
        var (cached, drawn) = (new DeadLeaves(new DeadLeavesOptions()), new DeadLeaves(new DeadLeavesOptions { CacheMegabytes = 0 }));
        for (var pass = 0; pass < 2; pass++)
            Assert.Equal(Bytes(drawn, Split.Val, 5, 32), Bytes(cached, Split.Val, 5, 32));
        Assert.Equal(cached.ManifestHash, drawn.ManifestHash);
    }

    [Fact]
    public void The_manifest_hash_follows_the_parameters() =>
        Assert.NotEqual(
            new DeadLeaves(new DeadLeavesOptions()).ManifestHash, new DeadLeaves(new DeadLeavesOptions { MinRadius = 0.13 }).ManifestHash);

    [Fact]
    public void Neighbouring_pixels_are_alike_and_pictures_have_edges()
    {
        // Coarse statistics of natural images: most neighbours nearly equal, a few far apart.
        var dataset = new DeadLeaves(new DeadLeavesOptions());
        var steps = new List<int>();
        for (var i = 0; i < 20; i++)
        {
            var bytes = Bytes(dataset, Split.Train, i, 64);
            for (var p = 1; p < bytes.Length; p++)
            {
                if (p % 64 > 0)
                    steps.Add(Math.Abs(bytes[p] - bytes[p - 1]));
            }
        }

        steps.Sort();
        Assert.True(steps[steps.Count / 2] <= 8, $"median step {steps[steps.Count / 2]}");
        Assert.True(steps[steps.Count * 98 / 100] >= 40, $"98 % step {steps[steps.Count * 98 / 100]}");
    }

    [Fact]
    public void Contradicting_options_are_the_users_error()
    {
        Assert.Throws<UserErrorException>(() => new DeadLeaves(new DeadLeavesOptions { MinRadius = 0.9 }));
        Assert.Throws<UserErrorException>(() => new DeadLeaves(new DeadLeavesOptions { Stripes = 0.6, Noise = 0.6 }));
    }

    private static byte[] Bytes(DeadLeaves dataset, Split split, int index, int side)
    {
        var image = new float[3 * side * side];
        dataset.Read(split, index, side, null, image);
        return Array.ConvertAll(image, value => (byte)Math.Round(value * 255));
    }
}
