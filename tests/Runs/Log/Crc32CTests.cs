using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Runs.Log;

public class Crc32CTests
{
    [Fact]
    public void Equals_the_examples_of_rfc_3720()
    {
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Of([.. Enumerable.Repeat((byte)0xff, 32)]));
        Assert.Equal(0x46DD794Eu, Crc32C.Of([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
    }

    [Fact]
    public void A_text_in_two_parts_has_the_checksum_of_the_whole() =>
        Assert.Equal(Crc32C.Of("123456789"u8), Crc32C.Of("6789"u8, Crc32C.Of("12345"u8)));
}
