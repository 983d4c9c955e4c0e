namespace InpaintLab.Core.Weights;

/// <summary>A pattern in which each * stands for any text of one character or more.</summary>
internal readonly struct Glob(string pattern)
{
    private readonly string[] _literals = pattern.Split('*');

    /// <summary>How many * it has.</summary>
    public int Stars => _literals.Length - 1;

    /// <summary>
    /// What each * stands for in <paramref name="text"/>, each but the last as short as can be; null when it does not match.
    /// </summary>
    public string[]? Match(string text)
    {
        if (Stars == 0)
            return text == _literals[0] ? [] : null;
        if (!text.StartsWith(_literals[0], StringComparison.Ordinal))
            return null;
        var parts = new string[Stars];
        var start = _literals[0].Length;
        for (var i = 1; i <= Stars; i++)
        {
            var literal = _literals[i];
            var end = i == Stars
                ? text.EndsWith(literal, StringComparison.Ordinal) ? text.Length - literal.Length : -1
                : start < text.Length ? text.IndexOf(literal, start + 1, StringComparison.Ordinal) : -1;
            if (end <= start)
                return null;
            parts[i - 1] = text[start..end];
            start = end + literal.Length;
        }

        return parts;
    }

    /// <summary>The pattern with its * replaced in turn.</summary>
    public string Fill(string[] parts)
    {
        var text = _literals[0];
        for (var i = 0; i < parts.Length; i++)
            text += parts[i] + _literals[i + 1];
        return text;
    }
}
