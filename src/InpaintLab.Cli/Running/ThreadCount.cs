using InpaintLab.Core.Errors;

namespace InpaintLab.Cli.Running;

/// <summary>How many threads may compute: OMP_NUM_THREADS, for what does not use OpenMP too; without it one a core.</summary>
internal static class ThreadCount
{
    private const string Variable = "OMP_NUM_THREADS";

    /// <summary>The number.</summary>
    /// <exception cref="UserErrorException">The variable is not a number from 1.</exception>
    public static int Read()
    {
        var text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(text))
            return Environment.ProcessorCount;
        return int.TryParse(text, out var threads) && threads > 0
            ? threads
            : throw new UserErrorException($"{Variable}: expected a number of threads from 1, received '{text}'");
    }
}
