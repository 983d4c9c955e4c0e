using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Inspection;
using InpaintLab.Data.Masks;
using InpaintLab.Imaging;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Commands;

/// <summary>
/// <c>data masks SPEC [-o SHEET]</c>: the masks that a spec's training draws and those of its evaluation, with their hole ratios.
/// </summary>
internal static class DataMasksCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var spec = new Argument<string>("SPEC") { Description = "The spec, a YAML file." };
        var overrides = SharedOptions.Overrides();
        var count = new Option<int>("--count") { Description = "How many training masks are drawn.", DefaultValueFactory = _ => 256 };
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1_000_000)
                result.AddError("--count: expected 1 to 1000000");
        });
        var output = new Option<string?>("-o", "--output")
        {
            Description = "The picture to write: masks (white = hole) and histograms.",
            HelpName = "FILE",
        };
        var json = SharedOptions.Json();
        var command = new Command("masks", "Preview the training and evaluation masks of a spec.") { spec, overrides, count, output, json };
        command.SetAction(parsed => Execute(
            SpecLoader.Load(parsed.GetRequiredValue(spec), parsed.GetRequiredValue(overrides), Components.Registry),
            parsed.GetValue(count),
            parsed.GetValue(output),
            parsed.GetValue(json)));
        return command.LoadsSpecs();
    }

    private static void Execute(ExperimentSpec spec, int count, string? output, bool json)
    {
        if (output is not null && !ImageFile.HasImageExtension(output))
            throw new UserErrorException($"{output}: expected a name that ends in one of {string.Join(", ", ImageFile.Extensions)}");
        var sets = Sets(spec, count);
        if (output is not null)
        {
            if (Path.GetDirectoryName(output) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            ImageFile.Write(output, MaskSheet.Draw([.. sets.Select(s => new NamedMasks($"{s.Name}\n{s.Kind}", s.Masks))]));
        }

        var described = sets.Select(s => (Set: s, Holes: HoleHistogram.Of(s.Masks))).ToArray();
        if (json)
        {
            JsonOutput.Write(new { spec.Resolution, sheet = output, sets = described.Select(d => Document(d.Set, d.Holes)) });
            return;
        }

        var table = Tables.Create(["masks", "kind"], ["n", "mean ratio", "min", "max", "touch border"]);
        foreach (var (set, holes) in described)
        {
            table.Add(
                set.Name,
                set.Kind,
                $"{set.Masks.Count}",
                Numbers.Format(holes.Mean),
                Numbers.Format(holes.Min),
                Numbers.Format(holes.Max),
                $"{holes.TouchingBorder}");
        }

        Tables.Print(table);
        if (output is not null)
            Console.Out.WriteLine(output);
    }

    private static IReadOnlyList<MaskPreview> Sets(ExperimentSpec spec, int count)
    {
        var source = new MaskSource(spec.Mask.Create<IMaskGenerator>(), spec.Seed, spec.Resolution, spec.Resolution);
        var training = Enumerable.Range(0, count).Select(i => source.Draw(0, i)).ToArray();
        return
        [
            new MaskPreview("training", spec.Mask.Name, training, null),
            .. MaskSet.Masks(spec).Select(mask =>
            {
                var bank = MaskSet.DrawBank(spec, mask);
                return new MaskPreview($"evaluation {mask.Name}", mask.Mask.Name, bank.Masks, bank.Hash);
            }),
        ];
    }

    private static object Document(MaskPreview set, HoleHistogram holes) => new
    {
        set.Name,
        set.Kind,
        n = set.Masks.Count,
        set.Hash,
        holes.Mean,
        holes.Min,
        holes.Max,
        holes.TouchingBorder,
        histogram = holes.Counts.Select(
            (n, bin) => new { from = bin / (double)HoleHistogram.Bins, to = (bin + 1) / (double)HoleHistogram.Bins, n }),
    };

    private sealed record MaskPreview(string Name, string Kind, IReadOnlyList<BankMask> Masks, string? Hash);
}
