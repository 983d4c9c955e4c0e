using InpaintLab.Runs.Queries;

namespace InpaintLab.Cli.Output;

/// <summary>What runs cost, in columns side by side.</summary>
internal static class CostTable
{
    private const double Giga = 1e9;
    private const double Mebi = 1 << 20;

    /// <summary>Prints one row for each kind of cost that any of the runs has recorded.</summary>
    /// <param name="headings">One for each run.</param>
    /// <param name="costs">One for each run; null where nothing was recorded.</param>
    public static void Print(IEnumerable<string> headings, IReadOnlyList<RunCost?> costs)
    {
        if (costs.All(cost => cost is null))
            return;
        var table = Tables.Create(["cost"], headings);
        Add("generator parameters", c => Count(c.GeneratorParameters));
        Add("discriminator parameters", c => Count(c.DiscriminatorParameters));
        Add("multiply-adds of a forward, 1e9", c => MultiplyAdds(c.GeneratorMultiplyAdds));
        Add("training images", c => Count(c.TrainingImages));
        Add("training time", c => c.TrainingSeconds is { } seconds ? Numbers.Format(TimeSpan.FromSeconds(seconds)) : null);
        Add("peak memory, MiB", c => c.PeakResidentBytes is { } bytes ? $"{bytes / Mebi:f0}" : null);
        Add(
            "forward of one image, ms (median of 5, machine as it was)",
            c => c.ForwardMilliseconds is { } time ? Numbers.Format(time) : null);
        Tables.Print(table);

        void Add(string name, Func<RunCost, string?> text)
        {
            var cells = costs.Select(cost => cost is null ? null : text(cost)).ToList();
            if (cells.Exists(cell => cell is not null))
                table.Add([name, .. cells.Select(cell => cell ?? "-")]);
        }
    }

    /// <summary>A count in groups of three digits; null stays null.</summary>
    public static string? Count(long? count) => count?.ToString("N0");

    /// <summary>Multiply-adds in 1e9; null stays null.</summary>
    public static string? MultiplyAdds(long? count) => count is { } value ? Numbers.Format(value / Giga) : null;
}
