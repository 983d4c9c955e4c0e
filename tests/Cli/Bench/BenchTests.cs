using System.Text.Json;
using InpaintLab.Classical;
using InpaintLab.Cli.Bench;
using InpaintLab.Cli.Bench.Workloads;
using InpaintLab.Core.Errors;

namespace InpaintLab.Tests.Cli.Bench;

public sealed class BenchTests
{
    [Fact]
    public void An_unknown_benchmark_is_refused_with_the_nearest_name()
    {
        var error = Assert.Throws<UserErrorException>(() => BenchSuite.Select("train-steps"));
        Assert.Contains("Did you mean 'train-step'?", error.Message, StringComparison.Ordinal);
        Assert.Equal(["ops", "train-step", "infer", "fid", "data", "metrics", "classical"], BenchSuite.Select(null).Select(s => s.Name));
    }

    [Fact]
    public void Without_a_python_that_has_torch_the_message_says_what_to_install()
    {
        var error = Assert.Throws<UserErrorException>(() => PythonPeer.Start("ops.py", ["/nowhere/python3", "/bin/false"], 1));
        Assert.Contains("/nowhere/python3: not found", error.Message, StringComparison.Ordinal);
        Assert.Contains("python3-torch", error.Message, StringComparison.Ordinal);
        Assert.Contains("--python", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_interpreter_is_the_only_one_tried() => Assert.Equal(["mine"], PythonPeer.Interpreters("mine"));

    [Fact]
    public void Every_suite_has_its_peer_beside_the_program()
    {
        foreach (var suite in BenchSuite.All)
            Assert.True(File.Exists(PythonPeer.PathOf(suite.Script)), suite.Script);
    }

    [Theory]
    [InlineData(new[] { 3.0, 1.0, 2.0 }, 2.0)]
    [InlineData(new[] { 4.0, 1.0, 2.0, 3.0 }, 2.5)]
    public void The_median_is_the_middle(double[] values, double expected) => Assert.Equal(expected, BenchRunner.Median(values));

    [Theory]
    [InlineData("ops", "")]
    [InlineData("train-step", "-64, batch")] // 128 px differ in the size alone
    [InlineData("infer", "hole 20 %")] // the sizes of holes differ in the mask alone
    [InlineData("fid", "")]
    [InlineData("data", "")]
    [InlineData("metrics", "")]
    [InlineData("classical", "hole 10 %, 1 thread")] // the largest holes take the peer many seconds
    public void Both_sides_do_every_workload(string name, string part)
    {
        var suite = BenchSuite.Select(name)[0];
        PythonPeer peer;
        try
        {
            peer = suite.StartPeer(PythonPeer.Interpreters(null), 1);
        }
        catch (UserErrorException e)
        {
            Assert.Skip(e.Message);
            throw;
        }

        using (peer)
        {
            foreach (var create in suite.Workloads)
            {
                using var workload = create();
                if (workload.PeerName.Length == 0 || (workload.IsCompiled && !peer.Compiles) || !workload.Name.Contains(part, StringComparison.Ordinal))
                    continue;
                workload.Run(1);
                if (Time(peer, workload) is not { } timing)
                    continue;
                Assert.True(timing is { Seconds: > 0, CpuSeconds: >= 0, PeakBytes: > 1 << 20 }, timing.ToString());
            }
        }
    }

    // What needs torch.compile works with some Pythons only, which the peer says.
    private static Timing? Time(PythonPeer peer, Workload workload)
    {
        try
        {
            return peer.Time(workload.PeerName, 1);
        }
        catch (PeerUnavailableException) when (workload.IsCompiled)
        {
            return null;
        }
    }

    [Fact]
    public void Decoding_is_timed_on_a_gpu_alone_and_refused_elsewhere_with_the_reason()
    {
        var suite = BenchSuite.Select("data")[0];
        Assert.Equal(2, suite.OnGpu!.Count);
        using var byWorkers = suite.OnGpu[0]();
        byWorkers.Run(1);
        Assert.Equal(("", 64), (byWorkers.PeerName, byWorkers.Images));
        Assert.Contains("expected a CUDA device", Assert.Throws<UserErrorException>(suite.OnGpu[1]).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(suite.OnGpu[0], suite.Chosen);
    }

    [Fact]
    public void What_is_compared_with_a_peer_that_is_not_written_for_speed_is_information()
    {
        using var claim = TrainStepWorkload.Of("unet", 64, 2);
        using var information = TrainStepWorkload.UnetAgainstNaivePeer();
        Assert.False(claim.IsInformation);
        Assert.True(information.IsInformation);
        Assert.Contains("naive", information.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void The_adversarial_step_trains_networks_of_the_size_of_the_peers()
    {
        using var workload = TrainStepWorkload.Of("self-attention", 64, 2);
        Assert.Equal([1_533_575, 990_593], workload.ParameterCounts);
        using var published = TrainStepWorkload.Of("deepfill-v2", 64, 1);
        Assert.Equal([4_052_478, 5_946_816], published.ParameterCounts);
    }

    // The peers refuse to start with other counts.
    [Fact]
    public void Networks_that_are_timed_are_of_the_size_of_the_peers()
    {
        var parameters = new List<long>();
        foreach (var create in InferWorkload.All.Where((_, i) => i % 3 == 0))
        {
            using var workload = (InferWorkload)create();
            parameters.Add(workload.Parameters);
        }

        Assert.Equal([2_646_559, 6_105_351, 4_052_478, 4_663_310, 2_952_576], parameters);
    }

    [Fact]
    public void Every_classical_method_is_timed_and_those_of_OpenCV_and_scikit_image_against_them()
    {
        var workloads = BenchSuite.Select("classical")[0].Workloads.Select(create => create()).ToList();
        Assert.All(ClassicalMethods.All, method => Assert.Contains(workloads, w => w.Name.StartsWith($"{method.Name} ", StringComparison.Ordinal)));
        Assert.Equal(
            ["telea", "navier-stokes-fm", "biharmonic"],
            workloads.Where(w => w.PeerName.Length > 0).Select(w => w.PeerName.Split('/')[0]).Distinct());
        Assert.Contains(workloads, w => w.Name.StartsWith("patchmatch 768 x 512, hole 20 %", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(768, 512, 0.5)]
    [InlineData(64, 64, 0.1)]
    public void Masks_of_benchmarks_have_the_share_of_hole_that_is_asked_for(int width, int height, double share)
    {
        var mask = BenchPictures.Mask(width, height, share);
        Assert.InRange(mask.AsSpan().Count((byte)1) / (double)mask.Length, share, share + 0.02);
    }

    [Fact]
    public void Growth_is_drawn_with_a_curve_for_each_method_against_hole_and_image()
    {
        var figure = GrowthReport.FigureOf(
        [
            new GrowthPoint("telea", "hole", 512, 512, 100, 0.01, 3), new GrowthPoint("telea", "hole", 512, 512, 200, 0.02, 3),
            new GrowthPoint("tv", "hole", 512, 512, 100, 0.3, 3), new GrowthPoint("tv", "image", 64, 64, 409, 0.2, 3),
        ]);
        Assert.Equal(["telea", "tv", "telea", "tv"], figure.Panels.SelectMany(panel => panel.Marks.Select(mark => mark.Label)));
        Assert.Equal([2, 1, 0, 1], figure.Panels.SelectMany(panel => panel.Marks.Select(mark => mark.Places.Count())));
        Assert.Equal(4096, figure.Panels[1].Marks[1].Places.Single().X);
        var error = Assert.Throws<UserErrorException>(() => GrowthReport.Make("ops", 1, null, json: false));
        Assert.Contains("expected the benchmark 'classical', received 'ops'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_document_has_the_promised_shape()
    {
        var machine = new BenchMachine("cpu", 2, 2, "os", ".NET", "1.13.0", "1.13.0a0", true, new BenchCeiling(100, 10), 0.1);
        var report = new BenchReport(DateTime.UnixEpoch, "inpaintlab bench ops --json", machine, [new BenchResult("ops/add", 1, 2, "us", 0.5, 20)]);
        var json = JsonSerializer.SerializeToElement(report, InpaintLab.Runs.Queries.RunJson.Indented);
        var benchmark = json.GetProperty("benchmarks")[0];
        string[] keys =
        [
            "name", "ours", "peer", "unit", "ratio", "runs", "information", "images_per_second", "peer_images_per_second", "cpu_ratio",
            "share_of_ceiling", "peak_bytes", "peer_peak_bytes",
        ];
        Assert.Equal(keys, benchmark.EnumerateObject().Select(p => p.Name));
        Assert.Equal(0.5, benchmark.GetProperty("ratio").GetDouble());
        Assert.Equal("cpu", json.GetProperty("machine").GetProperty("cpu").GetString());
    }
}
