using InpaintLab.Core.Errors;

namespace InpaintLab.Tests.Scripting;

/// <summary>Scripts that are asked to end.</summary>
public sealed class ScriptLimitTests : IDisposable
{
    private const string Polite = "while (true) { Number = 1; Cancel.ThrowIfCancellationRequested(); System.Threading.Thread.Sleep(1); }";
    private const string Deaf = "Number = 1; while (Number == 1) System.Threading.Thread.Sleep(1); Say(\"ended\");";

    private readonly ScriptFolder _folder = new();
    private readonly TestGlobals _globals = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Polite)]
    [InlineData("while (!Cancel.IsCancellationRequested) System.Threading.Thread.Sleep(1);")]
    public void A_script_whose_time_is_up_is_asked_to_end_and_it_is_an_error(string text)
    {
        var error = Assert.Throws<UserErrorException>(() => Run(text, TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));
        Assert.EndsWith("a.csx: expected to end within 0.05 s, and it had not", error.Message);
    }

    [Fact]
    public void One_that_does_not_listen_is_left_to_itself()
    {
        var error = Assert.Throws<UserErrorException>(() => Run(Deaf, TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));
        Assert.Contains("look at Cancel", error.Message);
        Assert.Empty(_globals.Said);
        _globals.Number = 2; // ends it
    }

    [Fact]
    public void An_interrupted_script_ends_as_interrupted()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.Throws<OperationCanceledException>(() => Run(Polite, TimeSpan.FromMinutes(5), stop.Token));
        Assert.Equal(1, _globals.Number);
    }

    [Fact]
    public void A_script_that_ends_in_time_is_no_error()
    {
        Run("Say(Cancel.CanBeCanceled);", TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        Assert.Equal(["True"], _globals.Said);
    }

    private void Run(string text, TimeSpan limit, CancellationToken stop)
    {
        _folder.Write("a.csx", text);
        using var script = _folder.Load("a.csx", TimeSpan.FromMilliseconds(200));
        script.Run(_globals, limit, stop);
    }
}
