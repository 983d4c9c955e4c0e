namespace InpaintLab.Tests.EndToEnd;

/// <summary>The scripts of <c>completion</c> in real shells.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class CompletionTests(TrainedRun trained)
{
    [Theory]
    [InlineData("inpaintlab va", "validate")]
    [InlineData("inpaintlab runs show lat", "latest")]
    [InlineData("inpaintlab inpaint ti", "tiny")]
    [InlineData("inpaintlab run --resume ti", "tiny")]
    [InlineData("inpaintlab new spec --family gat", "gated-conv")]
    [InlineData("inpaintlab validate x.yaml -s mask.kind=random-b", "random-box")]
    [InlineData("inpaintlab validate some", "")]
    public void Bash_completes(string line, string expected)
    {
        // What bash does at a press of the key, but for what only an interactive shell has.
        var run = Shell(
            $"""
            eval "$(inpaintlab completion bash)"
            COMP_LINE='{line}' COMP_POINT={line.Length} COMP_WORDS=(inpaintlab)
            _inpaintlab
            printf '%s\n' "${"{COMPREPLY[@]}"}"
            """);
        Assert.Equal($"{expected}\n", run.Output);
    }

    [Fact]
    public void Bash_loads_it_for_the_program_and_falls_back_to_files()
    {
        var run = Shell("eval \"$(inpaintlab completion bash)\"; complete -p inpaintlab");
        Assert.Equal("complete -o bashdefault -o default -F _inpaintlab inpaintlab\n", run.Output);
    }

    [Theory]
    [InlineData("runs show lat", "compadd -- latest")]
    [InlineData("validate x.yaml -s training.st", "compadd -S  -- training.steps=")]
    [InlineData("validate some", "_files")]
    public void Zsh_completes(string line, string expected)
    {
        var path = Environment.GetEnvironmentVariable("PATH")!.Split(':');
        Assert.SkipUnless(path.Any(p => File.Exists(Path.Combine(p, "zsh"))), "zsh is not on this machine");

        // zsh runs functions of completion only in its editor: the calls that they make are shown instead.
        var words = line.Split(' ');
        var run = Shell(
            $$"""
            printf '#!/bin/bash\nexec dotnet {{Path.Combine(AppContext.BaseDirectory, "InpaintLab.Cli.dll")}} "$@"\n' >"$PWD/inpaintlab"
            chmod +x "$PWD/inpaintlab"
            zsh -f -c '
              compdef() { :; }; compadd() { print -r -- compadd "$@"; }; _files() { print _files; }
              source <(./inpaintlab completion zsh)
              words=(./inpaintlab {{line}}) CURRENT={{words.Length + 1}}
              _inpaintlab'
            """);
        Assert.Equal($"{expected}\n", run.Output);
    }

    [Fact]
    public void Another_shell_is_refused()
    {
        var run = ProgramRun.WithoutTorch(trained.Runs, "completion", "zhs");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Did you mean 'zsh'?", run.Error);
    }

    private ProgramRun Shell(string line)
    {
        using var folder = new TemporaryFolder();
        return ProgramRun.Bash(folder.Path, trained.Runs, line);
    }
}
