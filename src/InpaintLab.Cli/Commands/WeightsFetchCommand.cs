using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Weights;

namespace InpaintLab.Cli.Commands;

/// <summary><c>weights fetch NAME</c>: downloads published weights into the store.</summary>
internal static class WeightsFetchCommand
{
    private const int Megabyte = 1_000_000;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "One of the names of: inpaintlab weights list." };
        var from = new Option<string?>("--from")
        {
            Description = "Another address of the same file; its hash is checked all the same.",
            HelpName = "URL",
        };
        var json = SharedOptions.Json();
        var command = new Command("fetch", "Download published weights from their publisher, verify them and keep them in the store.")
        {
            name, from, json,
        };
        command.SetAction(parsed => Execute(parsed.GetRequiredValue(name), parsed.GetValue(from), parsed.GetValue(json)));
        return command;
    }

    private static void Execute(string name, string? from, bool json)
    {
        var store = WeightsStore.Default();
        var entry = store.Entry(name);
        if (!Uri.TryCreate(from ?? entry.Url.ToString(), UriKind.Absolute, out var url))
            throw new UserErrorException($"--from: expected an address that begins with https://, received '{from}'");
        WeightsDownload.Check(url);
        var there = store.State(entry) == WeightsState.Present;
        if (!there)
        {
            if (entry.ImportOnly && from is null)
            {
                throw new UserErrorException(
                    $"weights '{name}' were converted from {entry.Url} and cannot be fetched: inpaintlab weights import {entry.FileName}");
            }

            Console.Error.WriteLine($"{url} ({entry.Licence}) -> {store.PathOf(entry)}");
            using var interruption = new Interruption("stopping the download");
            using var progress = new CountProgress("MB");
            WeightsDownload.Fetch(store, entry, url, bytes => progress.Report(bytes / Megabyte, entry.Size / Megabyte), interruption.Token);
        }

        if (json)
            JsonOutput.Write(new { entry.Name, Path = store.PathOf(entry), entry.Sha256, Fetched = !there });
        else
            Console.Out.WriteLine($"{entry.Name}: {(there ? "already in the store" : "fetched and verified")}: {store.PathOf(entry)}");
    }
}
