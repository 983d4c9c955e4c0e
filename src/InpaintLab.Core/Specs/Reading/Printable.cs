namespace InpaintLab.Core.Specs.Reading;

/// <summary>Text from a spec made fit for one line of a message.</summary>
internal static class Printable
{
    private const int MaxLength = 60;

    /// <summary>The text with control characters as '?', cut after 60 characters.</summary>
    public static string Of(string text)
    {
        var cut = text.Length > MaxLength ? string.Concat(text.AsSpan(0, MaxLength), "...") : text;
        return string.Concat(cut.Select(c => char.IsControl(c) ? '?' : c));
    }
}
