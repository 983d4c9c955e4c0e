using System.CommandLine;
using System.CommandLine.Completions;
using InpaintLab.Core.Errors;
using InpaintLab.Imaging;

namespace InpaintLab.Cli.Commands;

/// <summary>Arguments and options that several commands have.</summary>
internal static class SharedOptions
{
    /// <summary>Standard output becomes one JSON document.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document and nothing else on standard output." };

    /// <summary>Results by hole ratio.</summary>
    public static Option<bool> Bins() => new("--bins") { Description = "Also by hole ratio: 0-1 %, 1-10 %, 10-20 % ... of the image." };

    /// <summary>Values that replace those of a spec.</summary>
    public static Option<string[]> Overrides() => new("-s", "--set")
    {
        Description = "Replace a value of the spec, e.g. -s training.steps=100; repeat for more.",
        HelpName = "key=value",
        DefaultValueFactory = _ => [],
    };

    /// <summary>A named part of a spec that is put over it.</summary>
    public static Option<string?> Profile() => new("--profile") { Description = "One of the spec's profiles.", HelpName = "NAME" };

    /// <summary>The value of a <c>--jobs</c>.</summary>
    /// <exception cref="UserErrorException">It is less than 1.</exception>
    public static int CheckJobs(int received) =>
        received >= 1 ? received : throw new UserErrorException($"--jobs: expected a number of processes from 1, received {received}");

    /// <summary>Which colour of mask files is the hole.</summary>
    public static Option<MaskPolarity> Polarity() =>
        Choice<MaskPolarity>("--mask-polarity", "The colour of the hole in mask files (default: white).");

    /// <summary>Where a network computes.</summary>
    public static Option<string> Device() => new("--device")
    {
        Description = "auto (a GPU if there is one), cpu, cuda or cuda:N.",
        DefaultValueFactory = _ => "auto",
        HelpName = "DEVICE",
        CompletionSources = { _ => new[] { "auto", "cpu", "cuda" }.Select(d => new CompletionItem(d)) },
    };

    /// <summary>A query that chooses runs.</summary>
    public static Option<string?> Where() => new("--where")
    {
        Description = "Only runs that fit a query, e.g. \"state = finished and best(val/box/psnr_hole) > 20\" (src/docs/queries.md).",
        HelpName = "QUERY",
    };

    /// <summary>A run by folder name, id, unique name or beginning, <c>latest</c>, or path.</summary>
    public static Argument<string> Run() => new("RUN") { Description = "A run: its id, folder, unique name or beginning, or 'latest'." };

    /// <summary>One of the names of an enum, in lower case; its first when the option is not given.</summary>
    public static Option<T> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        var names = Enum.GetNames<T>().Select(n => n.ToLowerInvariant()).ToList();
        return new Option<T>(name)
        {
            Description = description,
            HelpName = string.Join('|', names),
            CustomParser = result =>
            {
                var received = result.Tokens[0].Value;
                if (names.IndexOf(received) is >= 0 and var index)
                    return Enum.GetValues<T>()[index];
                result.AddError(UserErrorException.DescribeUnknownName($"value of {name}", received, names));
                return default;
            },
        };
    }
}
