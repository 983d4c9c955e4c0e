using System.IO.Enumeration;
using InpaintLab.Runs.Database;

namespace InpaintLab.Runs.Queries.Language;

/// <summary>A part of a query that holds for a run, or does not.</summary>
internal abstract record QueryNode
{
    /// <summary>Whether it holds for a run.</summary>
    public abstract bool Matches(RunSummary run);
}

/// <summary>Holds for every run.</summary>
internal sealed record AnyNode : QueryNode
{
    public override bool Matches(RunSummary run) => true;
}

/// <summary>Both hold.</summary>
internal sealed record AndNode(QueryNode Left, QueryNode Right) : QueryNode
{
    public override bool Matches(RunSummary run) => Left.Matches(run) && Right.Matches(run);
}

/// <summary>One of them holds, or both.</summary>
internal sealed record OrNode(QueryNode Left, QueryNode Right) : QueryNode
{
    public override bool Matches(RunSummary run) => Left.Matches(run) || Right.Matches(run);
}

/// <summary>It does not hold.</summary>
internal sealed record NotNode(QueryNode Inner) : QueryNode
{
    public override bool Matches(RunSummary run) => !Inner.Matches(run);
}

/// <summary>The run has a value under the key.</summary>
internal sealed record HasNode(RunKey Key) : QueryNode
{
    public override bool Matches(RunSummary run) =>
        Key.Of(run) is not { Kind: RunValueKind.None } and not { Kind: RunValueKind.Texts, Texts.Count: 0 };
}

/// <summary>A name, a beginning of one, or the newest run: what it means depends on which runs there are.</summary>
internal sealed record NameNode(string Name, int Position) : QueryNode
{
    // Filled in for each question: a node belongs to one query, and a query asks one list of runs at a time.
    public HashSet<RunSummary> Named { get; set; } = new(ReferenceEqualityComparer.Instance);

    public override bool Matches(RunSummary run) => Named.Contains(run);
}

/// <summary>A value of the run compared with one of the query. Where the run has none, it does not hold.</summary>
internal sealed record ComparisonNode(RunKey Key, QueryOperator Operator, QueryLiteral Literal, DateTime Now) : QueryNode
{
    private readonly (DateTime Start, DateTime End)? _time = Literal.TimeAt(Now);

    public override bool Matches(RunSummary run)
    {
        var value = Key.Of(run);
        return value.Kind switch
        {
            RunValueKind.Number => Compare(value.Number),
            RunValueKind.Text => Compare(value.Text),
            RunValueKind.Time => Compare(value.Time),
            RunValueKind.Texts => value.Texts.Any(IsEqualOrLike) != Operator.IsNegative(),
            _ => false,
        };
    }

    // A NaN equals NaN here, since nobody could ask for it otherwise, and has no order.
    private bool Compare(double number)
    {
        if (Operator.IsPattern())
            return Like(number.ToString("R")) != Operator.IsNegative();
        if (Literal.Number is not { } literal)
            return Operator == QueryOperator.Unequal;
        return double.IsNaN(number) || double.IsNaN(literal)
            ? !Operator.IsOrder() && double.IsNaN(number) == double.IsNaN(literal) != Operator.IsNegative()
            : Operator.Holds(number.CompareTo(literal));
    }

    private bool Compare(string text)
    {
        if (!Operator.IsPattern() && Literal.Number is not null && QueryLiteral.NumberOf(text) is { } number)
            return Compare(number);
        return !Operator.IsOrder() && IsEqualOrLike(text) != Operator.IsNegative();
    }

    private bool Compare(DateTime time) =>
        _time is { } literal && Operator.Holds(time < literal.Start ? -1 : time >= literal.End && time > literal.Start ? 1 : 0);

    private bool IsEqualOrLike(string text) => Operator.IsPattern() ? Like(text) : text == Literal.Text;

    private bool Like(string text)
    {
        var pattern = Literal.Text.AsSpan().ContainsAny('*', '?') ? Literal.Text : $"*{Literal.Text}*";
        return FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);
    }
}
