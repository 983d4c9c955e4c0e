namespace InpaintLab.Cli;

/// <summary>How the program ends: a contract with scripts.</summary>
internal static class ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    public const int Success = 0;

    /// <summary>Something the user can put right.</summary>
    public const int UserError = 1;

    /// <summary>A fault of this program.</summary>
    public const int InternalError = 2;

    /// <summary>Something that was to be checked is not as it should be.</summary>
    public const int FailedCheck = 3;

    /// <summary>Stopped by Ctrl-C or a request to terminate.</summary>
    public const int Interrupted = 130;
}
