namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>report</c>: scripts over recorded runs; all of it on a machine without libtorch.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class ReportCommandTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Scripts => [.. DocumentedScripts.Of("scripting.md").Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Every_script_of_the_page_runs(string name)
    {
        foreach (var (other, content) in DocumentedScripts.Of("scripting.md"))
            _folder.Write(other, content);
        string[] command = ["report", _folder.File(name), "--json", "-o", _folder.File("out", "x"), "psnr_hole", "tiny"];
        var text = DocumentedScripts.Of("scripting.md").Single(e => e.Name == name).Text;
        var run = text.Contains("Grid(", StringComparison.Ordinal) ? ProgramRun.Of(trained.Runs, command) : ProgramRun.WithoutTorch(trained.Runs, command);
        Assert.True(run.ExitCode == 0, run.Error);
        var files = run.Json.GetProperty("files").EnumerateArray().Select(f => f.GetString()!).ToList();
        if (text.Contains("Write(", StringComparison.Ordinal) || text.Contains("ShowPicture(", StringComparison.Ordinal))
            Assert.NotEmpty(files);
        Assert.All(files, f => Assert.NotEmpty(File.ReadAllText(f)));
    }

    [Fact]
    public void Files_are_listed_and_the_process_of_a_report_never_loads_the_compiler()
    {
        var script = _folder.Write(
            "scripts/count.csx",
            """
            var isCompilerHere = AppDomain.CurrentDomain.GetAssemblies().Any(a => a.GetName().Name!.StartsWith("Microsoft.CodeAnalysis"));
            Log($"compiler {isCompilerHere}, {Runs.Single().Name}, {string.Join('+', Arguments)}");
            Write("a.md", $"{Runs["latest"].Rows().Count}");
            """);
        var first = Report(script, "x", "--", "-y");
        Assert.Equal(0, first.ExitCode);
        Assert.Equal("compiler False, tiny, x+-y\n", first.Error);
        Assert.EndsWith("scripts/count/a.md", Assert.Single(first.Lines));

        var second = Report(script, "--runs", "state=finished");
        Assert.Equal("compiler False, tiny, \n", second.Error);
        Assert.Equal(first.Lines, second.Lines);
    }

    [Fact]
    public void What_a_script_prints_does_not_mix_with_the_document()
    {
        var run = Report(_folder.Write("p.csx", "Console.WriteLine(\"hello\");"), "--json");
        Assert.Equal("hello\n", run.Error);
        Assert.Equal(1, run.Json.GetProperty("runs").GetInt32());
        Assert.Equal(0, run.Json.GetProperty("files").GetArrayLength());
        Assert.Equal("hello", Report(_folder.File("p.csx")).Lines[0]);
    }

    [Theory]
    [InlineData("var x = Runs.Frist();\n", "bad.csx:1:14: ", "Did you mean 'First'?")]
    [InlineData("\nvar run = Runs[\"nosuch\"];\n", "bad.csx:2:11: ", "no run 'nosuch'")]
    [InlineData("File.ReadAllText(\"/nowhere/x\");\n", "bad.csx:1:1: ", "DirectoryNotFoundException")]
    public void Mistakes_are_the_users_and_have_their_line(string text, params string[] parts)
    {
        var run = Report(_folder.Write("bad.csx", text));
        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.All(parts, part => Assert.Contains(part, run.Error));
        Assert.DoesNotContain("internal error", run.Error);
    }

    [Fact]
    public void Wrong_options_are_named()
    {
        var script = _folder.Write("ok.csx", "Log(\"never\");");
        Assert.Contains("no run has 'famly'. Did you mean 'family'?", Failed(script, "--runs", "famly=x"));
        Assert.Contains("expected runs that fit the query 'family=vit', found none among 1.", Failed(script, "--runs", "family=vit"));
        Assert.Contains("--runs-folder: expected a folder of runs", Failed(script, "--runs-folder", "/nowhere"));
        Assert.Contains("--timeout: expected seconds above 0", Failed(script, "--timeout", "0"));
        Assert.Contains("Did you mean '", Failed(_folder.File("okk.csx")));
        Assert.Contains("ends with .csx", Failed(trained.SpecPath));

        string Failed(params string[] arguments)
        {
            var run = Report(arguments);
            Assert.Equal(1, run.ExitCode);
            return run.Error;
        }
    }

    [Fact]
    public void A_page_becomes_a_pdf_where_latex_is_installed()
    {
        var script = _folder.Write("page.csx", "Page.Title = \"A & B\";\nPage.Section(\"100 %\");\nPage.Text(\"see `a_b`\");\nWritePage(\"page\");\n");
        var latex = _folder.File("bin", "pdflatex");
        File.WriteAllText(latex, "#!/bin/sh\nfor a; do case $a in -output-directory=*) out=${a#*=};; esac; done\necho \"$SOURCE_DATE_EPOCH $FORCE_SOURCE_DATE $*\" > \"$out/page.pdf\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(latex, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        var path = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
        var run = ProgramRun.With("PATH", path, trained.Runs, "report", script);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(["page.html", "page.pdf", "page.tex"], run.Lines.Select(Path.GetFileName));
        Assert.Matches("^0 1 .*-no-shell-escape .*page.tex", File.ReadAllText(_folder["page/page.pdf"]));
        var text = File.ReadAllText(_folder["page/page.tex"]);
        Assert.Contains(@"\title{A \& B}", text);
        Assert.Contains(@"\section{100 \%}", text);
        Assert.Contains(@"see \texttt{a\_b}", text);

        File.WriteAllText(latex, "#!/bin/sh\necho 'This is pdfTeX'\necho '! Undefined control sequence.'\nexit 1\n");
        run = ProgramRun.With("PATH", path, trained.Runs, "report", script);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("page.pdf was not built: pdflatex failed: ! Undefined control sequence.\n", run.Error);
        Assert.False(File.Exists(_folder["page/page.pdf"]));
    }

    [Fact]
    public void A_report_ends_when_its_time_is_up_or_the_user_stops_it()
    {
        var script = _folder.Write("long.csx", "Log(\"here\");\nCancel.WaitHandle.WaitOne();\n");
        var late = Report(script, "--timeout", "0.1");
        Assert.Equal(1, late.ExitCode);
        Assert.Contains("expected to end within 0.1 s", late.Error);
        var stopped = ProgramRun.Interrupted(trained.Runs, "here", ProgramRun.SigInt, "report", script);
        Assert.Equal(130, stopped.ExitCode);
    }

    private ProgramRun Report(params string[] arguments) => ProgramRun.WithoutTorch(trained.Runs, ["report", .. arguments]);
}
