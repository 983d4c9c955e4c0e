using System.CommandLine;
using InpaintLab.Cli;
using InpaintLab.Cli.Commands;

namespace InpaintLab.Tests.Cli;

public class CommandEntryTests
{
    private static readonly CommandEntry[] Entries =
    [
        new("first", () => new Command("first")),
        new("second", words => new Command("second") { Hidden = words is null }),
        new("all", () => new Command("all")) { NeedsAll = true },
    ];

    [Fact]
    public void Only_the_command_that_is_named_is_made_and_it_is_told_what_follows()
    {
        var only = Assert.Single(CommandEntry.For(Entries, ["second", "x"]));

        Assert.Equal(("second", false), (only.Name, only.Hidden));
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("secnd")]
    [InlineData("all")]
    public void All_are_made_where_none_is_named_or_the_one_named_asks_about_the_others(params string[] words) =>
        Assert.Equal(["first", "second", "all"], CommandEntry.For(Entries, words).Select(c => c.Name));

    [Fact]
    public void A_command_that_is_called_otherwise_than_its_entry_is_a_mistake() =>
        Assert.Throws<InvalidOperationException>(() => CommandEntry.For([new("other", () => new Command("first"))], null));

    [Fact]
    public void Of_runs_only_what_is_named_is_made_and_all_where_that_is_not_known()
    {
        Assert.Equal(["list"], RunsCommand.Create(["list", "--json"]).Subcommands.Select(c => c.Name));
        Assert.Empty(RunsCommand.Create([]).Subcommands);
        Assert.Equal(14, RunsCommand.Create(["lst"]).Subcommands.Count);
        Assert.Equal(14, RunsCommand.Create().Subcommands.Count);
    }
}
