using InpaintLab.Data.Masks;

namespace InpaintLab.Tests.Data;

public sealed class MaskBankTests
{
    // Pinned so that evaluation masks, and with them recorded results, stay the same on every machine and in every later version.
    [Theory]
    [InlineData("free-form", "4a39469ad44c8787c1855f0b9c52e8a225959dc6e84ead6466605b7fdf22fbc2")]
    [InlineData("random-box", "3d104d498af5f0224841cf1a35cdce6e98119aa23350d9d8ba2812e43eb886d5")]
    [InlineData("free-form+box", "f9a61ec8c93e113ebbe554f5ed9a4f173a0c2a870939619c282b60dd3f4bf69a")]
    public void Banks_are_the_same_bits_everywhere(string kind, string hash)
    {
        IMaskGenerator generator = kind switch
        {
            "free-form" => new FreeForm(new FreeFormOptions()),
            "random-box" => new RandomBox(new RandomBoxOptions()),
            _ => new FreeFormAndBox(new FreeFormAndBoxOptions()),
        };
        Assert.Equal(hash, MaskBank.Draw(generator, kind, 1, 50, 64, 64).Hash);
    }

    [Fact]
    public void The_hash_is_over_sizes_and_bits()
    {
        var centre = MaskBank.Draw(new Box(new BoxOptions()), "box", 1, 1, 4, 4);
        byte[] expected = [4, 0, 0, 0, 4, 0, 0, 0, 0b0000_0110, 0b0110_0000];
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(expected)), centre.Hash);
        Assert.NotEqual(centre.Hash, MaskBank.Draw(new Box(new BoxOptions()), "box", 1, 2, 4, 4).Hash);
    }

    [Fact]
    public void Seed_and_name_choose_the_masks_and_a_longer_bank_starts_with_a_shorter_one()
    {
        var generator = new FreeForm(new FreeFormOptions());
        MaskBank Draw(string name, long seed, int count) => MaskBank.Draw(generator, name, seed, count, 32, 32);
        Assert.Equal(Draw("a", 1, 5).Hash, Draw("a", 1, 5).Hash);
        Assert.NotEqual(Draw("a", 1, 5).Hash, Draw("a", 2, 5).Hash);
        Assert.NotEqual(Draw("a", 1, 5).Hash, Draw("b", 1, 5).Hash);
        Assert.Equal(Draw("a", 1, 3).Masks.Select(m => m.Mask.Pixels), Draw("a", 1, 5).Masks.Take(3).Select(m => m.Mask.Pixels));
        Assert.Equal("a-0002", Draw("a", 1, 3).Masks[2].Id);
    }

    [Fact]
    public void A_bank_of_N_gives_training_only_its_N_masks()
    {
        var banked = new MaskSource(new FreeForm(new FreeFormOptions { Bank = 10 }), 1, 32, 32);
        var drawn = Enumerable.Range(0, 200).Select(i => banked.Draw(i / 50, i % 50)).ToArray();
        Assert.Equal(10, drawn.Select(m => m.Id).Distinct().Count());
        Assert.Equal(10, drawn.Select(m => Convert.ToHexString(m.Mask.Pixels)).Distinct().Count());
        var fresh = new MaskSource(new FreeForm(new FreeFormOptions()), 1, 32, 32);
        Assert.Equal(50, Enumerable.Range(0, 50).Select(i => Convert.ToHexString(fresh.Draw(0, i).Mask.Pixels)).Distinct().Count());
        Assert.NotEqual(fresh.Draw(0, 3).Mask.Pixels, fresh.Draw(1, 3).Mask.Pixels);
    }
}
