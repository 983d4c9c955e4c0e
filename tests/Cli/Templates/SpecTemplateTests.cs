using InpaintLab.Cli.Templates;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Training.Experiments;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace InpaintLab.Tests.Cli.Templates;

public sealed class SpecTemplateTests
{
    [Fact]
    public void Every_combination_of_registered_components_makes_a_valid_spec()
    {
        foreach (var family in SpecChoices.Names<FamilyAttribute>())
        {
            foreach (var variant in SpecChoices.VariantsOf(family).Cast<string?>().Append(null))
            {
                foreach (var dataset in SpecChoices.Names<DatasetAttribute>())
                {
                    foreach (var mask in SpecChoices.Names<MaskAttribute>())
                    {
                        var spec = Load(new SpecChoices { Name = "x", Family = family, Variant = variant, Dataset = dataset, Mask = mask, Steps = 3 });
                        Assert.Equal((family, dataset, mask), (spec.Model.Name, spec.Dataset.Name, spec.Mask.Name));
                        Assert.True(spec.Model.IsClassical() || spec.Training.Steps == 3);
                    }
                }
            }
        }
    }

    [Fact]
    public void It_is_short_and_says_what_each_line_is_for()
    {
        var choices = new SpecChoices { Name = "faces", Root = "my photos/a", Resolution = 128 };
        var lines = SpecTemplate.Write(choices, "faces.yaml").TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 10, 25);
        Assert.All(lines.Where(l => l.Contains(": ", StringComparison.Ordinal)), l => Assert.Contains("#", l));
        Assert.Contains(lines, l => l.StartsWith("  root: \"my photos/a\" ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("./inpaintlab validate faces.yaml", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("photos")]
    [InlineData("C:\\my photos")]
    [InlineData("a # b: \"c\" é")]
    [InlineData("12")]
    [InlineData("null")]
    public void A_path_is_read_back_as_it_was_given(string root)
    {
        var options = Load(new SpecChoices { Root = root }).Dataset.Options;
        Assert.Equal(root, options.GetType().GetProperty("Root")!.GetValue(options));
    }

    [Theory]
    [InlineData("Did you mean 'gated-conv'?", "gated-con", null, null, null, null)]
    [InlineData("Did you mean 'unet'?", null, "une", null, null, null)]
    [InlineData("Did you mean 'images'?", null, null, "image", null, null)]
    [InlineData("--root: 'dead-leaves' reads no folder", null, null, "dead-leaves", "photos", null)]
    [InlineData("--resolution: the model 'gated-conv' expects a multiple of", null, null, null, null, 72)]
    public void What_does_not_go_together_is_refused(string message, string? family, string? variant, string? dataset, string? root, int? resolution)
    {
        var choices = new SpecChoices { Variant = variant, Dataset = dataset, Root = root, Resolution = resolution };
        choices = family is null ? choices : choices with { Family = family };
        var error = Assert.Throws<UserErrorException>(() => SpecTemplate.Write(choices, "x.yaml"));
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Asked_in_a_terminal_every_Enter_takes_what_is_proposed()
    {
        var console = new ScriptedConsole("\n\n\n\n\n\n\n\n\n");
        var (proposed, taken) = (Load(new SpecChoices()), Load(SpecPrompts.Ask(console, new SpecChoices(), askName: true)));
        Assert.Equal((proposed.Name, proposed.Mask.Name, proposed.Resolution), (taken.Name, taken.Mask.Name, taken.Resolution));
    }

    [Fact]
    public void Asked_in_a_terminal_answers_are_taken()
    {
        // The one that is proposed stands first, the others after it in their order.
        var others = SpecChoices.Names<DatasetAttribute>().Where(n => n != new SpecChoices().DatasetKind).ToList();
        var toImages = new string('\v', others.IndexOf("images") + 1);
        var choices = SpecPrompts.Ask(
            new ScriptedConsole($"faces\n{toImages}\nphotos\n\v\n\n\n128\n7\n"), new SpecChoices(), askName: true);
        Assert.Equal(("faces", "images", "photos", 128, 7), (choices.Name, choices.Dataset, choices.Root, choices.Resolution, choices.Steps));
        Assert.NotEqual(new SpecChoices().Mask, choices.Mask);
        Load(choices with { Resolution = null });
    }

    private static ExperimentSpec Load(SpecChoices choices) =>
        SpecLoader.LoadText(SpecTemplate.Write(choices, "x.yaml"), "x.yaml", [], Components.Registry);

    /// <summary>A terminal whose keys are a text; a vertical tab is the arrow down.</summary>
    private sealed class ScriptedConsole : IAnsiConsole, IAnsiConsoleInput
    {
        private readonly IAnsiConsole _inner = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(new StringWriter()),
        });

        private readonly Queue<ConsoleKeyInfo> _keys;

        public ScriptedConsole(string text) => _keys = new(text.Select(c => c switch
        {
            '\n' => new ConsoleKeyInfo('\r', ConsoleKey.Enter, false, false, false),
            '\v' => new ConsoleKeyInfo('\0', ConsoleKey.DownArrow, false, false, false),
            _ => new ConsoleKeyInfo(c, ConsoleKey.None, false, false, false),
        }));

        public Profile Profile => _inner.Profile;

        public IAnsiConsoleCursor Cursor => _inner.Cursor;

        public IAnsiConsoleInput Input => this;

        public IExclusivityMode ExclusivityMode => _inner.ExclusivityMode;

        public RenderPipeline Pipeline => _inner.Pipeline;

        public void Clear(bool home) => _inner.Clear(home);

        public void Write(IRenderable renderable) => _inner.Write(renderable);

        public bool IsKeyAvailable() => _keys.Count > 0;

        public ConsoleKeyInfo? ReadKey(bool intercept) => _keys.Dequeue();

        public Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken) => Task.FromResult(ReadKey(intercept));
    }
}
