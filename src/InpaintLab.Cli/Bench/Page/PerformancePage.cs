using System.Globalization;
using System.Text;
using System.Text.Json;
using InpaintLab.Core.Errors;

namespace InpaintLab.Cli.Bench.Page;

/// <summary>Recorded results of <c>bench ... --json</c> as a part of a page in Markdown: everything in it comes from the files.</summary>
internal static class PerformancePage
{
    /// <summary>The line before the part that is written.</summary>
    internal const string Begin = "<!-- figures: written by `inpaintlab bench page`, from here on -->";

    /// <summary>The line after it.</summary>
    internal const string End = "<!-- figures: up to here -->";

    // How much more than one waiting process a core makes a machine a busy one.
    private const double BusyLoad = 0.5;

    private static readonly (string Heading, Func<JsonElement, string> Of)[] Columns =
    [
        ("benchmark", b => IsInformation(b) ? $"({Text(b, "name")})" : Text(b, "name")),
        ("way", b => Text(b, "way")),
        ("against", b => Text(b, "against")),
        ("ours", b => Number(b, "ours")),
        ("peer", b => Number(b, "peer")),
        ("unit", b => Text(b, "unit")),
        ("ratio", b => Number(b, "ratio", "0.00")),
        ("CPU ratio", b => Number(b, "cpu_ratio", "0.00")),
        ("images/s", b => Number(b, "images_per_second")),
        ("peer's", b => Number(b, "peer_images_per_second")),
        ("of ceiling", b => Number(b, "share_of_ceiling", "0 %")),
        ("peak MiB", b => Mebibytes(b, "peak_bytes")),
        ("peer's", b => Mebibytes(b, "peer_peak_bytes")),
        ("memory ratio", b => Number(b, "memory_ratio", "0.00")),
        ("page faults", b => Number(b, "page_faults")),
        ("peer's", b => Number(b, "peer_page_faults")),
        ("pieces", b => Number(b, "pieces")),
        ("target", b => Number(b, "target")),
        ("runs", b => Number(b, "runs")),
    ];

    /// <summary>The page with the part between the two lines made anew.</summary>
    /// <param name="page">The page as it was.</param>
    /// <param name="where">What it is called, for messages.</param>
    /// <param name="files">The recorded results, each a section in this order.</param>
    /// <exception cref="UserErrorException">The page lacks the two lines, or a file is no result of bench.</exception>
    public static string Renew(string page, string where, IReadOnlyList<string> files)
    {
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
        {
            throw new UserErrorException(
                $"{where}: expected a page with the line {Begin} and, after it, {End}; figures are written between them");
        }

        var text = new StringBuilder(page[..(begin + Begin.Length)]).Append("\n\n");
        foreach (var file in files)
            Section(text, file);
        return text.Append(page[end..]).ToString();
    }

    private static void Section(StringBuilder text, string file)
    {
        using var document = Read(file);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("benchmarks", out var rows)
            || !root.TryGetProperty("machine", out var machine))
        {
            throw new UserErrorException($"{file}: expected the output of `inpaintlab bench ... --json`, with 'machine' and 'benchmarks'");
        }

        var benchmarks = rows.EnumerateArray().ToList();
        var columns = Columns.Where(c => benchmarks.Any(b => c.Of(b).Length > 0)).ToList();
        text.Append($"## {Path.GetFileNameWithoutExtension(file)}\n\n");
        if (Text(root, "command") is { Length: > 0 } command)
            text.Append($"`{command}`, {Text(root, "recorded")}\n\n");
        text.Append($"{Machine(machine)}\n\n");
        if (Busy(machine) is { } load)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"**The machine was busy in the minute before** (load {load:0.#}); if with other work, ratios of CPU time say more than "
                    + $"those of time.\n\n");
        }

        text.Append(
            $"| {string.Join(" | ", columns.Select(c => c.Heading))} "
                + $"|\n|{string.Concat(columns.Select((_, i) => i == 0 ? "---|" : "---:|"))}\n");
        foreach (var benchmark in benchmarks)
            text.Append($"| {string.Join(" | ", columns.Select(c => c.Of(benchmark)))} |\n");
        text.Append('\n');
    }

    private static JsonDocument Read(string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserErrorException($"{file}: expected a JSON file that `inpaintlab bench ... --json` wrote: {e.Message}", e);
        }
    }

    private static string Machine(JsonElement machine)
    {
        var parts = new List<string>
        {
            Text(machine, "cpu"),
            $"{Number(machine, "cores")} cores",
            Text(machine, "operating_system"),
            Text(machine, "dot_net"),
        };
        if (Number(machine, "threads") is { Length: > 0 } threads)
            parts.Add($"{threads} thread{(threads == "1" ? "" : "s")} on each side");
        if (Text(machine, "libtorch") is { Length: > 0 } libtorch)
            parts.Add($"libtorch {libtorch}{Peer(machine)}");
        if (machine.TryGetProperty("ceiling", out var ceiling))
        {
            parts.Add(
                $"matrix product {Number(ceiling, "matrix_gigaflops", "0")} GFLOP/s, memory copy "
                    + $"{Number(ceiling, "copy_gigabytes", "0.0")} GB/s");
        }

        return string.Join("; ", parts.Where(p => p.Length > 0));
    }

    private static string Peer(JsonElement machine)
    {
        if (Text(machine, "peer_torch") is not { Length: > 0 } peer)
            return "";
        var library = machine.GetProperty("same_libtorch").GetBoolean() ? "the same library" : "another library";
        return $" here, torch {peer} in Python ({library})";
    }

    private static double? Busy(JsonElement machine) =>
        machine.TryGetProperty("load_before", out var load)
            && load.ValueKind == JsonValueKind.Number
            && machine.TryGetProperty("cores", out var cores)
        && load.GetDouble() > BusyLoad * cores.GetInt32()
            ? load.GetDouble()
            : null;

    private static bool IsInformation(JsonElement benchmark) =>
        benchmark.TryGetProperty("information", out var value) && value.ValueKind == JsonValueKind.True;

    private static string Text(JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Mebibytes(JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number ? $"{value.GetInt64() >> 20}" : "";

    // Three digits that count, unless the format says otherwise.
    private static string Number(JsonElement element, string key, string? format = null)
    {
        if (!element.TryGetProperty(key, out var value) || value.ValueKind != JsonValueKind.Number)
            return "";
        var number = value.GetDouble();
        return number.ToString(format ?? (number >= 100 ? "0" : number >= 10 ? "0.#" : "0.###"), CultureInfo.InvariantCulture);
    }
}
