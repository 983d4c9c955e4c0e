using InpaintLab.Cli.Templates;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>A spec whose mask, transform, loss, metric, network and hook are scripts as <c>new</c> writes them.</summary>
public sealed class ScriptedSpecTests : IDisposable
{
    private const string Spec =
        """
        name: scripted
        seed: 3
        resolution: 32
        device: cpu
        components: [my-mask.csx, my-transform.csx, my-loss.csx, my-metric.csx, my-family.csx]
        dataset: {kind: dead-leaves, train: 8, val: 2, test: 2}
        mask: {kind: my-mask, width: 0.3}
        model: {family: my-family, width: 4}
        objective:
          terms: [{kind: my-loss, weight: 0.5}, {kind: total-variation, weight: 0.1}]
        training: {steps: 2, batch: 2, workers: 1, log_every: 1, transforms: [{kind: my-transform}, {kind: colour-jitter}]}
        evaluation: {images: 2, batch: 2, grid: 2, metrics: [psnr_hole, my-metric]}
        hooks: [my-hook.csx, compiler.csx]
        """;

    private const string Compiler =
        "OnStart(e => Say($\"compiler loaded: {AppDomain.CurrentDomain.GetAssemblies().Any(a => a.GetName().Name == \"Microsoft.CodeAnalysis\")}\"));";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scripts_are_confirmed_once_take_part_in_a_run_and_go_with_it()
    {
        foreach (var template in ScriptTemplate.All)
            _folder.Write($"specs/my-{template.Kind}.csx", template.Write($"my-{template.Kind}"));
        _folder.Write("specs/compiler.csx", Compiler);
        var spec = _folder.Write("specs/scripted.yaml", Spec);

        var refused = Run("run", spec);
        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith($"error: {spec}:5:14: the script {_folder["specs/my-mask.csx"]} has not been confirmed", refused.Error);
        Assert.Contains("--trust", refused.Error);
        Assert.Empty(Directory.GetDirectories(_folder["runs"], "2*"));

        // Any command that loads the spec asks for it, and any of them confirms.
        Assert.Contains("has not been confirmed", Run("data", "masks", spec, "-o", _folder["masks.png"]).Error);
        Assert.Contains("has not been confirmed", Run("weights", "load", spec, _folder["x.safetensors"]).Error);
        Assert.Equal(0, Run("data", "masks", spec, "-o", _folder["masks.png"], "--trust").ExitCode);
        Assert.True(File.Exists(_folder["masks.png"]));
        Assert.Contains("my-hook.csx: this script has not been confirmed", Run("run", spec).Error);
        Assert.Equal(0, Run("validate", spec, "--trust").ExitCode);
        var wrong = Run("validate", spec, "-s", "mask.width=2", "--json").Json.GetProperty("errors")[0];
        Assert.Contains("mask.width: expected a finite number from 0.05 to 0.9, received the number 2", wrong.GetProperty("message").GetString());

        var run = Run("run", spec);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("compiler loaded: False", run.Error);
        Assert.Contains("scripted is to take 2 steps", run.Error);
        Assert.Contains("my-metric", run.Output);
        var shown = Run("runs", "show", "latest").Output;
        Assert.Contains("my-family", shown);
        Assert.Contains("my-metric ↓", ProgramRun.WithoutTorch(_folder["runs"], "runs", "table", "--metrics", "my-metric").Output);
        Assert.Equal(7, Directory.GetFiles(Path.Combine(_folder["runs"], run.Lines[^1], "scripts")).Length);

        // The run's folder is enough.
        Directory.Delete(_folder["specs"], recursive: true);
        var picture = _folder.Write("photo.png", ImageBuffer.FromPlanar(new float[3 * 40 * 48], 3, 40, 48));
        var mask = _folder.Write("mask.png", ImageBuffer.FromPlanar([.. Enumerable.Range(0, 40 * 48).Select(i => i % 48 is > 10 and < 20 ? 1f : 0f)], 1, 40, 48));
        var filled = Run("inpaint", "latest", picture, mask, "-o", _folder["filled.png"]);
        Assert.True(filled.ExitCode == 0, filled.Error);
        Assert.True(File.Exists(_folder["filled.png"]));
    }

    [Fact]
    public void The_scripts_of_the_page_run()
    {
        foreach (var (name, text) in DocumentedScripts.Of("hooks.md"))
            _folder.Write($"specs/{name}", text);
        var spec = _folder.Write("specs/page.yaml", TrainedRun.Spec
            .Replace("mask: {kind: random-box}", "components: [stripes.csx]\nmask: {kind: stripes, width: 0.3}\nhooks: {scripts: [{file: watch.csx, every: 2}]}", StringComparison.Ordinal));
        var run = Run("run", spec, "--trust", "-s", "training.steps=6", "-s", "evaluation.every=3");
        Assert.True(run.ExitCode == 0, run.Error);
        var log = InpaintLab.Runs.RunLog.Read(Path.Combine(_folder["runs"], run.Lines[^1], "points.log"));
        Assert.Equal([2L, 4, 6], log.Series("hook/log_l1").Select(p => p.Step));
        Assert.All(log.Series("hook/log_l1"), p => Assert.True(double.IsFinite(p.Value)));
        Assert.Equal(1, Run("runs", "list", "--where", "tag = good or tag = poor", "--json").Json.GetArrayLength());
    }

    [Fact]
    public void New_writes_a_script_that_needs_no_confirmation_and_never_over_a_file()
    {
        var file = _folder.File("specs", "stripes.csx");
        var created = Run("new", "mask", "stripes", "-o", file);
        Assert.True(created.ExitCode == 0, created.Error);
        var spec = _folder.Write("specs/s.yaml", "name: s\ncomponents: [stripes.csx]\ndataset: {kind: dead-leaves}\nmask: {kind: stripes}\nmodel: {family: gated-conv}\n");
        var schema = ProgramRun.WithoutTorch(_folder["runs"], "schema", spec);
        Assert.True(schema.ExitCode == 0, schema.Error);
        Assert.Contains("\"const\": \"stripes\"", schema.Output);

        Assert.Contains("found one that exists", Run("new", "mask", "stripes", "-o", file).Error);
        Assert.Contains("there is a built-in one named 'box'", Run("new", "mask", "box").Error);
    }

    [Fact]
    public void The_report_that_new_writes_runs()
    {
        var file = _folder.Write("my-report.csx", ScriptTemplate.All.Single(t => t.Kind == "report").Write("my-report"));
        var report = ProgramRun.WithoutTorch(_folder["runs"], "report", file);
        Assert.True(report.ExitCode == 0, report.Error);
        Assert.StartsWith("| run | family | masks | psnr_hole |", File.ReadAllText(_folder["my-report/my-report.md"]));
    }

    private ProgramRun Run(params string[] arguments)
    {
        Directory.CreateDirectory(_folder["runs"]);
        return ProgramRun.Of(_folder["runs"], arguments);
    }
}
