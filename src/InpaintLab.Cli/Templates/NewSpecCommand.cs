using System.CommandLine;
using System.CommandLine.Completions;
using InpaintLab.Cli.Commands;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Registry;
using Spectre.Console;

namespace InpaintLab.Cli.Templates;

/// <summary><c>new spec [NAME]</c>: a short, commented spec; by questions in a terminal, else from options.</summary>
internal static class NewSpecCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "The experiment's name (default: experiment).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var family = Named("--family", "The model family (default: gated-conv).", SpecChoices.Names<FamilyAttribute>);
        var variant = Named("--variant", "The family's variant (default: unet, where there is one).", AllVariants);
        var dataset = Named(
            "--dataset", "The kind of dataset (default: images with --root, else dead-leaves).", SpecChoices.Names<DatasetAttribute>);
        var root = new Option<string?>("--root")
        {
            Description = "The folder of the images, with train/ and val/ in it.",
            HelpName = "DIR",
        };
        var mask = Named("--mask", "The kind of masks (default: free-form+box).", SpecChoices.Names<MaskAttribute>);
        var maskRoot = new Option<string?>("--mask-root")
        {
            Description = "The folder of mask files, for masks that are files.",
            HelpName = "DIR",
        };
        var resolution = new Option<int?>("--resolution") { Description = "Side of the square images, px (default: 64).", HelpName = "PX" };
        var steps = new Option<int?>("--steps") { Description = "Updates of the network (default: 2000).", HelpName = "N" };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write (default: NAME.yaml).", HelpName = "FILE" };
        var json = SharedOptions.Json();
        var command = new Command("spec", "Write a short spec; asks in a terminal when no option is given.")
        {
            name, family, variant, dataset, root, mask, maskRoot, resolution, steps, output, json,
        };
        command.SetAction(parsed =>
        {
            var usual = new SpecChoices();
            var file = parsed.GetValue(output);
            var choices = usual with
            {
                Name = parsed.GetValue(name) ?? (file is null ? usual.Name : Path.GetFileNameWithoutExtension(file)),
                Family = parsed.GetValue(family) ?? usual.Family,
                Variant = parsed.GetValue(variant),
                Dataset = parsed.GetValue(dataset),
                Root = parsed.GetValue(root),
                Mask = parsed.GetValue(mask) ?? usual.Mask,
                MaskRoot = parsed.GetValue(maskRoot),
                Resolution = parsed.GetValue(resolution),
                Steps = parsed.GetValue(steps) ?? usual.Steps,
            };
            var isTerminal = !Console.IsInputRedirected && !Console.IsOutputRedirected;
            if (isTerminal && command.Options.All(o => parsed.GetResult(o) is null or { Implicit: true }))
                choices = SpecPrompts.Ask(AnsiConsole.Console, choices, askName: parsed.GetValue(name) is null);
            file ??= $"{choices.Name}.yaml";
            NewFile.Write(file, SpecTemplate.Write(choices, file));
            if (parsed.GetValue(json))
                JsonOutput.Write(new { file });
            else
                Console.Out.WriteLine($"wrote {file}; next: ./inpaintlab validate {file}");
        });
        return command
            .WithExample("new spec", "answer a few questions", ExampleNeeds.Terminal)
            .WithExample("new spec faces --root photos --resolution 128 --steps 4000", "images of your own, in photos/train and photos/val")
            .WithExample("new spec two-stage --variant self-attention --mask box -o two-stage.yaml", "another network and other masks");
    }

    private static Option<string?> Named(string name, string description, Func<IReadOnlyList<string>> names) => new(name)
    {
        Description = description,
        HelpName = "NAME",
        CompletionSources = { _ => names().Select(n => new CompletionItem(n)) },
    };

    private static IReadOnlyList<string> AllVariants() =>
        [.. SpecChoices.Names<FamilyAttribute>().SelectMany(SpecChoices.VariantsOf).Distinct()];
}
