using InpaintLab.Core.Errors;

namespace InpaintLab.Tests.Core.Errors;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["width", "attention", "free-form", "free-form+box", "box", "random-box", "steps", "epochs"];

    [Theory]
    [InlineData("widht", "width")]
    [InlineData("Width", "width")]
    [InlineData("atention", "attention")]
    [InlineData("freeform", "free-form")]
    [InlineData("free-form", "free-form")]
    [InlineData("bos", "box")]
    [InlineData("stpes", "steps")]
    [InlineData("random_box", "random-box")]
    public void A_slip_finds_its_name(string received, string expected) => Assert.Equal(expected, NearestName.Of(received, Names));

    [Theory]
    [InlineData("discriminator")]
    [InlineData("zzz")]
    [InlineData("")]
    public void What_resembles_nothing_finds_none(string received) => Assert.Null(NearestName.Of(received, Names));

    [Fact]
    public void No_names_no_nearest() => Assert.Null(NearestName.Of("width", []));

    [Fact]
    public void A_missing_path_finds_its_nearest_in_the_last_folder_that_exists()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["photos"]);

        Assert.Equal($" Did you mean '{folder["photos"]}'?", NearestName.HintForPath(folder["phtos/train/a.png"]));
        Assert.Equal($" Did you mean '{folder["photos"]}'?", NearestName.HintForPath(folder["photo"] + "/"));
        Assert.Equal($" (In '{folder.Path}' there is no 'elsewhere'.)", NearestName.HintForPath(folder["elsewhere"]));
    }

    [Fact]
    public void The_message_names_the_place_the_nearest_and_all_others()
    {
        var error = UserErrorException.UnknownName("mask kind", "bxo", ["box", "random-box"], "spec.yaml:3:7");

        Assert.Equal("spec.yaml:3:7: unknown mask kind 'bxo'. Did you mean 'box'? Known: box, random-box.", error.Message);
        Assert.Equal("unknown metric 'zzzzzz'. Known: l1.", UserErrorException.UnknownName("metric", "zzzzzz", ["l1"]).Message);
    }
}
