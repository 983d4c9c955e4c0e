namespace InpaintLab.Runs.Queries.Language;

/// <summary>What a part of a query is.</summary>
internal enum QueryTokenKind
{
    /// <summary>A key, a value, a name or a keyword: which of these is seen from its place.</summary>
    Word,

    /// <summary>Text in quotes: never a keyword.</summary>
    Quoted,

    /// <summary>One of = != &lt; &lt;= &gt; &gt;= ~ !~.</summary>
    Operator,

    /// <summary>An opening parenthesis.</summary>
    Open,

    /// <summary>A closing parenthesis.</summary>
    Close,

    /// <summary>Between the values of a list.</summary>
    Comma,

    /// <summary>The end of the text.</summary>
    End,
}

/// <summary>A part of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says; without the quotes.</param>
/// <param name="Position">Where it begins, in characters from 0.</param>
internal sealed record QueryToken(QueryTokenKind Kind, string Text, int Position)
{
    /// <summary>Whether it is this keyword, in whatever case.</summary>
    public bool Is(string keyword) => Kind == QueryTokenKind.Word && string.Equals(Text, keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>It in words, for "received ...".</summary>
    public string Describe() => Kind == QueryTokenKind.End ? "the end" : $"'{Text}'";
}
