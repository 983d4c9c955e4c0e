namespace InpaintLab.Torch.Pickle;

/// <summary>A PyTorch file that cannot be read: the message names the file, what was expected and what was found.</summary>
public sealed class PickleException : IOException
{
    internal PickleException(string file, string expected, string found, Exception? inner = null)
        : base($"{file}: not a readable PyTorch file: expected {expected}, found {found}", inner)
    {
        File = file;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file's path, or what the caller calls its stream.</summary>
    public string File { get; }

    /// <summary>What should have been there.</summary>
    public string Expected { get; }

    /// <summary>What was there.</summary>
    public string Found { get; }
}
