using System.Text.Json;
using System.Text.Json.Nodes;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Tests.Runs.Queries;

/// <summary>The documents that scripts read from <c>--json</c>.</summary>
public class RunJsonTests
{
    [Fact]
    public void The_list_has_the_keys_that_scripts_rely_on()
    {
        using var root = new TemporaryFolder();
        using var writer = SampleRun.Create(root);
        writer.SetSummary("ssim", 0.75);
        writer.SetSummary("l1", double.NaN);
        writer.SetState(RunState.Interrupted);
        using var index = RunIndex.Open(root, _ => { });

        var run = JsonNode.Parse(JsonSerializer.Serialize(index.Runs(), RunJson.Indented))![0]!;

        Assert.Equal(writer.Folder.Id, (string?)run["id"]);
        Assert.Equal("places-64", (string?)run["name"]);
        Assert.Equal("interrupted", (string?)run["state"]);
        Assert.Equal("gated-conv", (string?)run["family"]);
        Assert.Equal("free-form+box", (string?)run["mask"]);
        Assert.Equal("images", (string?)run["dataset"]);
        Assert.Equal(64, (int?)run["resolution"]);
        Assert.Equal(7, (long?)run["seed"]);
        Assert.EndsWith("Z", (string?)run["created"], StringComparison.Ordinal);
        Assert.Equal(0.75, (double?)run["metrics"]!["ssim"]);
        Assert.Equal("NaN", (string?)run["metrics"]!["l1"]);
    }

    [Fact]
    public void Details_have_everything_but_the_points()
    {
        using var root = new TemporaryFolder();
        using var writer = SampleRun.Create(root);
        writer.LogScalar(1, 0, "x", 3);
        writer.LogScalar(2, 0, "x", -1);
        writer.LogImageRows(2, "box", [new("a", "m", 0.5, "psnr", 10), new("b", "m", 0.5, "psnr", 20)]);
        writer.LogEvent(EventLevel.Warning, "skipped-file", "one is broken");
        writer.LogImage(2, "grid/box", "images/grid.png");
        writer.SetProvenance("psnr", """{"range": 1}""");
        writer.SetState(RunState.Finished);

        var details = JsonNode.Parse(JsonSerializer.Serialize(RunDetails.Read(writer.Folder), RunJson.Indented))!;

        Assert.Equal("finished", (string?)details["run"]!["state"]);
        const string series = """{"key":"x","n":2,"superseded":0,"last_step":2,"last":-1,"min":-1,"max":3}""";
        Assert.Equal(series, details["series"]![0]!.ToJsonString());
        Assert.Equal(15, (double?)details["evaluations"]![0]!["mean"]);
        Assert.Equal("warning", (string?)details["events"]![0]!["level"]);
        Assert.Equal("images/grid.png", (string?)details["images"]![0]!["path"]);
        Assert.Equal(1, (int?)details["provenance"]!["psnr"]!["range"]);
        Assert.Equal(Environment.ProcessorCount, (int?)details["environment"]!["cores"]);
        Assert.Equal(2, details["states"]!.AsArray().Count);
    }
}
