using InpaintLab.Training.Inference;

namespace InpaintLab.Tests.Training.Inference;

public sealed class TileAxisTests
{
    [Fact]
    public void Whatever_the_lengths_the_tiles_cover_the_axis_and_their_weights_sum_to_one()
    {
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            var tile = random.Next(1, 40);
            var (length, overlap) = (random.Next(1, 150), random.Next(0, (tile / 2) + 1));
            var axis = new TileAxis(length, tile, overlap);
            var sums = new float[length];
            for (var t = 0; t < axis.Count; t++)
            {
                Assert.InRange(axis.Start(t), 0, length - axis.Side);
                if (t > 0)
                    Assert.True(axis.Start(t - 1) + axis.Side - axis.Start(t) >= overlap, $"tiles of {tile} over {length} overlap by less than {overlap}");
                foreach (var (offset, weight) in axis.Weights(t).Index())
                {
                    Assert.Equal(weight > 0, axis.Start(t) + offset >= axis.Reach(t).Begin && axis.Start(t) + offset < axis.Reach(t).End);
                    Assert.InRange(weight, 0, 1);
                    sums[axis.Start(t) + offset] += weight;
                }
            }

            Assert.All(sums, sum => Assert.Equal(1, sum, 1e-6f));
            Assert.Equal(length, axis.Start(axis.Count - 1) + axis.Side);
        }
    }

    [Fact]
    public void An_axis_shorter_than_a_tile_is_one_tile_of_its_length()
    {
        var axis = new TileAxis(5, 8, 4);
        Assert.Equal((1, 5, 0), (axis.Count, axis.Side, axis.Start(0)));
        Assert.All(axis.Weights(0), weight => Assert.Equal(1, weight));
    }

    [Fact]
    public void Tiles_are_as_few_as_possible_and_go_over_linearly()
    {
        // Ten px with tiles of 6 that overlap by 2: exactly two.
        var axis = new TileAxis(10, 6, 2);
        Assert.Equal((2, 4), (axis.Count, axis.Start(1)));
        Assert.Equal([1, 1, 1, 1, 0.75f, 0.25f], axis.Weights(0));
        Assert.Equal([0.25f, 0.75f, 1, 1, 1, 1], axis.Weights(1));
        Assert.Equal(3, new TileAxis(11, 6, 2).Count);
    }

    [Fact]
    public void An_overlap_of_more_than_half_a_tile_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TileAxis(100, 10, 6));
}
