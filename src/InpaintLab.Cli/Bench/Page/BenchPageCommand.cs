using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Bench.Page;

/// <summary><c>bench page FILE... -o PAGE</c>: writes recorded results into a page.</summary>
internal static class BenchPageCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "What bench --json wrote; each becomes a section.",
            Arity = ArgumentArity.OneOrMore,
        };
        var page = new Option<string>("-o", "--output")
        {
            Description = "The page, in Markdown: what stands between its two lines about figures is replaced.",
            HelpName = "PAGE",
            Required = true,
        };
        var command = new Command("page", "Write recorded results into a page.") { files, page };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(page);
            if (!File.Exists(path))
                throw new UserErrorException($"{path}: expected a page that exists, with the line {PerformancePage.Begin}");
            var text = PerformancePage.Renew(File.ReadAllText(path), path, parsed.GetRequiredValue(files));
            AtomicFile.WriteText(path, text);
        });
        return command.WithExample(
            "bench page train-step.json infer.json -o performance.md", "two sections, from what bench --json wrote", ExampleNeeds.Minutes);
    }
}
