using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Weights;

namespace InpaintLab.Cli.Commands;

/// <summary><c>weights verify [NAME ...]</c>: computes hashes; a failed check (3) when a file is damaged, or named and not there.</summary>
internal static class WeightsVerifyCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var names = new Argument<string[]>("NAME")
        {
            Description = "Which weights; all that are in the store by default.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = SharedOptions.Json();
        var command = new Command("verify", "Compute the hashes of the files in the store; exit code 3 when one is wrong.") { names, json };
        command.SetAction(parsed => Execute(parsed.GetValue(names) ?? [], parsed.GetValue(json)));
        return command;
    }

    private static int Execute(string[] names, bool json)
    {
        var store = WeightsStore.Default();
        var entries = names.Length > 0 ? names.Select(store.Entry).ToList() : [.. store.Entries.Where(e => File.Exists(store.PathOf(e)))];
        var results = entries.Select(e => new { e.Name, State = WeightsListCommand.Name(store.State(e)), Path = store.PathOf(e) }).ToList();
        if (json)
        {
            JsonOutput.Write(results);
        }
        else
        {
            foreach (var result in results)
                Console.Out.WriteLine($"{result.Name}: {result.State}: {result.Path}");
            if (results.Count == 0)
                Console.Out.WriteLine($"nothing to verify in {store.Folder}");
        }

        return results.TrueForAll(r => r.State == WeightsListCommand.Name(WeightsState.Present)) ? ExitCode.Success : ExitCode.FailedCheck;
    }
}
