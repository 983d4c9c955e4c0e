using InpaintLab.Core.Randomness;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Cli.Bench.Store;

/// <summary>
/// Writes finished runs as training would have, without waiting for the disk: logs with a frame for each step, specs, and an evaluation
/// with a row for each image. All of it follows from the run's number.
/// </summary>
/// <param name="folder">The runs' root.</param>
/// <param name="series">Series of each run.</param>
/// <param name="points">Points of each series.</param>
internal sealed class RunGenerator(string folder, int series, int points)
{
    private const int Images = 20;

    private static readonly string[] Families = ["gated-conv", "transgan", "vit"];
    private static readonly string[] Datasets = ["places2", "celeba", "dead-leaves", "photos"];
    private static readonly DateTime First = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string[] _keys = [.. Enumerable.Range(0, series).Select(k => k == 0 ? "val/box/psnr_hole" : $"loss/part_{k}")];

    /// <summary>Writes runs 0 to <paramref name="count"/> - 1, on all cores.</summary>
    public void Write(int count) => Parallel.For(0, count, WriteOne);

    private void WriteOne(int number)
    {
        var random = RandomStream.Create(number, "bench-store");
        var created = First + TimeSpan.FromMinutes(7 * number);
        var id = Id(number);
        var description = new RunDescription
        {
            Name = $"study-{number % 100}",
            Family = Families[number % Families.Length],
            Variant = "small",
            Mask = "free-form+box",
            Dataset = Datasets[number % Datasets.Length],
            Resolution = 64 << (number % 3),
            Seed = number % 5,
            SpecHash = $"{number / 5:x16}",
            Labels = new Dictionary<string, string> { ["width"] = $"{16 << (number % 3)}" },
        };
        var path = Path.Combine(folder, new RunFolderName(created, description.Name, id).ToString());
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "spec.yaml"), Spec(number, description));
        using var log = LogWriter.Create(Path.Combine(path, "points.log"));
        log.Append(new DescriptionRecord(id, created, description));
        log.Append(new StateRecord(created, RunState.Running, ""));
        log.Flush();
        var quality = 15 + (10 * random.Uniform());
        for (var step = 0; step < points; step++)
        {
            var values = new ScalarValue[_keys.Length];
            for (var k = 0; k < values.Length; k++)
                values[k] = new ScalarValue(_keys[k], (k == 0 ? quality : 1) * (1 - (1 / (step + 2.0))) * (1 + (0.01 * k)));
            log.Append(new ScalarsRecord(step, step / 100, created.AddSeconds(step), values));
            log.Flush();
        }

        var rows = Enumerable.Range(0, Images).SelectMany(i => new[]
        {
            new ImageRow($"image-{i}.png", $"box/{i}", 0.1 + (0.01 * i), "psnr_hole", quality + random.Uniform()),
            new ImageRow($"image-{i}.png", $"box/{i}", 0.1 + (0.01 * i), "ssim", random.Uniform()),
        });
        log.Append(new ImageRowsRecord(points, "test/box", [.. rows]));
        log.Append(new SummaryRecord("psnr_hole", quality));
        log.Append(new StateRecord(created.AddHours(1), RunState.Finished, ""));
    }

    // Base32 as of real runs; number and id belong to each other.
    private static string Id(int number)
    {
        Span<char> id = stackalloc char[RunFolderName.IdLength];
        for (var i = id.Length - 1; i >= 0; i--, number /= 32)
            id[i] = "abcdefghijklmnopqrstuvwxyz234567"[number % 32];
        return new string(id);
    }

    // As long as a resolved spec is.
    private static string Spec(int number, RunDescription description)
    {
        var options = string.Concat(Enumerable.Range(0, 60).Select(i => $"  option_{i}: {i * 0.5}\n"));
        return $"""
            name: {description.Name}
            seed: {description.Seed}
            resolution: {description.Resolution}
            model:
              family: {description.Family}
              variant: {description.Variant}
            {options}training:
              batch: {8 << (number % 3)}
              steps: {1000 * (1 + (number % 4))}
              optimizer:
                kind: adam
                learning_rate: {(number % 2 == 0 ? "0.0001" : "0.0002")}
            """;
    }
}
