using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;

namespace InpaintLab.Tests.Core.Specs;

/// <summary>How specs name scripts; what scripts are is another layer's.</summary>
public sealed class ScriptSpecTests
{
    private static readonly string HashOfA = new('a', 64);

    [Fact]
    public void A_script_is_written_by_its_name_and_hash_alone()
    {
        var resolved = Resolve("hooks: [dir/a.csx, {file: b.csx, every: 5}]");
        Assert.Contains($"hooks:\n  scripts:\n  - file: a.csx\n    sha256: {HashOfA}\n    every: 1\n", resolved.Text);
        Assert.Contains("    every: 5\n  on_error: stop\n", resolved.Text);
        Assert.Equal(resolved.Hash, Resolve($"hooks: {{scripts: [{{file: a.csx, sha256: {HashOfA}}}, {{file: b.csx, every: 5}}]}}").Hash);
        Assert.Equal(["a.csx", "b.csx"], resolved.Scripts.Select(s => s.Name));
        Assert.Equal(["specs/dir/a.csx", "specs/b.csx"], resolved.Scripts.Select(s => s.Path.Replace('\\', '/')));
    }

    [Fact]
    public void A_spec_without_scripts_keeps_the_text_that_it_had_before_there_were_any()
    {
        var plain = Resolve("");
        Assert.DoesNotContain("hooks", plain.Text);
        Assert.DoesNotContain("components", plain.Text);
        Assert.DoesNotContain("terms", plain.Text);
        Assert.Equal(plain.Hash, Resolve("hooks: []\ncomponents: []").Hash);
    }

    [Fact]
    public void Components_of_scripts_are_named_and_checked_as_built_in_ones()
    {
        var resolved = Resolve("components: [a.csx]\nmask: {kind: scripted, max_ratio: 0.3}");
        Assert.Equal("scripted", resolved.Spec.Mask.Name);
        Assert.Contains($"components:\n- file: a.csx\n  sha256: {HashOfA}\ndataset:", resolved.Text);
        Assert.Equal("scripted", resolved.Registry!.Find<MaskAttribute>("scripted").Name);
        var error = Assert.Single(Errors("components: [a.csx]\nmask: {kind: scripted, max_ratio: 3}"));
        Assert.Equal((5, 35), (error.Line, error.Column));
        Assert.Contains("mask.max_ratio: expected a finite number from 0 to 1", error.Message);
        Assert.Contains("unknown mask kind 'scripted'", Assert.Single(Errors("mask: {kind: scripted}")).Message);
    }

    [Theory]
    [InlineData("hooks: [a.py]", "hooks.scripts[0].file: expected the path of a C# script")]
    [InlineData("hooks: [missing.csx]", "hooks.scripts[0]: specs/missing.csx: no such file")]
    [InlineData("hooks: [{file: a.csx, sha256: bbbb}]", "expected a SHA-256")]
    [InlineData("hooks: [a.csx, a.csx]", "'a.csx' is given twice")]
    [InlineData("hooks: [a.csx, dir/a.csx]", "two scripts are named 'a.csx'")]
    [InlineData("hooks: {scripts: [a.csx], on_eror: warn}", "Did you mean 'on_error'?")]
    [InlineData("components: [missing.csx]\nmask: {kind: scripted}", "no such file")]
    [InlineData("components: [double.csx]", "two components are named 'boxes'")]
    public void What_is_wrong_with_a_script_is_said_where_it_is_named(string text, string message)
    {
        var error = Assert.Single(Errors(text));
        Assert.Contains(message, error.Message);
        Assert.Equal(4, error.Line);
    }

    [Fact]
    public void A_script_of_another_hash_than_the_spec_says_is_refused() =>
        Assert.Contains("it was changed", Assert.Single(Errors($"hooks: [{{file: a.csx, sha256: {new string('b', 64)}}}]")).Message);

    [Fact]
    public void Where_there_are_no_scripts_none_can_be_named()
    {
        var error = Assert.Throws<SpecException>(() => SpecLoader.LoadText(Text("hooks: [a.csx]"), "s.yaml", [], FakeComponents.Registry));
        Assert.Contains("scripts cannot be named here", error.Message);
    }

    [Fact]
    public void A_script_that_is_not_confirmed_is_an_error_with_its_place()
    {
        var error = Assert.Throws<UntrustedScriptException>(() => Resolve("components: [untrusted.csx]"));
        Assert.Equal(("untrusted.csx", 4), (error.Script.Name, Assert.Single(error.Errors).Line));
    }

    private static string Text(string more) => "name: small\ndataset: {kind: photos, root: data}\nmodel: {family: tiny}\n"
        + more + (more.Contains("mask:", StringComparison.Ordinal) ? "" : "\nmask: {kind: boxes}") + "\n";

    private static ResolvedSpec Resolve(string more)
    {
        var registry = FakeComponents.Registry.With([]);
        return SpecLoader.ResolveText(Text(more), "specs/s.yaml", [], new ComponentRegistry(
            new[] { typeof(DatasetAttribute), typeof(MaskAttribute), typeof(FamilyAttribute), typeof(MetricAttribute) }
                .SelectMany(kind => registry.All(kind)).Select(c => c.Type))
        { Scripts = new FakeScripts() });
    }

    private static IReadOnlyList<SpecError> Errors(string more) => Assert.Throws<SpecException>(() => Resolve(more)).Errors;

    private sealed class FakeScripts : IComponentScripts
    {
        public SpecScript Find(string file, string folder)
        {
            var path = Path.Combine(folder, file);
            var name = Path.GetFileName(path);
            return name == "missing.csx"
                ? throw new UserErrorException($"{path}: no such file")
                : new SpecScript(name, path, new string(name[0], 64).Replace('u', 'e'), []);
        }

        public IReadOnlyList<Type> TypesOf(SpecScript script) => script.Name switch
        {
            "untrusted.csx" => throw new UntrustedScriptException(script),
            "double.csx" => [typeof(OtherBoxes)],
            _ => [typeof(Scripted)],
        };
    }

    [Mask("scripted")]
    private sealed class Scripted(BoxesOptions options)
    {
        public BoxesOptions Options { get; } = options;
    }

    [Mask("boxes")]
    private sealed class OtherBoxes(BoxesOptions options)
    {
        public BoxesOptions Options { get; } = options;
    }
}
