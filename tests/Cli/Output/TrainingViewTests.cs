using InpaintLab.Cli.Output;
using InpaintLab.Training.Loop;

namespace InpaintLab.Tests.Cli.Output;

public sealed class TrainingViewTests : IDisposable
{
    private readonly TextWriter _before = Console.Error;
    private readonly StringWriter _error = new();

    public TrainingViewTests() => Console.SetError(_error);

    public void Dispose() => Console.SetError(_before);

    [Fact]
    public void A_terminal_shows_one_line_with_a_bar_and_keeps_what_is_written_above_it()
    {
        using (var view = new TrainingView(isTerminal: true))
        {
            view.OnProgress(Progress(25));
            view.OnNotice("skipped: a.jpg");
            view.OnProgress(Progress(100));
        }

        // What is left when every rewritten line is taken away: the notice, with the bar under it, then nothing.
        var written = _error.ToString().Split("\r\u001b[2K");
        Assert.StartsWith("[######..................] 25/100  l1 hole 0.1234  ", written[1]);
        Assert.Equal("skipped: a.jpg\n" + written[1], written[2]);
        Assert.StartsWith("[########################] 100/100  evaluating", written[3]);
        Assert.Equal("", written[4]);
        Assert.All(written, line => Assert.True(line.Split('\n')[^1].Length < 120));
    }

    [Fact]
    public void A_log_gets_the_first_and_the_last_step_and_drops_those_that_follow_at_once()
    {
        using (var view = new TrainingView(isTerminal: false))
        {
            for (var step = 1; step <= 100; step++)
                view.OnProgress(Progress(step));
        }

        var lines = _error.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal("step 1/100  l1 hole 0.1234  130 img/s  1:05 left", lines[0]);
        Assert.StartsWith("step 100/100 ", lines[^1]);
        Assert.True(lines.Length < 50);
    }

    private static TrainingProgress Progress(long step) =>
        new(step, 100, [("loss/generator", 0.5), ("loss/l1_hole", 0.1234)], 130.2, TimeSpan.FromSeconds(65));
}
