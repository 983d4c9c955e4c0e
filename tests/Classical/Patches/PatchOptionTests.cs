using InpaintLab.Classical.Patches;
using InpaintLab.Classical.Patches.Melding;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Tests.Core.Specs;

namespace InpaintLab.Tests.Classical.Patches;

public class PatchOptionTests
{
    private static readonly ComponentRegistry Registry =
        new([typeof(Photos), typeof(Boxes), typeof(EfrosLeung), typeof(Criminisi), typeof(PatchMatch), typeof(ImageMelding)]);

    [Theory]
    [InlineData("criminisi, patch: 8", "4:35: model.patch: expected an odd number, received the number 8")]
    [InlineData("patchmatch, patch: 33", "4:36: model.patch: expected an integer from 3 to 31, received the number 33")]
    [InlineData("image-melding, max_gain: 0.5", "4:42: model.max_gain: expected a finite number from 1 to 10, received the number 0.5")]
    [InlineData("efros-leung, max_error: 0",
        "4:41: model.max_error: expected a finite number above 0 and at most 1, received the number 0")]
    public void What_no_method_can_do_is_refused_where_it_stands(string model, string expected)
    {
        var text = FakeComponents.Minimal.Replace("tiny", model);
        var error = Assert.Single(Assert.Throws<SpecException>(() => SpecLoader.LoadText(text, "spec.yaml", [], Registry)).Errors);
        Assert.Equal(expected, $"{error.Line}:{error.Column}: {error.Message}");
    }
}
