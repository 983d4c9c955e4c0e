namespace InpaintLab.Runs.Queries.Language;

/// <summary>
/// Cuts a query into its parts. A word is whatever holds no space, parenthesis, comma, quote or operator, so that
/// <c>val/free-form+box/psnr</c>, <c>2026-11-01</c>, <c>-1e-4</c> and <c>places-*</c> each are one.
/// </summary>
internal static class QueryLexer
{
    private const string OperatorCharacters = "=!<>~";

    private static readonly string[] Operators = ["=", "==", "!=", "<", "<=", ">", ">=", "~", "!~"];

    /// <summary>All parts; the last is the end.</summary>
    /// <exception cref="Core.Errors.UserErrorException">A quote is not closed, or there is an operator that does not exist.</exception>
    public static List<QueryToken> Read(string text)
    {
        var tokens = new List<QueryToken>();
        var at = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
                continue;
            }

            var token = c switch
            {
                '(' => new QueryToken(QueryTokenKind.Open, "(", at),
                ')' => new QueryToken(QueryTokenKind.Close, ")", at),
                ',' => new QueryToken(QueryTokenKind.Comma, ",", at),
                '\'' or '"' => Quoted(text, at),
                _ when OperatorCharacters.Contains(c) => Operator(text, at),
                _ => new QueryToken(QueryTokenKind.Word, Run(text, at, IsWord), at),
            };
            tokens.Add(token);
            at += token.Text.Length + (token.Kind == QueryTokenKind.Quoted ? 2 : 0);
        }

        tokens.Add(new QueryToken(QueryTokenKind.End, "", text.Length));
        return tokens;
    }

    private static bool IsWord(char c) => !char.IsWhiteSpace(c) && !"(),'\"".Contains(c) && !OperatorCharacters.Contains(c);

    private static string Run(string text, int from, Func<char, bool> belongs)
    {
        var end = from;
        while (end < text.Length && belongs(text[end]))
            end++;
        return text[from..end];
    }

    private static QueryToken Quoted(string text, int at)
    {
        var end = text.IndexOf(text[at], at + 1);
        return end < 0
            ? throw QueryError.At(text, at, $"expected a closing {text[at]}, found none")
            : new QueryToken(QueryTokenKind.Quoted, text[(at + 1)..end], at);
    }

    private static QueryToken Operator(string text, int at)
    {
        var found = Run(text, at, OperatorCharacters.Contains);
        return Operators.Contains(found)
            ? new QueryToken(QueryTokenKind.Operator, found, at)
            : throw QueryError.At(text, at, $"expected one of {string.Join(' ', Operators)}, received '{found}'");
    }
}
