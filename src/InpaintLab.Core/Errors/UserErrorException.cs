namespace InpaintLab.Core.Errors;

/// <summary>
/// Something the user can put right: a wrong key, a missing file, images of different sizes. The command line prints the message
/// without a stack trace and ends with exit code 1; every other exception is ours and ends with exit code 2.
/// </summary>
public class UserErrorException : Exception
{
    /// <summary>An error whose message already says what was expected, what was received and where.</summary>
    public UserErrorException(string message)
        : base(message)
    {
    }

    /// <summary>The same with the exception that led to it.</summary>
    public UserErrorException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>
    /// "<paramref name="where"/>: unknown <paramref name="what"/> 'received'; did you mean 'nearest'? Known: ...".
    /// </summary>
    /// <param name="what">What the name names, e.g. "mask kind".</param>
    /// <param name="received">The unknown name.</param>
    /// <param name="known">The valid names.</param>
    /// <param name="where">Where it stands, e.g. "spec.yaml:3:7"; null when there is no place to name.</param>
    public static UserErrorException UnknownName(string what, string received, IEnumerable<string> known, string? where = null)
    {
        var place = where is null ? "" : $"{where}: ";
        return new UserErrorException(place + DescribeUnknownName(what, received, known));
    }

    /// <summary>The message of <see cref="UnknownName"/> without its place, for those who collect several errors.</summary>
    public static string DescribeUnknownName(string what, string received, IEnumerable<string> known)
    {
        var names = known.ToArray();
        var nearest = NearestName.Of(received, names);
        var hint = nearest is null ? "" : $" Did you mean '{nearest}'?";
        return $"unknown {what} '{received}'.{hint} Known: {string.Join(", ", names)}.";
    }
}
