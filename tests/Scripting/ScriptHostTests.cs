using InpaintLab.Core.Errors;
using InpaintLab.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace InpaintLab.Tests.Scripting;

/// <summary>What scripts can say, and what is said of those that are wrong.</summary>
public sealed class ScriptHostTests : IDisposable
{
    private readonly ScriptFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_script_sees_its_globals_open_namespaces_and_the_files_that_it_loads()
    {
        Directory.CreateDirectory(_folder.File("parts"));
        _folder.Write("parts/twice.csx", "#load \"base.csx\"\nint Twice(int x) => Base * x;");
        _folder.Write("parts/base.csx", "const int Base = 2;");
        var said = _folder.Run(
            """
            #load "parts/twice.csx"
            Say(Twice(21));
            await System.Threading.Tasks.Task.Yield();
            Say(string.Join(",", Enumerable.Range(0, 3)));
            """);
        Assert.Equal(["42", "0,1,2"], said);
    }

    [Fact]
    public void A_script_references_assemblies_beside_it_and_by_name()
    {
        var library = CSharpCompilation.Create(
            "Local",
            [CSharpSyntaxTree.ParseText("public static class Local { public static int Answer => 42; }", cancellationToken: TestContext.Current.CancellationToken)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.True(library.Emit(_folder.File("Local.dll"), cancellationToken: TestContext.Current.CancellationToken).Success);
        const string text = "#r \"Local.dll\"\n#r \"InpaintLab.Imaging\"\nSay(Local.Answer); Say(typeof(InpaintLab.Imaging.ImageBuffer).Name);";
        Assert.Equal(["42", "ImageBuffer"], _folder.Run(text));
        Assert.Equal(["42", "ImageBuffer"], _folder.Run(text)); // from the cache
    }

    [Theory]
    [InlineData("Say(1);\n  Sai(2);\n", "a.csx:2:3: ", "Did you mean 'Say'?", "\n      Sai(2);\n      ^")]
    [InlineData("Say(Number.ToStrin());\n", "a.csx:1:12: ", "Did you mean 'ToString'?", "\n    Say(Number.ToStrin());\n               ^")]
    [InlineData("#r \"nuget: Some.Package, 1.0\"\n", "a.csx:1:1: ", "packages are not fetched", "^")]
    [InlineData("// nothing\n", "a.csx:1:1: ", "expected statements")]
    [InlineData("#load \"missing.csx\"\n", "a.csx:1:7: ", "missing.csx", "^")]
    public void An_error_of_the_compiler_has_its_place_a_hint_and_a_caret(string text, params string[] parts)
    {
        var error = Assert.Throws<ScriptException>(() => _folder.Run(text));
        foreach (var part in parts)
            Assert.Contains(part, error.Message);
        Assert.Empty(_folder.Cached);
    }

    [Fact]
    public void All_errors_are_said_those_of_loaded_files_too()
    {
        _folder.Write("b.csx", "\nint x = \"\";");
        var error = Assert.Throws<ScriptException>(() => _folder.Run("#load \"b.csx\"\nint y = \"\";\nint z = \"\";"));
        Assert.Equal([("a.csx", 2), ("a.csx", 3), ("b.csx", 2)], error.Errors.Select(e => (Path.GetFileName(e.File), e.Line)));
    }

    [Fact]
    public void What_a_script_throws_has_the_line_and_those_that_called_it()
    {
        _folder.Write("b.csx", "int Fail(int n)\n{\n    if (n > 0)\n        throw new InvalidOperationException($\"no {n}\");\n    return n;\n}\n");
        const string text = "#load \"b.csx\"\nSay(1);\nvar all = new[] { 0, 7 }.Select(Fail);\nSay(all.Sum());\n";
        for (var i = 0; i < 2; i++) // compiled, and from the cache
        {
            var error = Assert.Throws<ScriptException>(() => _folder.Run(text));
            Assert.Contains("b.csx:4:9: InvalidOperationException: no 7\n            throw new Inva", error.Message);
            Assert.Matches(@"called from .*a\.csx:4:1", error.Message);
        }

        var user = Assert.Throws<ScriptException>(() => _folder.Run("throw new InpaintLab.Core.Errors.UserErrorException(\"yours\");".Insert(0, "#r \"InpaintLab.Core\"\n")));
        Assert.Contains("a.csx:2:1: yours", user.Message);
    }

    [Fact]
    public void A_missing_script_is_answered_with_the_nearest_and_what_is_none_is_refused()
    {
        _folder.Write("table.csx", "");
        Assert.Contains("table.csx'?", Assert.Throws<UserErrorException>(() => _folder.Load("tabel.csx")).Message);
        _folder.Write("table.yaml", "");
        Assert.Contains(".csx", Assert.Throws<UserErrorException>(() => _folder.Load("table.yaml")).Message);
    }

    [Fact]
    public void A_script_can_run_again_and_starts_afresh()
    {
        _folder.Write("a.csx", "var n = 0;\nn++;\nNumber += n;");
        using var script = _folder.Load("a.csx");
        var globals = new TestGlobals();
        script.Run(globals, null, TestContext.Current.CancellationToken);
        script.Run(globals, null, TestContext.Current.CancellationToken);
        Assert.Equal(2, globals.Number);
    }
}
