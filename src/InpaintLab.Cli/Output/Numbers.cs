namespace InpaintLab.Cli.Output;

/// <summary>How numbers are printed for people.</summary>
internal static class Numbers
{
    /// <summary>About four significant digits; NaN, which stands for "not defined", as a dash.</summary>
    public static string Format(double value) => Math.Abs(value) switch
    {
        double.NaN => "-",
        double.PositiveInfinity => value > 0 ? "inf" : "-inf",
        0 => "0",
        < 1e-4 or >= 1e5 => value.ToString("G4"),
        < 1 => value.ToString("F4"),
        < 10 => value.ToString("F3"),
        < 100 => value.ToString("F2"),
        _ => value.ToString("F1"),
    };

    /// <summary>Minutes and seconds, with hours when there are any.</summary>
    public static string Format(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time.Minutes:d2}:{time.Seconds:d2}" : $"{time.Minutes}:{time.Seconds:d2}";

    /// <summary>Bytes in MB, millions of them.</summary>
    public static string Megabytes(long bytes) => (bytes / 1e6).ToString(bytes < 100_000 ? "F3" : "F1");
}
