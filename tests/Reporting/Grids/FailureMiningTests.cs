using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Grids;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Reporting.Grids;

public sealed class FailureMiningTests : IDisposable
{
    private readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void The_first_runs_greatest_gains_and_everyones_failures_come_first()
    {
        _runs.Add("a", [20, 25, 12, 18, double.NaN]);
        _runs.Add("b", [19, 15, 14, 17.5, 20]);
        var mined = Mine("psnr");
        Assert.Equal(("test/box", 5, 1), (mined.Set, mined.Images, mined.Undefined));
        Assert.Equal(["image1", "image0", "image3"], mined.Wins.Select(w => w.ImageId));
        Assert.Equal([10, 1, 0.5], mined.Wins.Select(w => w.Score));
        Assert.Equal([25, 15], mined.Wins[0].Values);
        Assert.Equal("mask1", mined.Wins[0].MaskId);
        Assert.Equal(["image2", "image3", "image0", "image1"], mined.Failures.Select(f => f.ImageId));
        Assert.Equal([14, 18, 20, 25], mined.Failures.Select(f => f.Score));
        Assert.Equal(["image1"], Mine("psnr", top: 1).Wins.Select(w => w.ImageId));
    }

    [Fact]
    public void With_more_runs_the_first_has_to_beat_the_best_of_the_others()
    {
        _runs.Add("a", [20, 25, 12]);
        _runs.Add("b", [19, 15, 14]);
        _runs.Add("c", [10, 24, 16]);
        var mined = Mine("psnr");
        Assert.Equal([("image0", 1), ("image1", 1)], mined.Wins.Select(w => (w.ImageId, w.Score)));
        Assert.Equal([16, 20, 25], mined.Failures.Select(f => f.Score));
    }

    [Fact]
    public void Of_an_error_less_is_better()
    {
        foreach (var (model, values) in new[] { ("a", new[] { 3.0, 9 }), ("b", [4.0, 5]) })
            _runs.Add(model, [1, 1], change: w => w.LogImageRows(100, "test/box", [.. values.Select((v, i) => new ImageRow($"image{i}", $"mask{i}", 0.1, "l1", v))]));
        var mined = Mine("l1");
        Assert.Equal([("image0", 1)], mined.Wins.Select(w => (w.ImageId, w.Score)));
        Assert.Equal([("image1", 5), ("image0", 3)], mined.Failures.Select(w => (w.ImageId, w.Score)));
    }

    [Fact]
    public void Other_masks_images_or_pairs_are_refused_with_the_reason()
    {
        _runs.Add("a", [20, 25]);
        _runs.Add("masks", [20, 25], bank: "other");
        _runs.Add("data", [20, 25], manifest: "other");
        _runs.Add("pairs", [20], change: w => w.LogImageRows(100, "test/box", [new ImageRow("elsewhere", "mask1", 0.1, "psnr", 1)]));
        _runs.Add("fewer", [20]);
        _runs.Add("running", [], state: RunState.Failed, setName: "val/box");
        foreach (var (model, message) in new[]
        {
            ("masks", "mask bank (bank and other)"),
            ("data", "dataset manifest (images and other)"),
            ("pairs", "lacks 1 of 2 pairs of study"),
            ("fewer", "images (2 and 1)"),
            ("running", "expected results of a final evaluation, found"),
        })
        {
            Assert.Contains(message, Refused("psnr", "gated-conv/a", $"gated-conv/{model}"));
        }

        Assert.Contains("Did you mean 'psnr'?", Refused("psrn", "gated-conv/a", "gated-conv/masks"));
        Assert.Contains("expected two runs or more", Refused("psnr", "gated-conv/a"));
        Assert.Contains("expected different runs", Refused("psnr", "gated-conv/a", "gated-conv/a"));
        Assert.Contains("has no final results of psnr with mask set strokes; it has test/box", Refused("psnr", "gated-conv/a", "gated-conv/masks", maskSet: "strokes"));
    }

    private FailureMining Mine(string metric, int top = 10)
    {
        using var store = _runs.Open();
        return FailureMining.Of(store.Runs, store.Metric(metric), null, null, top);
    }

    private string Refused(string metric, string first, string? second = null, string? maskSet = null)
    {
        using var store = _runs.Open();
        var info = metric == "psrn" ? new InpaintLab.Reporting.Data.MetricInfo("psrn", true) : store.Metric(metric);
        var runs = new[] { first, second }.OfType<string>().Select(model => store.Runs.Single(r => r.Model == model)).ToList();
        return Assert.Throws<UserErrorException>(() => FailureMining.Of(runs, info, maskSet, null, 5)).Message;
    }
}
