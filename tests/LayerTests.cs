using System.Xml.Linq;

namespace InpaintLab.Tests;

/// <summary>Which project may use which: the layers of src/docs/architecture.md.</summary>
public sealed class LayerTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Core"] = [],
        ["Imaging"] = ["Core"],
        ["Torch"] = [],
        ["Data"] = ["Core", "Imaging", "Torch"],
        ["Classical"] = ["Core", "Imaging"],
        ["Models"] = ["Core", "Torch"],
        ["Metrics"] = ["Core", "Torch"],
        ["Runs"] = ["Core"],
        ["Scripting"] = ["Core", "Runs"],
        ["Training"] = ["Core", "Imaging", "Torch", "Data", "Classical", "Models", "Metrics", "Runs", "Scripting"],
        ["Reporting"] = ["Core", "Imaging", "Runs", "Scripting"],
        ["Dashboard"] = ["Core", "Imaging", "Runs", "Scripting", "Reporting"],
    };

    private static readonly string Source = Path.Combine(RepositoryRoot.Path, "src");

    [Fact]
    public void Every_project_uses_only_those_it_stands_on_and_all_but_the_command_line_are_layers()
    {
        var projects = Projects();
        Assert.NotEmpty(projects);
        foreach (var (name, references) in projects.Where(p => p.Key != "Cli"))
        {
            Assert.Contains(name, Allowed.Keys);
            Assert.Empty(references.Except(Allowed[name]));
        }
    }

    [Theory]
    [InlineData("Core")]
    [InlineData("Imaging")]
    [InlineData("Classical")]
    [InlineData("Runs")]
    [InlineData("Scripting")]
    [InlineData("Reporting")]
    [InlineData("Dashboard")]
    public void What_must_start_at_once_does_not_reach_libtorch(string name)
    {
        var projects = Projects();
        Assert.SkipUnless(projects.ContainsKey(name), $"there is no project {name}");
        Assert.DoesNotContain("Torch", Reached(name));

        IEnumerable<string> Reached(string project) => projects[project].SelectMany(Reached).Append(project);
    }

    private static Dictionary<string, string[]> Projects() => Directory.GetFiles(Source, "*.csproj", SearchOption.AllDirectories)
        .ToDictionary(NameOf, file => XDocument.Load(file).Descendants("ProjectReference").Select(r => NameOf(r.Attribute("Include")!.Value)).ToArray());

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project.Replace('\\', '/'))["InpaintLab.".Length..];
}
