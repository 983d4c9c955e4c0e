namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>runs table</c> on the recorded reference runs, on a machine without libtorch.</summary>
public sealed class RunsTableCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RunsTableCommandTests()
    {
        // The database over the runs is written beside them, and not into the repository.
        ReferenceRuns.CopyTo(_folder);
    }

    private string Runs => Path.Combine(_folder.Path, "runs");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_networks_on_the_same_pictures_stand_in_one_table()
    {
        var table = Table("places", "--rows", "model,method", "--budget");
        Assert.Equal("", table.Error);
        Assert.Equal(0, table.ExitCode);
        Assert.Matches(@"gated-conv/self-attention +network +15\.79 ± \d\.\d\d +0\.8046", table.Output);
        Assert.Matches(@"gated-conv/unet +network +16\.97 ± \d\.\d\d \* +0\.82\d\d ± \S+ \* ", table.Output);
        Assert.Matches(@"gated-conv/unet +known-mean +13\.78", table.Output);
        Assert.Matches(@"known-mean +13\.78.* - +- +- +-\n", table.Output);
        Assert.Contains("Wilcoxon", table.Output);
        Assert.Contains("32,000", table.Output); // 4,000 steps of 8
    }

    [Fact]
    public void The_json_resolves_every_cell_to_its_runs()
    {
        var rows = Table("places", "--json").Json.GetProperty("rows");
        var cell = rows[1].GetProperty("cells")[0];
        Assert.Equal("best", cell.GetProperty("mark").GetString());
        Assert.Equal("x5nfm5", cell.GetProperty("lineage").GetProperty("runs")[0].GetString());
        Assert.Equal("val/box", cell.GetProperty("lineage").GetProperty("mask_set").GetString());
        Assert.Equal(200, cell.GetProperty("images").GetInt32());
        Assert.InRange(rows[0].GetProperty("cells")[0].GetProperty("adjusted_p").GetDouble(), 0, 1e-6);
    }

    [Fact]
    public void Rows_are_tested_against_each_other_on_the_same_pairs()
    {
        var rows = Table("places", "--paired", "--metrics", "psnr_hole", "--mask-sets", "box", "--json").Json.GetProperty("rows");
        var row = Assert.Single(rows.EnumerateArray());
        Assert.Equal(("gated-conv/self-attention", "gated-conv/unet"), (row.GetProperty("first").GetString(), row.GetProperty("second").GetString()));
        Assert.Equal(200, row.GetProperty("comparison").GetProperty("n").GetInt32());
        Assert.InRange(row.GetProperty("wilcoxon_p").GetDouble(), 0, 1e-6);
        Assert.Contains("Did you mean 'gated-conv/unet'?", Table("places", "--paired", "gated-conv/unt").Error);
        Assert.Contains("bootstrap (BCa)", Table("places", "--interval", "bootstrap").Output);
    }

    [Theory]
    [InlineData("text", "psnr_hole dB ↑")]
    [InlineData("md", @"| box: psnr\_hole dB ↑ |")]
    [InlineData("tex", @"\toprule")]
    [InlineData("html", "<th scope=\"row\">gated-conv/unet</th>")]
    [InlineData("csv", "gated-conv/unet,box,psnr_hole,16.9")]
    public void Every_format_is_written_to_a_file_and_twice_the_same(string format, string part)
    {
        var file = _folder.File("table.out");
        Assert.Equal(0, Table("places", "--format", format, "-o", file).ExitCode);
        var text = File.ReadAllText(file);
        Assert.Contains(part, text);
        Assert.Equal(text, Table("places", "--format", format).Output);
    }

    [Fact]
    public void Other_pictures_are_refused_or_have_rows_of_their_own()
    {
        var refused = Table("places-64", "faces-64");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("expected runs that differ in their seed only", refused.Error);
        refused = Table("places-64", "faces-64", "--rows", "name");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("faces-64 fzycjo and places-64 x5nfm5 do not compare: they differ in dataset manifest (372847b0c1b2 and 0f9815a94bf1)", refused.Error);
        Assert.Empty(refused.Output);

        var apart = Table("--rows", "dataset.root,name", "--format", "md");
        Assert.Equal(0, apart.ExitCode);
        Assert.Contains("faces-64", apart.Output);
        Assert.Contains("| - | quickstart |", apart.Output);
        Assert.Contains("Only rows of the same dataset.root are compared.", apart.Output);
    }

    [Fact]
    public void Mistakes_end_with_exit_code_1_and_the_nearest_name()
    {
        foreach (var (arguments, message) in new[]
        {
            (new[] { "places", "--metrics", "psnr_hol" }, "Did you mean 'psnr_hole'?"),
            (["places", "--rows", "training.step"], "Did you mean 'training.steps'?"),
            (["placid"], "no run 'placid' among"),
            (["places", "--format", "pdf"], "text"),
            (["places", "-o", "/nowhere/table.md"], "expected an existing folder"),
        })
        {
            var run = Table(arguments);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains(message, run.Error);
        }
    }

    private ProgramRun Table(params string[] arguments) => ProgramRun.WithoutTorch(Runs, ["runs", "table", .. arguments]);
}
