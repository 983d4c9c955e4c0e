namespace InpaintLab.Runs.Queries.Language;

/// <summary>How a value is compared.</summary>
internal enum QueryOperator
{
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary>Fits a pattern.</summary>
    Like,

    /// <summary>Does not.</summary>
    Unlike,
}

/// <summary>The operators as they are written, and what they say of an order.</summary>
internal static class QueryOperators
{
    public static QueryOperator Parse(string text) => text switch
    {
        "=" or "==" => QueryOperator.Equal,
        "!=" => QueryOperator.Unequal,
        "<" => QueryOperator.Less,
        "<=" => QueryOperator.LessOrEqual,
        ">" => QueryOperator.Greater,
        ">=" => QueryOperator.GreaterOrEqual,
        "~" => QueryOperator.Like,
        "!~" => QueryOperator.Unlike,
        _ => throw new ArgumentException($"no operator: '{text}'", nameof(text)),
    };

    /// <summary>Whether it asks for an order, which texts do not have here.</summary>
    public static bool IsOrder(this QueryOperator op) =>
        op is QueryOperator.Less or QueryOperator.LessOrEqual or QueryOperator.Greater or QueryOperator.GreaterOrEqual;

    /// <summary>Whether it asks for a pattern.</summary>
    public static bool IsPattern(this QueryOperator op) => op is QueryOperator.Like or QueryOperator.Unlike;

    /// <summary>Whether it says that something is not so.</summary>
    public static bool IsNegative(this QueryOperator op) => op is QueryOperator.Unequal or QueryOperator.Unlike;

    /// <summary>Whether it holds for two values that compare so: negative where the first is smaller, 0 where they are equal.</summary>
    public static bool Holds(this QueryOperator op, int order) => op switch
    {
        QueryOperator.Equal => order == 0,
        QueryOperator.Unequal => order != 0,
        QueryOperator.Less => order < 0,
        QueryOperator.LessOrEqual => order <= 0,
        QueryOperator.Greater => order > 0,
        QueryOperator.GreaterOrEqual => order >= 0,
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "a pattern has no order"),
    };
}
