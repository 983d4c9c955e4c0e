using System.Text.Json;

namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>schema</c> and the committed file that editors read.</summary>
public sealed class SchemaCommandTests
{
    private static readonly string Root = RepositoryRoot.Path;

    [Fact]
    public void The_committed_schema_is_current()
    {
        var printed = ProgramRun.WithoutTorch("/nowhere", "schema");
        Assert.Equal(0, printed.ExitCode);
        Assert.True(
            printed.Output == File.ReadAllText(Path.Combine(Root, "src", "docs", "spec.schema.json")),
            "the options of specs changed; make the schema again: ./inpaintlab schema > src/docs/spec.schema.json");
    }

    [Fact]
    public void Every_experiment_names_the_schema()
    {
        var specs = Directory.GetFiles(Path.Combine(Root, "experiments"), "*.yaml", SearchOption.AllDirectories);
        Assert.NotEmpty(specs);
        Assert.All(specs, spec =>
        {
            const string Modeline = "# yaml-language-server: $schema=";
            var line = File.ReadLines(spec).First();
            Assert.StartsWith(Modeline, line, StringComparison.Ordinal);
            Assert.Equal(Path.Combine(Root, "src", "docs", "spec.schema.json"), Path.GetFullPath(line[Modeline.Length..], Path.GetDirectoryName(spec)!));
        });
    }

    [Fact]
    public void It_tells_keys_types_ranges_defaults_names_and_meanings()
    {
        var properties = ProgramRun.WithoutTorch("/nowhere", "schema").Json.GetProperty("$defs").GetProperty("part").GetProperty("properties");
        var batch = properties.GetProperty("training").GetProperty("properties").GetProperty("batch");
        Assert.Equal("integer", batch.GetProperty("type").GetString());
        Assert.Equal((1, 4096, 8), (batch.GetProperty("minimum").GetInt32(), batch.GetProperty("maximum").GetInt32(), batch.GetProperty("default").GetInt32()));
        Assert.Equal("Images whose gradient is computed at once.", batch.GetProperty("description").GetString());
        var kinds = properties.GetProperty("mask").GetProperty("properties").GetProperty("kind").GetProperty("oneOf");
        Assert.Contains("free-form", kinds.EnumerateArray().Select(k => k.GetProperty("const").GetString()));
        Assert.All(kinds.EnumerateArray(), kind => Assert.True(kind.TryGetProperty("description", out _)));
        var branch = properties.GetProperty("mask").GetProperty("allOf").EnumerateArray()
            .Single(b => b.GetProperty("if").GetProperty("properties").GetProperty("kind").GetProperty("const").GetString() == "free-form");
        Assert.Equal(JsonValueKind.False, branch.GetProperty("then").GetProperty("additionalProperties").ValueKind);
    }
}
