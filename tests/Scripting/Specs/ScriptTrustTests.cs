using InpaintLab.Core.Registry;
using InpaintLab.Scripting.Specs;

namespace InpaintLab.Tests.Scripting.Specs;

public sealed class ScriptTrustTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_confirmed_script_is_trusted_by_its_content_wherever_it_lies()
    {
        var trust = new ScriptTrust(_folder["config/trusted"]);
        var script = Script("a.csx", "// one");
        Assert.False(trust.Includes(script));
        trust.Confirm(script);
        Assert.True(new ScriptTrust(_folder["config/trusted"]).Includes(script));
        Assert.True(trust.Includes(Script("elsewhere/b.csx", "// one")));
        Assert.False(trust.Includes(Script("a.csx", "// two")));
    }

    [Fact]
    public void A_file_made_here_stays_trusted_while_it_is_changed_and_so_do_its_copies()
    {
        var trust = new ScriptTrust(_folder["trusted"]);
        trust.ConfirmFile(_folder["mine.csx"]);
        Assert.False(trust.Includes(Script("copy.csx", "// changed")));
        Assert.True(trust.Includes(Script("mine.csx", "// changed")));
        Assert.True(trust.Includes(Script("copy.csx", "// changed")));
        Assert.False(trust.Includes(Script("other-mine.csx", "// other")));
    }

    private SpecScript Script(string name, string text)
    {
        _folder.Write(name, text);
        return SpecScriptReader.Find(name, _folder);
    }
}
