using System.CommandLine;
using InpaintLab.Cli.Commands;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Registry;
using InpaintLab.Scripting;
using InpaintLab.Scripting.Specs;
using InpaintLab.Training.Scripts;

namespace InpaintLab.Tests.Cli.Running;

public sealed class ScriptConfirmationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_script_is_asked_about_once_and_remembered()
    {
        var asked = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var library = Library(script =>
            {
                asked.Add(script.Name);
                return true;
            });
            library.Load(Script("a.csx"), ComponentGlobals.Kind).Dispose();
            library.Load(Script("b.csx"), ComponentGlobals.Kind).Dispose();
        }

        Assert.Equal(["a.csx", "b.csx"], asked);
    }

    [Fact]
    public void Without_a_yes_nothing_is_loaded()
    {
        var error = Assert.Throws<UntrustedScriptException>(() => Library(_ => false).Load(Script("a.csx"), ComponentGlobals.Kind));
        Assert.Equal("a.csx", error.Script.Name);
        Assert.False(File.Exists(_folder["trusted"]));
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData(" YES \n", true)]
    [InlineData("\n", false)]
    [InlineData("yess\n", false)]
    [InlineData("", false)]
    public void Only_a_plain_yes_is_one(string answer, bool expected)
    {
        using var output = new StringWriter();
        using var input = new StringReader(answer);
        Assert.Equal(expected, ScriptConfirmation.Ask(Script("a.csx"), input, output));
        Assert.Contains(_folder["a.csx"], output.ToString());
    }

    [Fact]
    public void Whatever_takes_a_spec_takes_a_confirmation()
    {
        Command[] roots =
        [
            RunCommand.Create(), ValidateCommand.Create(), PlanCommand.Create(), SchemaCommand.Create(), InpaintCommand.Create(), EvaluateCommand.Create(),
            RunsCommand.Create(), ReportCommand.Create(), DataCommand.Create(), WeightsCommand.Create(),
        ];
        var takingSpecs = roots.SelectMany(All).Where(c => c.Arguments.Any(a => a.Name.Contains("SPEC", StringComparison.Ordinal))).ToList();
        Assert.True(takingSpecs.Count > 6);
        Assert.All(takingSpecs, c => Assert.Contains(c.Options, o => o.Name == ScriptConfirmation.OptionName));
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Append(command);

    private ScriptLibrary Library(Func<SpecScript, bool> confirm) =>
        new(new ScriptTrust(_folder["trusted"]), new ScriptCache(_folder["cache"])) { Confirm = confirm };

    private SpecScript Script(string name)
    {
        _folder.Write(name, $"var name = \"{name}\";");
        return SpecScriptReader.Find(name, _folder);
    }
}
