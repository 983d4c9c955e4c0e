using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Tables;
using InpaintLab.Reporting.Tables.Formats;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Reporting.Tables;

public sealed class ComparisonTableTests : IDisposable
{
    private static readonly double[] Noise = [.. Enumerable.Range(0, 24).Select(i => Math.Sin(i * 5.0))];
    private readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void The_best_is_marked_and_what_is_within_noise_of_it()
    {
        _runs.Add("best", Around(20, 0));
        _runs.Add("alike", [.. Around(20, 0).Select((v, i) => v - 0.0001 + ((i % 2 == 0 ? 0.01 : -0.01) * (1 + (i / 2))))]);
        _runs.Add("worse", [.. Around(19, 0).Select((v, i) => v + (0.001 * i))]);
        var table = Table();

        Assert.Equal(["gated-conv/alike", "gated-conv/best", "gated-conv/worse"], table.Rows.Select(r => r.Values[0]));
        Assert.Equal([CellMark.Tie, CellMark.Best, CellMark.None], table.Rows.Select(r => r.Cells[0]!.Mark));
        Assert.InRange(table.Rows[0].Cells[0]!.AdjustedP!.Value, 0.05, 1);
        Assert.InRange(table.Rows[2].Cells[0]!.AdjustedP!.Value, 0, 0.001);
        Assert.Contains(table.Notes, n => n.Contains("Holm's correction", StringComparison.Ordinal));
        Assert.All(table.Rows, r => Assert.Equal((24, 1), (r.Cells[0]!.Images, r.Cells[0]!.Seeds.Count)));
    }

    [Fact]
    public void Rows_of_a_matrix_are_in_the_order_of_its_spec_networks_first_in_every_format()
    {
        foreach (var model in new[] { "vit", "unet", "telea" })
            _runs.Add(model, [20, 21], description: d => d with { Family = model, Variant = "", Labels = new Dictionary<string, string> { ["model"] = model } });

        // A cell that failed is repeated at the end, and keeps its place.
        _runs.Add("gated", [20, 21], state: RunState.Failed, description: Gated);
        _runs.Add("zero", [20, 21], description: d => d with { Family = "zero", Variant = "", Labels = new Dictionary<string, string> { ["model"] = "zero" } });
        _runs.Add("gated", [20, 21], description: Gated);
        var table = Table();
        Assert.Equal(["vit", "unet", "telea", "gated", "zero"], table.Rows.Select(r => r.Values[0]));
        foreach (var format in Enum.GetValues<TableFormat>())
        {
            var text = table.Render(format);
            var places = table.Rows.Select(r => text.IndexOf(r.Values[0], StringComparison.Ordinal)).ToList();
            Assert.DoesNotContain(-1, places);
            Assert.Equal(places.Order(), places);
        }

        // Beside runs of no matrix there is no such order.
        _runs.Add("alone", [20, 21], description: d => d with { Family = "alone", Variant = "" });
        Assert.Equal(["alone", "gated", "telea", "unet", "vit", "zero"], Table().Rows.Select(r => r.Values[0]));

        static RunDescription Gated(RunDescription d) => d with { Family = "gated", Variant = "", Labels = new Dictionary<string, string> { ["model"] = "gated" } };
    }

    [Fact]
    public void Seeds_are_averaged_and_those_that_are_missing_are_named()
    {
        string[] ids = [_runs.Add("unet", [18, 20], seed: 1), _runs.Add("unet", [20, 22], seed: 2), _runs.Add("unet", [22, 24], seed: 4)];
        _runs.Add("plain", [10, 11], seed: 2);
        var table = Table();

        var cell = table.Rows[1].Cells[0]!;
        Assert.Equal(21, cell.Mean);
        Assert.Equal([1L, 2L, 4L], cell.Seeds);
        Assert.Equal(ids, cell.Lineage.Runs);

        // Means 19, 21, 23: standard deviation 2, t(0.975, 2) = 4.302653.
        Assert.Equal(4.302653 * 2 / Math.Sqrt(3), cell.Interval!.Value.HalfWidth, 1e-5);
        Assert.Equal([1L, 4L], table.Rows[0].Cells[0]!.MissingSeeds);
        Assert.Contains(table.Notes, n => n == "gated-conv/plain: missing seed(s) 1, 4.");
    }

    [Fact]
    public void Every_cell_knows_where_it_is_from()
    {
        var id = _runs.Add("unet", [1, 2]);
        var table = Table(d => d with { Rows = ["model", "method"] }, "study");
        using var store = _runs.Open();
        var group = store.Runs[0].GroupKey;

        Assert.Equal(["known-mean", "network"], table.Rows.Select(r => r.Values[1]));
        var lineage = table.Rows[0].Cells[0]!.Lineage;
        Assert.Equal((id, "study", group, "test/box", "known-mean/psnr"), (lineage.Runs[0], lineage.Query, lineage.SpecHash, lineage.MaskSet, lineage.Metric));
        Assert.Equal("psnr", table.Rows[1].Cells[0]!.Lineage.Metric);
    }

