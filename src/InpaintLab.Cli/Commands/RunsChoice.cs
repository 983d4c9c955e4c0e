using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Cli.Commands;

/// <summary>Which runs a command is about that takes several: RUN... and --where, with --yes where it changes them.</summary>
internal sealed class RunsChoice
{
    private readonly Argument<string[]> _names = new("RUN")
    {
        Description = "Runs: ids, names or beginnings of these, each for all runs it fits, or 'latest'.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _where = SharedOptions.Where();
    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask, where more than one run is meant." };

    /// <summary>Adds the argument and the options to a command.</summary>
    public void AddTo(Command command, bool changesThem)
    {
        command.Add(_names);
        command.Add(_where);
        if (changesThem)
            command.Add(_yes);
    }

    /// <summary>The runs; at least one.</summary>
    /// <exception cref="UserErrorException">None was asked for, or there is none such.</exception>
    public IReadOnlyList<RunSummary> Of(ParseResult parsed, RunIndex index, string what)
    {
        var (names, where) = (parsed.GetValue(_names) ?? [], parsed.GetValue(_where));
        if (names.Length == 0 && string.IsNullOrWhiteSpace(where))
            throw new UserErrorException($"expected runs to {what}: RUN..., or --where QUERY; received neither.");
        return RunFilter.Named(names).And(where, MetricDirections.Of).ChooseSome(index.Runs(), RunsRoot.Default());
    }

    /// <summary>
    /// Asks before several runs are changed: in a terminal a question, else an error without --yes. One run that was named needs none.
    /// </summary>
    /// <returns>Whether to go on.</returns>
    /// <exception cref="UserErrorException">There is nobody to ask.</exception>
    public bool Confirm(ParseResult parsed, IReadOnlyList<RunSummary> runs, string what)
    {
        if (parsed.GetValue(_yes) || (runs.Count == 1 && parsed.GetValue(_where) is null))
            return true;
        foreach (var run in runs)
            Console.Error.WriteLine($"  {run.Id}  {run.Folder}  {$"{run.State}".ToLowerInvariant()}");
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
            throw new UserErrorException($"this would {what} the {runs.Count} run(s) above; add --yes to do so.");
        Console.Error.Write($"{what} the {runs.Count} run(s) above? [y/N] ");
        return Console.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    /// <summary>What was done to which runs: lines, or the document of --json.</summary>
    public static void Print(string done, IReadOnlyList<RunSummary> runs, bool json)
    {
        if (json)
            JsonOutput.Write(runs.Select(r => new { r.Id, r.Name, r.Folder }));
        else
            Console.Out.WriteLine(string.Join('\n', runs.Select(r => $"{done} {r.Id}  {r.Folder}")));
    }
}
