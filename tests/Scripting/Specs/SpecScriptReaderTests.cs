using System.Security.Cryptography;
using InpaintLab.Core.Errors;
using InpaintLab.Scripting.Specs;

namespace InpaintLab.Tests.Scripting.Specs;

public sealed class SpecScriptReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_script_lies_beside_its_spec_or_where_a_run_keeps_it_and_its_hash_is_that_of_the_file()
    {
        var beside = _folder.Write("a.csx", "// a");
        var kept = _folder.Write("scripts/b.csx", "// b");
        var script = SpecScriptReader.Find("a.csx", _folder);
        Assert.Equal(("a.csx", beside), (script.Name, script.Path));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(beside))), script.Sha256);
        Assert.Equal(kept, SpecScriptReader.Find("b.csx", _folder).Path);
        Assert.Equal(beside, SpecScriptReader.Find(beside, "elsewhere").Path);
        var error = Assert.Throws<UserErrorException>(() => SpecScriptReader.Find("aa.csx", _folder));
        Assert.Contains("a.csx'?", error.Message);
    }

    [Fact]
    public void All_that_it_loads_and_references_is_part_of_it_and_of_its_hash()
    {
        File.Copy(typeof(SpecScriptReaderTests).Assembly.Location, _folder["Local.dll"]);
        _folder.Write("parts/c.csx", "int c = 1;");
        _folder.Write("parts/b.csx", "#load \"c.csx\"\nint b = 1;");
        _folder.Write("a.csx", "#r \"System.Xml\"\n #  load \"parts/b.csx\"\r#r\"Local.dll\"\n#load \"absent.csx\"\n");
        var before = SpecScriptReader.Find("a.csx", _folder);
        Assert.Equal(["a.csx", "Local.dll", "parts/b.csx", "parts/c.csx"], before.Parts.Select(p => p.Name));
        _folder.Write("parts/c.csx", "int c = 2;");
        Assert.NotEqual(before.Sha256, SpecScriptReader.Find("a.csx", _folder).Sha256);
    }

    [Fact]
    public void What_lies_outside_its_folder_cannot_travel_with_a_run()
    {
        _folder.Write("common.csx", "");
        _folder.Write("specs/a.csx", "#load \"../common.csx\"");
        var error = Assert.Throws<UserErrorException>(() => SpecScriptReader.Find("a.csx", _folder["specs"]));
        Assert.Contains("expected files in its own folder", error.Message);
    }
}
