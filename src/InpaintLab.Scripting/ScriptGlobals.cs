namespace InpaintLab.Scripting;

/// <summary>What a script can name without saying where from: the public members of a class derived from this one.</summary>
public abstract class ScriptGlobals
{
    /// <summary>Set when the script should end: it was interrupted, or its time is up. Scripts that loop for long look at it.</summary>
    public CancellationToken Cancel { get; internal set; }
}