    [Fact]
    public void Bins_are_columns_in_order_and_means_are_those_of_their_images()
    {
        _runs.Add("unet", [1, 2, 3, 5]);
        var table = Table(d => d with { Columns = [TableKeys.HoleRatio, TableKeys.MaskSet] });
        Assert.Equal(["1-10 %, box", "10-20 %, box", "20-30 %, box"], table.Columns.Select(c => string.Join(", ", c.Values)));
        Assert.Equal([3, 2, 3], table.Rows[0].Cells.Select(c => c!.Mean));
    }

    [Theory]
    [InlineData("masks", "mask bank (bank and others)")]
    [InlineData("data", "dataset manifest (images and others)")]
    [InlineData("split", "split (test and val)")]
    [InlineData("images", "images (2 and 3)")]
    public void Unlike_results_are_refused_with_the_names_of_the_runs(string what, string reason)
    {
        var first = _runs.Add("a", [1, 2]);
        var second = _runs.Add(
            "b", what == "images" ? [1, 2, 3] : [1, 2], bank: what == "masks" ? "others" : "bank", manifest: what == "data" ? "others" : "images",
            setName: what == "split" ? "val/box" : "test/box");
        var message = Assert.Throws<UserErrorException>(() => Table()).Message;
        Assert.Contains($"study {first} and study {second} do not compare", message);
        Assert.Contains(reason, message);
    }

    [Fact]
    public void Runs_that_recorded_contents_compare_by_them_and_older_ones_by_names_and_lengths()
    {
        _runs.Add("a", [1, 2]);
        _runs.Add("b", [1, 2], content: "these");
        _runs.Add("c", [1, 2], content: "these");
        Assert.NotNull(Table());
        _runs.Add("d", [1, 2], content: "those");
        Assert.Contains("dataset content (these and those)", Assert.Throws<UserErrorException>(() => Table()).Message);
    }

    [Fact]
    public void Metrics_of_sets_compare_under_the_same_conditions_only()
    {
        _runs.Add("a", [1, 2], change: w => RecordedRuns.Fid(w, 30));
        var second = _runs.Add("b", [1, 2], change: w => RecordedRuns.Fid(w, 20));
        var table = Table(d => d with { Metrics = ["fid"] });
        Assert.Equal([CellMark.None, CellMark.Best], table.Rows.Select(r => r.Cells[0]!.Mark));
        Assert.Contains(table.Notes, n => n.StartsWith("Metrics of sets", StringComparison.Ordinal));

        var third = _runs.Add("c", [1, 2], change: w => RecordedRuns.Fid(w, 10, truths: "50"));
        var message = Assert.Throws<UserErrorException>(() => Table(d => d with { Metrics = ["fid"] })).Message;
        Assert.Contains("truths (200 and 50)", message);
        Assert.Contains(third, message);
        Assert.DoesNotContain(second, message);
    }

    [Fact]
    public void Without_values_for_images_intervals_over_seeds_decide()
    {
        foreach (var (model, value) in new[] { ("a", 20.0), ("b", 20.5), ("c", 40.0) })
        {
            for (var seed = 1; seed <= 3; seed++)
                _runs.Add(model, [1, 2], seed, w => RecordedRuns.Fid(w, value + (0.5 * seed)));
        }

        var table = Table(d => d with { Metrics = ["fid"] });
        Assert.Equal([CellMark.Best, CellMark.Tie, CellMark.None], table.Rows.Select(r => r.Cells[0]!.Mark));
    }

    [Fact]
    public void A_cell_of_two_experiments_is_refused_with_the_keys_in_which_they_differ()
    {
        _runs.Add("a", [1, 2]);
        _runs.Add("b", [1, 2]);
        var message = Assert.Throws<UserErrorException>(() => Table(d => d with { Rows = ["dataset"] })).Message;
        Assert.Contains("model.variant (a and b)", message);
    }

    [Fact]
    public void Other_data_may_stand_in_rows_of_their_own_and_are_not_compared()
    {
        _runs.Add("a", Around(1, 0), manifest: "x", description: d => d with { Dataset = "x" });
        _runs.Add("b", Around(9, 0), manifest: "y", description: d => d with { Dataset = "y" });
        var table = Table(d => d with { Rows = ["dataset", "model"] });
        Assert.Equal(2, table.Rows.Count);
        Assert.All(table.Rows, r => Assert.Equal(CellMark.None, r.Cells[0]!.Mark));
    }

