namespace InpaintLab.Cli.Doctor;

/// <summary>How a check ended.</summary>
internal enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but slower or with less than it could.</summary>
    Warn,

    /// <summary>Something will not work.</summary>
    Fail,
}

/// <summary>What a check found.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Found">What is there.</param>
/// <param name="Cure">What puts it right, a command where there is one; null when nothing is wrong.</param>
internal sealed record Finding(CheckStatus Status, string Found, string? Cure)
{
    /// <summary>All is well.</summary>
    public static Finding Ok(string found) => new(CheckStatus.Ok, found, null);

    /// <summary>It could be better.</summary>
    public static Finding Warn(string found, string cure) => new(CheckStatus.Warn, found, cure);

    /// <summary>It will not work.</summary>
    public static Finding Fail(string found, string cure) => new(CheckStatus.Fail, found, cure);
}

/// <summary>One thing that <c>doctor</c> looks at. It only looks: nothing is installed or changed.</summary>
internal interface ICheck
{
    /// <summary>Its name in the list, a word or two.</summary>
    string Name { get; }

    /// <summary>Looks at the machine.</summary>
    Finding Examine(IMachine machine);
}
