using System.Text;
using InpaintLab.Core.Errors;
using InpaintLab.Imaging;
using InpaintLab.Reporting.Data;

namespace InpaintLab.Reporting.Html;

/// <summary>A sample grid of a run.</summary>
/// <param name="Step">The step that it shows.</param>
/// <param name="Picture">Its place among the page's pictures.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal sealed record ReportFrame(long Step, int Picture, int Width, int Height);

/// <summary>The sample grids of a run on one mask set, in order of steps; at least one.</summary>
/// <param name="Run">Its place among the runs.</param>
/// <param name="Frames">The grids.</param>
internal sealed record ReportFrames(int Run, IReadOnlyList<ReportFrame> Frames);

/// <summary>The sample grids of all runs on one mask set.</summary>
/// <param name="Set">Split and mask set.</param>
/// <param name="Steps">The steps of all frames, in order.</param>
/// <param name="Runs">The runs that have any.</param>
internal sealed record ReportSamples(string Set, IReadOnlyList<long> Steps, IReadOnlyList<ReportFrames> Runs);

/// <summary>Embeds the sample grids that runs recorded, as JPEG in data URIs, as many as fit into a number of bytes.</summary>
internal sealed class ReportPictures
{
    private const string Prefix = "grid/";
    private const string UriStart = "data:image/jpeg;base64,";

    private readonly Dictionary<string, (byte[] Uri, int Width, int Height)?> _encoded = new(StringComparer.Ordinal);
    private readonly List<byte[]> _uris = [];
    private readonly HtmlReportOptions _options;
    private readonly Action<string> _notify;

    /// <summary>Chooses and encodes.</summary>
    public ReportPictures(IReadOnlyList<RecordedRun> runs, HtmlReportOptions options, Action<string> notify)
    {
        (_options, _notify) = (options, notify);
        var recorded = runs.Index()
            .SelectMany(run => run.Item.Images.Where(i => i.Name.StartsWith(Prefix, StringComparison.Ordinal)).Select(i =>
                new Candidate(run.Index, i.Name[Prefix.Length..], i.Step, Locate(run.Item, i.Path))))
            .ToList();
        var groups = recorded
            .Where(c => c.File is not null)
            .GroupBy(c => (c.Run, c.Set))
            .Select(g => g.OrderBy(c => c.Step).ToList())
            .ToList();
        var most = groups.Select(g => g.Count).DefaultIfEmpty().Max();
        var chosen = new List<Candidate>();
        while (most > 0 && Bytes(chosen = [.. groups.SelectMany(g => Spread(g, most))]) > options.PictureBytes)
            (most, chosen) = (most > 8 ? most * 3 / 4 : most - 1, []);
        Samples = Arrange(chosen);
        Recorded = recorded.Count;
    }

    /// <summary>By mask set.</summary>
    public IReadOnlyList<ReportSamples> Samples { get; }

    /// <summary>The data URIs, in ASCII: there can be many megabytes of them.</summary>
    public IReadOnlyList<byte[]> Uris => _uris;

    /// <summary>How many the runs recorded; the page may hold fewer.</summary>
    public int Recorded { get; }

    /// <summary>So many of a list, evenly spread, the last and then the first among them.</summary>
    public static IEnumerable<T> Spread<T>(IReadOnlyList<T> all, int most)
    {
        if (all.Count <= most)
            return all;
        return most == 1 ? [all[^1]] : Enumerable.Range(0, most).Select(i => all[(int)((long)i * (all.Count - 1) / (most - 1))]);
    }

    // A log may name any path: only pictures within the run's folder are shown.
    private static string? Locate(RecordedRun run, string path)
    {
        var full = Path.GetFullPath(Path.Combine(run.Files.Path, path));
        return full.StartsWith(run.Files.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(full) ? full : null;
    }

    private long Bytes(List<Candidate> candidates)
    {
        var bytes = 0L;
        foreach (var candidate in candidates)
        {
            bytes += Encode(candidate.File!)?.Uri.Length ?? 0;
            if (bytes > _options.PictureBytes)
                break;
        }

        return bytes;
    }

    private (byte[] Uri, int Width, int Height)? Encode(string file)
    {
        if (_encoded.TryGetValue(file, out var known))
            return known;
        try
        {
            var image = ImageFile.Read(file).ToBitDepth(8).ToChannels(3);
            var jpeg = ImageFile.Encode(".jpg", image, new ImageWriteOptions { JpegQuality = _options.PictureQuality });
            return _encoded[file] = (Encoding.ASCII.GetBytes(UriStart + Convert.ToBase64String(jpeg)), image.Width, image.Height);
        }
        catch (UserErrorException e)
        {
            _notify($"left out: {e.Message}");
            return _encoded[file] = null;
        }
    }

    private IReadOnlyList<ReportSamples> Arrange(IReadOnlyList<Candidate> chosen) =>
    [
        .. chosen.Where(c => Encode(c.File!) is not null)
            .GroupBy(c => c.Set)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(set => new ReportSamples(
                set.Key,
                [.. set.Select(c => c.Step).Distinct().Order()],
                [.. set.GroupBy(c => c.Run).Select(run => new ReportFrames(run.Key, [.. run.Select(Frame)]))])),
    ];

    private ReportFrame Frame(Candidate candidate)
    {
        var (uri, width, height) = Encode(candidate.File!)!.Value;
        _uris.Add(uri);
        return new ReportFrame(candidate.Step, _uris.Count - 1, width, height);
    }

    private sealed record Candidate(int Run, string Set, long Step, string? File);
}
