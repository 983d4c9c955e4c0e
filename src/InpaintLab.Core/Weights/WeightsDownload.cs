using InpaintLab.Core.Errors;

namespace InpaintLab.Core.Weights;

/// <summary>Gets a file of weights over the network into the store.</summary>
public static class WeightsDownload
{
    private static readonly TimeSpan PatienceForAnswer = TimeSpan.FromSeconds(30);

    /// <summary>Downloads and verifies; the store has the whole file or, when anything goes wrong, what it had before.</summary>
    /// <param name="store">The store.</param>
    /// <param name="entry">The weights.</param>
    /// <param name="from">Another place than the publisher's, with the same content; https, or http on this machine.</param>
    /// <param name="progress">Is told the number of bytes so far.</param>
    /// <param name="stop">Asks it to end.</param>
    /// <exception cref="UserErrorException">No connection, no such file, or other content than expected.</exception>
    /// <exception cref="OperationCanceledException">It was asked to end.</exception>
    public static void Fetch(WeightsStore store, WeightsEntry entry, Uri? from, Action<long>? progress, CancellationToken stop)
    {
        var url = from ?? entry.Url;
        Check(url);
        using var handler = new SocketsHttpHandler { UseProxy = !url.IsLoopback, ConnectTimeout = PatienceForAnswer };
        using var client = new HttpClient(handler) { Timeout = PatienceForAnswer };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("inpaintlab");
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (!response.IsSuccessStatusCode)
                throw Failed(entry, url, $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}");

            // A read in progress does not look at the token; without its connection it ends.
            using var cut = stop.Register(response.Dispose);
            using var content = response.Content.ReadAsStream(stop);
            store.Add(entry, content, progress, stop);
        }
        catch (Exception e) when (stop.IsCancellationRequested && e is not UserErrorException)
        {
            throw new OperationCanceledException("the download was stopped", e, stop);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException or TaskCanceledException)
        {
            throw Failed(entry, url, e is TaskCanceledException ? $"no answer within {PatienceForAnswer.TotalSeconds} s" : e.Message, e);
        }
    }

    /// <summary>Refuses an address that others on the way could read or change.</summary>
    /// <exception cref="UserErrorException">It is neither https nor on this machine.</exception>
    public static void Check(Uri url)
    {
        if (!url.IsAbsoluteUri || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            throw new UserErrorException($"{url}: expected an address that begins with https:// (http:// is for this machine only)");
    }

    private static UserErrorException Failed(WeightsEntry entry, Uri url, string why, Exception? inner = null) => new(
        $"{url}: {why}. Without a connection, bring {entry.FileName} from elsewhere and: inpaintlab weights import FILE", inner!);
}
