using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace InpaintLab.Runs.Folders;

/// <summary>The name of a run folder, <c>yyyyMMdd-HHmmss-name-id</c>: sorts by time, says what it is, ends in what never changes.</summary>
/// <param name="Created">When the run was created (UTC, whole seconds).</param>
/// <param name="Name">The experiment's name, reduced to letters, digits, dot, underscore and hyphen.</param>
/// <param name="Id">Six characters of lower-case base32.</param>
public sealed partial record RunFolderName(DateTime Created, string Name, string Id)
{
    /// <summary>Characters in an id: 30 bits.</summary>
    public const int IdLength = 6;

    private const string TimeFormat = "yyyyMMdd-HHmmss";
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>A new name with a random id.</summary>
    public static RunFolderName Create(string experiment, DateTime utcNow)
    {
        var name = NotInNames().Replace(experiment, "-").Trim('-');
        return new RunFolderName(utcNow, name.Length == 0 ? "run" : name, RandomNumberGenerator.GetString(Base32, IdLength));
    }

    /// <summary>The parts of a folder's name, or null when it is not formed so, for example because a user renamed it.</summary>
    public static RunFolderName? Parse(string folderName)
    {
        var match = Form().Match(folderName);
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var time = match.Groups["time"].Value;
        return match.Success && DateTime.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, utc, out var created)
            ? new RunFolderName(created, match.Groups["name"].Value, match.Groups["id"].Value)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Created.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{Name}-{Id}";

    [GeneratedRegex("[^A-Za-z0-9._-]+", RegexOptions.None, 1000)]
    private static partial Regex NotInNames();

    [GeneratedRegex("^(?<time>[0-9]{8}-[0-9]{6})-(?<name>.+)-(?<id>[a-z2-7]{6})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
