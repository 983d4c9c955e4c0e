using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Weights;

namespace InpaintLab.Tests.Core.Weights;

public sealed class WeightsDownloadTests : IDisposable
{
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(3_000_000);
    private readonly TemporaryFolder _folder = new();
    private readonly WeightsEntry _entry;
    private readonly WeightsStore _store;

    public WeightsDownloadTests()
    {
        _entry = new WeightsEntry
        {
            Name = "tiny-net",
            FileName = "tiny-1.pth",
            Url = new Uri("https://example.invalid/tiny-1.pth"),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(_content)),
            Size = _content.Length,
            Licence = "MIT",
            Content = "a test",
            NeededBy = "nothing",
        };
        _store = new WeightsStore(_folder, [_entry]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_downloaded_verified_and_kept_and_progress_is_told()
    {
        var told = new List<long>();
        using var server = new LoopbackServer(response => response.OutputStream.Write(_content));
        WeightsDownload.Fetch(_store, _entry, server.Url, told.Add, TestContext.Current.CancellationToken);
        Assert.Equal(_content, File.ReadAllBytes(_store.Require("tiny-net")));
        Assert.Equal(_content.Length, told[^1]);
        Assert.Equal(told.Order(), told);
    }

    [Fact]
    public void Another_content_is_refused_and_what_was_there_stays()
    {
        _store.Add(_entry, new MemoryStream(_content), null, TestContext.Current.CancellationToken);
        using var server = new LoopbackServer(response => response.OutputStream.Write(_content.AsSpan(1)));
        Assert.Contains("bytes, received 2999999", Refused(server.Url), StringComparison.Ordinal);
        Assert.Equal(WeightsState.Present, _store.State(_entry));
        Assert.Equal(["tiny-1.pth"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_connection_that_breaks_leaves_nothing_behind()
    {
        using var server = new LoopbackServer(response =>
        {
            response.ContentLength64 = _content.Length;
            response.OutputStream.Write(_content.AsSpan(0, 100_000));
            response.OutputStream.Flush();
            response.Abort();
        });
        Assert.Contains("inpaintlab weights import FILE", Refused(server.Url), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void The_servers_answer_is_told()
    {
        using var server = new LoopbackServer(response => response.StatusCode = 404);
        Assert.Contains("the server answered 404", Refused(server.Url), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.invalid/tiny-1.pth")]
    [InlineData("ftp://127.0.0.1/tiny-1.pth")]
    [InlineData("file:///etc/passwd")]
    public void Addresses_that_are_neither_secure_nor_here_are_refused(string url) =>
        Assert.Contains("begins with https://", Refused(new Uri(url)), StringComparison.Ordinal);

    [Fact]
    public void A_download_that_is_stopped_ends_at_once_and_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        using var server = new LoopbackServer(response =>
        {
            response.OutputStream.Write(_content.AsSpan(0, 100_000));
            response.OutputStream.Flush();
            release.Wait(TimeSpan.FromSeconds(30));
        });
        Assert.Throws<OperationCanceledException>(() => WeightsDownload.Fetch(_store, _entry, server.Url, _ => stop.Cancel(), stop.Token));
        release.Set();
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private string Refused(Uri url) =>
        Assert.Throws<UserErrorException>(() => WeightsDownload.Fetch(_store, _entry, url, null, TestContext.Current.CancellationToken)).Message;

    /// <summary>Answers one request.</summary>
    private sealed class LoopbackServer : IDisposable
    {
        private readonly HttpListener _listener;

        public LoopbackServer(Action<HttpListenerResponse> answer)
        {
            (_listener, Url) = Listen();
            _listener.BeginGetContext(
                result =>
                {
                    try
                    {
                        var context = _listener.EndGetContext(result);
                        answer(context.Response);
                        context.Response.Close();
                    }
                    catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
                    {
                        // The client went away, as it should in some tests.
                    }
                },
                null);
        }

        public Uri Url { get; }

        public void Dispose() => _listener.Close();

        // The port may be taken between being found and being listened on.
        private static (HttpListener Listener, Uri Url) Listen()
        {
            for (var attempt = 0; ; attempt++)
            {
                using (var probe = new TcpListener(IPAddress.Loopback, 0))
                {
                    probe.Start();
                    var url = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
                    probe.Stop();
                    var listener = new HttpListener { Prefixes = { url.ToString() } };
                    try
                    {
                        listener.Start();
                        return (listener, new Uri(url, "tiny-1.pth"));
                    }
                    catch (HttpListenerException) when (attempt < 5)
                    {
                        listener.Close();
                    }
                }
            }
        }
    }
}
