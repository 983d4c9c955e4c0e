namespace InpaintLab.Runs.Folders;

/// <summary>Where a run stands. The numbers are those of the log.</summary>
public enum RunState
{
    /// <summary>It says so, and its process lives, or gave a sign of life lately on another machine.</summary>
    Running,

    /// <summary>It reached its end.</summary>
    Finished,

    /// <summary>It stopped by an error, such as a loss that is not a number.</summary>
    Failed,

    /// <summary>It was stopped and wrote a checkpoint.</summary>
    Interrupted,

    /// <summary>It says it is running, but its process is gone or, on another machine, silent: killed, or the machine went down.</summary>
    Crashed,

    /// <summary>A sweep ended it, since others were better; it has a checkpoint and can go on.</summary>
    Pruned,
}
