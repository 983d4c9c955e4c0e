using InpaintLab.Scripting;

namespace InpaintLab.Tests.Scripting;

/// <summary>What is kept of compiled scripts, on disk and in memory.</summary>
public sealed class ScriptCacheTests : IDisposable
{
    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_script_that_did_not_change_is_compiled_once()
    {
        Assert.Equal(["1"], _folder.Run("Say(1);"));
        var kept = Assert.Single(_folder.Cached);
        var content = File.ReadAllBytes(kept);
        Assert.Equal(["1"], _folder.Run("Say(1);"));
        Assert.Equal(content, File.ReadAllBytes(Assert.Single(_folder.Cached)));
        Assert.Equal(["2"], _folder.Run("Say(2);"));
        Assert.Equal(2, _folder.Cached.Count);
    }

    [Fact]
    public void What_another_process_compiled_is_taken_from_the_cache_and_what_it_did_not_is_compiled_here()
    {
        var path = _folder.Write("a.csx", "Say(1);");
        var asked = new List<string>();
        using (_folder.Load("a.csx", elsewhere: full => { asked.Add(full); _folder.Load("a.csx").Dispose(); }))
            Assert.Single(_folder.Cached);
        using (_folder.Load("a.csx", elsewhere: asked.Add))
            Assert.Equal([path], asked);
        _folder.Write("a.csx", "Say(2);");
        using (_folder.Load("a.csx", elsewhere: asked.Add))
            Assert.Equal((2, 2), (asked.Count, _folder.Cached.Count));
        _folder.Write("a.csx", "Say(;");
        Assert.Contains("a.csx:1:5", Assert.Throws<ScriptException>(() => _folder.Load("a.csx", elsewhere: asked.Add)).Message);
    }

    [Fact]
    public void A_change_of_a_loaded_file_counts()
    {
        const string text = "#load \"b.csx\"\nSay(x);";
        _folder.Write("b.csx", "var x = 1;");
        Assert.Equal(["1"], _folder.Run(text));
        _folder.Write("b.csx", "var x = 2;");
        Assert.Equal(["2"], _folder.Run(text));
        File.Delete(_folder.File("b.csx"));
        Assert.Throws<ScriptException>(() => _folder.Run(text));
    }

    [Fact]
    public void What_is_damaged_is_compiled_again()
    {
        _folder.Run("Say(1);");
        var path = Assert.Single(_folder.Cached);
        var whole = File.ReadAllBytes(path);
        foreach (var damaged in new[] { [], whole[..40], [.. whole[..^1], (byte)~whole[^1]], new byte[200] })
        {
            File.WriteAllBytes(path, damaged);
            Assert.Equal(["1"], _folder.Run("Say(1);"));
            Assert.Equal(whole.Length, new FileInfo(path).Length);
        }
    }

    [Fact]
    public void A_cache_that_cannot_be_written_stops_nothing()
    {
        File.WriteAllText(_folder.CachePath, "a file");
        Assert.Equal(["1"], _folder.Run("Say(1);"));
    }

    [Fact]
    public void Many_changing_scripts_leave_nothing_in_memory_and_little_on_disk()
    {
        for (var i = 0; i < 50; i++)
            Assert.Equal([$"{i}"], _folder.Run($"record P(int X); Say(new P({i}).X);"));
        Assert.InRange(_folder.LiveContexts(), 0, 1);

        // As many as are kept, beside those of before.
        for (var i = 0; i < 64; i++)
            File.WriteAllText(Path.Combine(_folder.CachePath, $"{i}.script"), "");
        _folder.Run("Say(-1);");
        Assert.Equal(64, _folder.Cached.Count);
    }

    [Fact]
    public void A_script_that_failed_leaves_nothing_in_memory()
    {
        for (var i = 0; i < 3; i++)
            Fail();
        Assert.InRange(_folder.LiveContexts(), 0, 1);

        void Fail() => Assert.Throws<ScriptException>(() => _folder.Run("class Mine : Exception { }\nthrow new Mine();"));
    }
}
