using InpaintLab.Core.Specs;

namespace InpaintLab.Tests.Core.Specs;

public sealed class SpecCompositionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_spec_has_the_keys_of_what_it_extends_and_its_own_win()
    {
        Write("base.yaml", FakeComponents.Minimal + "\ntraining: {steps: 5, batch: 4}\nresolution: 32\n");
        var spec = Load("extends: base.yaml\nname: mine\ntraining: {steps: 7}");

        Assert.Equal(("mine", 7, 4, 32), (spec.Name, spec.Training.Steps, spec.Training.Batch, spec.Resolution));
    }

    [Fact]
    public void Of_several_bases_the_later_wins_and_paths_are_relative_to_the_file_that_names_them()
    {
        Directory.CreateDirectory(_folder.File("deep"));
        Write("deep/root.yaml", FakeComponents.Minimal + "\nseed: 1");
        Write("deep/one.yaml", "extends: root.yaml\nseed: 2\nresolution: 32");
        Write("two.yaml", "seed: 3");

        var spec = Load("extends: [deep/one.yaml, two.yaml]\nname: x");

        Assert.Equal((3, 32), (spec.Seed, spec.Resolution));
    }

    [Fact]
    public void A_block_that_names_another_component_replaces_the_options_of_the_first()
    {
        Write("base.yaml", FakeComponents.Minimal.Replace("{kind: boxes}", "{kind: boxes, min_ratio: 0.2}"));

        Assert.Equal("free-form", Load("extends: base.yaml\nmask: {kind: free-form}").Mask.Name);
        var same = (BoxesOptions)Load("extends: base.yaml\nmask: {max_ratio: 0.3}").Mask.Options;
        Assert.Equal((0.2, 0.3), (same.MinRatio, same.MaxRatio));
    }

    [Fact]
    public void A_circle_of_bases_is_refused_with_its_chain()
    {
        Write("a.yaml", "extends: b.yaml");
        Write("b.yaml", "extends: a.yaml");
        var error = Assert.Single(ErrorsOf("extends: a.yaml\n" + FakeComponents.Minimal));

        Assert.EndsWith("b.yaml", error.File, StringComparison.Ordinal);
        Assert.Equal("extends: a spec cannot extend itself: a.yaml -> b.yaml -> a.yaml", error.Message);
    }

    [Fact]
    public void A_missing_base_is_named_with_its_place_and_the_nearest_file()
    {
        Write("common.yaml", FakeComponents.Minimal);
        var error = Assert.Single(ErrorsOf("name: x\nextends: comon.yaml"));

        Assert.Equal((2, 10), (error.Line, error.Column));
        Assert.Contains("found no '", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("common.yaml'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_a_base_has_the_place_in_the_base()
    {
        Write("base.yaml", FakeComponents.Minimal + "\ntraining: {stepps: 5}");
        var error = Assert.Single(ErrorsOf("extends: base.yaml"));

        Assert.EndsWith("base.yaml", error.File, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'steps'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_is_put_over_the_spec_and_overrides_over_the_profile()
    {
        const string Text = FakeComponents.Minimal + "\ntraining: {steps: 5, batch: 4}\nprofiles:\n  small: {training: {steps: 3, batch: 2}}\n";

        Assert.Equal((5, 4), Steps(Cells(Text)));
        Assert.Equal((3, 2), Steps(Cells(Text, "small")));
        Assert.Equal((3, 1), Steps(Cells(Text, "small", "training.batch=1")));
        static (int?, int) Steps(IReadOnlyList<SpecCell> cells) =>
            (Assert.Single(cells).Resolved.Spec.Training.Steps, cells[0].Resolved.Spec.Training.Batch);
    }

    [Theory]
    [InlineData("\nprofiles: {small: {}}", "smal", "unknown profile 'smal'. Did you mean 'small'? Known: small.")]
    [InlineData("", "small", "unknown profile 'small': the spec has no profiles")]
    [InlineData("\nprofiles: {small: {profiles: {}}}", "small", "'profiles' has no meaning here: expected it at the top of a spec file")]
    [InlineData("\nprofiles: {small: 3}", null, "profiles.small: expected a part of a spec as a mapping, received the number 3")]
    [InlineData("\nprofiles: [a]", null, "profiles: expected a mapping of names to parts of a spec, received a list")]
    public void A_profile_that_is_not_there_or_not_one_is_refused(string text, string? profile, string message)
    {
        var error = Assert.Throws<SpecException>(() => Cells(FakeComponents.Minimal + text, profile)).Errors;
        Assert.Equal(message, error[0].Message);
    }

    [Theory]
    [InlineData("extends=x.yaml", "'extends' has no meaning here")]
    [InlineData("profiles.small=1", "'profiles' has no meaning here")]
    public void What_an_override_cannot_change_is_refused(string change, string message)
    {
        var error = Assert.Throws<SpecException>(() => Cells(FakeComponents.Minimal, null, change)).Errors;
        Assert.StartsWith(message, Assert.Single(error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_annotated_text_says_where_every_value_comes_from_and_reads_back()
    {
        Write("base.yaml", FakeComponents.Minimal);
        Write("spec.yaml", "extends: base.yaml\nseed: 4\nevaluation: {metrics: [l1], masks: [{name: a, kind: boxes}]}");
        var resolved = SpecLoader.Resolve(_folder.File("spec.yaml"), ["training.steps=9"], FakeComponents.Registry);
        var lines = resolved.AnnotatedText().Split('\n');

        Assert.Matches($"^seed: 4 +# {_folder.File("spec.yaml")}:2:7$", lines.Single(l => l.StartsWith("seed:", StringComparison.Ordinal)));
        Assert.Matches("^  steps: 9 +# -s training.steps=9$", lines.Single(l => l.StartsWith("  steps:", StringComparison.Ordinal)));
        Assert.Matches("^  batch: 8 +# default$", lines.First(l => l.StartsWith("  batch:", StringComparison.Ordinal)));
        Assert.Matches($"^name: small +# {_folder.File("base.yaml")}:1:7$", lines[0]);
        Assert.Matches("^  - name: a +# .*spec.yaml:3:", lines.Single(l => l.StartsWith("  - name:", StringComparison.Ordinal)));
        Assert.Equal(resolved.Text, SpecLoader.ResolveText(resolved.AnnotatedText(), "x.yaml", [], FakeComponents.Registry).Text);
    }

    private static IReadOnlyList<SpecCell> Cells(string text, string? profile = null, params string[] overrides) =>
        SpecLoader.ResolveCellsText(text, "spec.yaml", new SpecRequest(profile, overrides), FakeComponents.Registry);

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);

    private ExperimentSpec Load(string text)
    {
        Write("spec.yaml", text);
        return SpecLoader.Load(_folder.File("spec.yaml"), [], FakeComponents.Registry);
    }

    private IReadOnlyList<SpecError> ErrorsOf(string text) => Assert.Throws<SpecException>(() => Load(text)).Errors;
}