    [Fact]
    public void What_is_left_out_is_said()
    {
        var failed = _runs.Add("a", [1, 2], state: RunState.Failed);
        _runs.Add("a", [1, double.PositiveInfinity]);
        var table = Table();
        Assert.Equal((1.0, 1), (table.Rows[0].Cells[0]!.Mean, table.Rows[0].Cells[0]!.LeftOut));
        Assert.Contains(table.Notes, n => n == $"study {failed} is not in the table: it is failed.");
        Assert.Contains(table.Notes, n => n.StartsWith("gated-conv/a, box, psnr: 1 value(s)", StringComparison.Ordinal));
    }

    [Fact]
    public void Unknown_names_are_answered_with_the_nearest()
    {
        _runs.Add("a", [1, 2], description: d => d with { Labels = new Dictionary<string, string> { ["depth"] = "3" } });
        Check(d => d with { Metrics = ["psnrr"] }, "unknown metric 'psnrr'. Did you mean 'psnr'?");
        Check(d => d with { Rows = ["modell"] }, "unknown key 'modell'. Did you mean 'model'?");
        Check(d => d with { Columns = ["training.bacth"] }, "Did you mean 'training.batch'?");
        Check(d => d with { MaskSets = ["bx"] }, "unknown mask set 'bx'. Did you mean 'box'?");
        Check(d => d with { Split = "tst" }, "unknown split 'tst'. Did you mean 'test'?");
        Check(d => d with { Rows = ["model", "model"] }, "'model' 2 times");
        Check(d => d with { Metrics = [] }, "at least one key of rows and one metric");
        Assert.Equal("3", Table(d => d with { Rows = ["depth"] }).Rows[0].Values[0]);

        void Check(Func<TableDefinition, TableDefinition> change, string message) =>
            Assert.Contains(message, Assert.Throws<UserErrorException>(() => Table(change)).Message);
    }

    [Fact]
    public void A_metric_that_may_be_missing_is_an_empty_column_with_its_note()
    {
        _runs.Add("a", [1, 2]);
        var table = Table(d => d with { Metrics = ["fid", "psnr"], MayBeMissing = new Dictionary<string, string> { ["fid"] = "Fetch its weights." } });
        Assert.Null(table.Rows[0].Cells[0]);
        Assert.Equal(1.5, table.Rows[0].Cells[1]!.Mean);
        Assert.Contains("Fetch its weights.", table.Notes);

        _runs.Add("b", [1, 2], change: w => RecordedRuns.Fid(w, 20));
        Assert.DoesNotContain("Fetch its weights.", Table(d => d with { Metrics = ["fid"], MayBeMissing = new Dictionary<string, string> { ["fid"] = "Fetch its weights." } }).Notes);
    }

    [Fact]
    public void Intervals_may_be_of_the_bootstrap_and_repeat()
    {
        _runs.Add("a", Around(20, 0));
        var table = Table(d => d with { Interval = IntervalKind.Bootstrap });
        var (bootstrap, t) = (table.Rows[0].Cells[0]!.Interval!.Value, Table().Rows[0].Cells[0]!.Interval!.Value);
        Assert.NotEqual(t, bootstrap);
        Assert.InRange(bootstrap.HalfWidth, 0.7 * t.HalfWidth, 1.1 * t.HalfWidth);
        Assert.Equal(bootstrap, Table(d => d with { Interval = IntervalKind.Bootstrap }).Rows[0].Cells[0]!.Interval!.Value);
        Assert.Contains(table.Notes, n => n.Contains("bootstrap (BCa)", StringComparison.Ordinal));
    }

    [Fact]
    public void Many_runs_that_are_left_out_share_a_sentence()
    {
        for (var i = 0; i < 5; i++)
            _runs.Add("a", [1, 2]);
        Assert.Contains(Table().Notes, n => n.StartsWith("4 runs are not in the table (a newer run repeats it): study ", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_mask_sets_in_one_cell_are_refused()
    {
        _runs.Add("a", [1, 2], change: w =>
        {
            w.SetProvenance("test/lines", """{"hash":"other"}""");
            w.LogImageRows(100, "test/lines", [new ImageRow("image0", "line0", 0.1, "psnr", 7)]);
        });
        Assert.Contains("found box, lines; add mask-set", Assert.Throws<UserErrorException>(() => Table(d => d with { Columns = [] })).Message);
        Assert.Equal(7, Table(d => d with { Columns = [], MaskSets = ["lines"] }).Rows[0].Cells[0]!.Mean);
    }

    private static double[] Around(double mean, double shift) => [.. Noise.Select(v => mean + shift + v)];

    private ComparisonTable Table(Func<TableDefinition, TableDefinition>? change = null, string query = "")
    {
        var definition = new TableDefinition { Rows = ["model"], Columns = [TableKeys.MaskSet], Metrics = ["psnr"] };
        using var store = _runs.Open();
        return ComparisonTable.Of(store.Runs.Query(query), change?.Invoke(definition) ?? definition);
    }
}
