using InpaintLab.Core.Registry;
using InpaintLab.Training.Experiments;
using Spectre.Console;

namespace InpaintLab.Cli.Templates;

/// <summary>Asks in a terminal what a new spec is to say; Enter takes what is proposed.</summary>
internal static class SpecPrompts
{
    /// <summary>Asks for all choices.</summary>
    /// <param name="console">The terminal.</param>
    /// <param name="proposed">What is proposed.</param>
    /// <param name="askName">Whether to ask for the name, too.</param>
    public static SpecChoices Ask(IAnsiConsole console, SpecChoices proposed, bool askName)
    {
        var choices = proposed;
        if (askName)
            choices = choices with { Name = console.Prompt(new TextPrompt<string>("Name of the experiment:").DefaultValue(choices.Name)) };
        choices = choices with { Dataset = Select(console, "Images", SpecChoices.Names<DatasetAttribute>(), choices.DatasetKind) };
        if (SpecChoices.NeedsRoot<DatasetAttribute>(choices.Dataset))
            choices = choices with { Root = Folder(console, "Folder of the images:", "photos") };
        choices = choices with { Mask = Select(console, "Masks", SpecChoices.Names<MaskAttribute>(), choices.Mask) };
        if (SpecChoices.NeedsRoot<MaskAttribute>(choices.Mask))
            choices = choices with { MaskRoot = Folder(console, "Folder of the mask files (white = hole):", "masks") };
        choices = choices with { Family = Select(console, "Network or method", SpecChoices.Names<FamilyAttribute>(), choices.Family) };
        if (SpecChoices.VariantsOf(choices.Family) is { Count: > 1 } variants)
            choices = choices with { Variant = Select(console, "Variant", variants, choices.DecidedVariant ?? variants[0]) };
        return choices with
        {
            Resolution = console.Prompt(new TextPrompt<int>("Side of the square images, px:").DefaultValue(choices.Resolution ?? 64)),
            Steps = Components.Registry.Find<FamilyAttribute>(choices.Family).IsClassical()
                ? choices.Steps
                : console.Prompt(new TextPrompt<int>("Updates of the network:").DefaultValue(choices.Steps)),
        };
    }

    private static string Folder(IAnsiConsole console, string question, string proposed) =>
        console.Prompt(new TextPrompt<string>(question).DefaultValue(proposed));

    private static string Select(IAnsiConsole console, string title, IReadOnlyList<string> names, string proposed) => names.Count == 1
        ? names[0]
        : console.Prompt(new SelectionPrompt<string>().Title(title).AddChoices(names.Where(n => n != proposed).Prepend(proposed)));
}
