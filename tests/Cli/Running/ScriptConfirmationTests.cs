using InpaintLab.Cli.Running;
using InpaintLab.Core.Registry;
using InpaintLab.Scripting.Specs;

namespace InpaintLab.Tests.Cli.Running;

public sealed class ScriptConfirmationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptTrust _trust;

    public ScriptConfirmationTests() => _trust = new ScriptTrust(_folder["trusted"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_script_is_asked_about_once_and_remembered()
    {
        var asked = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var confirmation = new ScriptConfirmation(_trust, script =>
            {
                asked.Add(script.Name);
                return true;
            });
            Assert.Equal("loaded", confirmation.Load(Load));
        }

        Assert.Equal(["a.csx", "b.csx"], asked);
    }

    [Fact]
    public void Without_a_yes_nothing_is_loaded()
    {
        var error = Assert.Throws<UntrustedScriptException>(() => new ScriptConfirmation(_trust, _ => false).Load(Load));
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

    private string Load()
    {
        foreach (var script in new[] { Script("a.csx"), Script("b.csx") })
        {
            if (!_trust.Includes(script))
                throw new UntrustedScriptException(script);
        }

        return "loaded";
    }

    private SpecScript Script(string name)
    {
        _folder.Write(name, $"// {name}");
        return SpecScriptReader.Find(name, _folder);
    }
}
