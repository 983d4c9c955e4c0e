using InpaintLab.Core.Errors;
using InpaintLab.Imaging.Codecs;

namespace InpaintLab.Tests.Imaging.Codecs;

public sealed class NativeCodecTests
{
    [Fact]
    public void A_missing_library_is_the_users_error_and_names_its_package()
    {
        var error = Assert.Throws<UserErrorException>(() => NativeCodec.Require("libno-such-codec.so.9", "libno-such-codec9"));
        Assert.Contains("apt-get install libno-such-codec9", error.Message, StringComparison.Ordinal);
        NativeCodec.Require(Spng.Library, Spng.Package);
        NativeCodec.Require(TurboJpeg.Library, TurboJpeg.Package);
    }
}
