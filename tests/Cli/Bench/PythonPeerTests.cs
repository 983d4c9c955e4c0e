using System.Diagnostics;
using InpaintLab.Cli.Bench;
using InpaintLab.Core.Errors;

namespace InpaintLab.Tests.Cli.Bench;

/// <summary>The conversation with a peer, whose part a shell script plays.</summary>
public sealed class PythonPeerTests : IDisposable
{
    private const string Ready = """echo 'ready {"torch": "2.0", "library": "/x", "threads": 1}'""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_workload_that_it_cannot_do_is_not_its_end()
    {
        using var peer = Start($"{Ready}\nread a; echo 'unavailable no compiler'\nread a; echo 1 2 3");
        var error = Assert.Throws<PeerUnavailableException>(() => peer.Time("unet-compiled", 1));
        Assert.Equal("no compiler", error.Message);
        Assert.Equal(new Timing(1, 2, 3), peer.Time("unet", 1));
    }

    [Fact]
    public void One_that_complains_at_length_is_not_held_up()
    {
        using var peer = Start($"{Ready}\nread a; for i in $(seq 20000); do echo a warning of many words >&2; done; echo 1 2 3");
        Assert.Equal(1, peer.Time("unet", 1).Seconds);
    }

    [Fact]
    public void One_that_ends_is_an_error_with_its_last_words()
    {
        using var peer = Start($"{Ready}\nread a; echo first >&2; echo last >&2; exit 1");
        var error = Assert.Throws<InvalidOperationException>(() => peer.Time("unet", 1));
        Assert.EndsWith("'unet': first\nlast", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_does_not_start_is_named_with_the_last_line_of_its_complaint()
    {
        var error = Assert.Throws<UserErrorException>(() => Start("echo Traceback >&2; echo \"ModuleNotFoundError: No module named 'torch'\" >&2; exit 1"));
        Assert.Contains("python3: ModuleNotFoundError: No module named 'torch'.", error.Message, StringComparison.Ordinal);
    }

    private PythonPeer Start(string script)
    {
        var path = _folder.Write("python3", $"#!/bin/bash\n{script}\n");
        Process.Start("chmod", ["+x", path]).WaitForExit();
        return PythonPeer.Start("ops.py", [path], 1);
    }
}
