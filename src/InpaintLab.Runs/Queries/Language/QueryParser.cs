using InpaintLab.Core.Errors;

namespace InpaintLab.Runs.Queries.Language;

/// <summary>
/// Reads a query by recursive descent:
/// <code>
/// query      = all ("or" all)*
/// all        = one ("and" one)*
/// one        = "not" one | "(" query ")" | comparison | "has" "(" NAME ")" | NAME
/// comparison = key OPERATOR VALUE | key ["not"] "in" "(" VALUE ("," VALUE)* ")"
/// key        = NAME | ("last" | "best" | "min" | "max") "(" NAME ")"
/// </code>
/// </summary>
internal sealed class QueryParser(string text, Func<string, bool?> higherIsBetter, DateTime now)
{
    // Deeper nesting than this is no question a person asks, and would end the process.
    private const int DeepestNesting = 100;

    private const string Has = "has";

    private static readonly string[] Functions = ["last", "best", "min", "max"];

    private readonly List<QueryToken> _tokens = QueryLexer.Read(text);
    private int _next;
    private int _depth;

    /// <summary>Keys that may mean nothing, to be checked against the runs there are.</summary>
    public List<RunKey> Keys { get; } = [];

    /// <summary>Names of runs.</summary>
    public List<NameNode> Names { get; } = [];

    private QueryToken Current => _tokens[_next];

    /// <summary>The whole text as a query.</summary>
    public QueryNode Query()
    {
        if (Current.Kind == QueryTokenKind.End)
            return new AnyNode();
        var node = Any();
        return Current.Kind == QueryTokenKind.End ? node : throw Expected("and, or, or the end");
    }

    /// <summary>The whole text as a key.</summary>
    public RunKey OnlyKey()
    {
        var key = Key();
        return Current.Kind == QueryTokenKind.End ? key : throw Expected("the end of the key");
    }

    private QueryNode Any()
    {
        var node = All();
        while (Skip("or"))
            node = new OrNode(node, All());
        return node;
    }

    private QueryNode All()
    {
        var node = One();
        while (Skip("and"))
            node = new AndNode(node, One());
        return node;
    }

    private QueryNode One()
    {
        if (++_depth > DeepestNesting)
            throw At(Current, $"expected at most {DeepestNesting} levels of nesting");
        try
        {
            if (Skip("not"))
                return new NotNode(One());
            if (Current.Kind != QueryTokenKind.Open)
                return Comparison();
            _next++;
            var node = Any();
            Take(QueryTokenKind.Close, "a closing parenthesis");
            return node;
        }
        finally
        {
            _depth--;
        }
    }

    private QueryNode Comparison()
    {
        var first = Current;
        if (first.Is(Has) && IsCall())
        {
            _next += 2;
            var name = Name();
            Take(QueryTokenKind.Close, "a closing parenthesis");
            return new HasNode(Add(RunKey.Named(name.Text, text, name.Position)));
        }

        if (!IsCall() && first.Kind is QueryTokenKind.Word or QueryTokenKind.Quoted && !IsComparisonAt(_next + 1))
        {
            var node = new NameNode(Name().Text, first.Position);
            Names.Add(node);
            return node;
        }

        var key = Key();
        var negated = Skip("not");
        if (Skip("in"))
            return negated ? new NotNode(OneOf(key)) : OneOf(key);
        if (Current.Kind != QueryTokenKind.Operator)
            throw Expected("a comparison (= != < <= > >= ~ in)");
        var op = QueryOperators.Parse(_tokens[_next++].Text);
        return Compared(key, op, Value());
    }

    private QueryNode OneOf(RunKey key)
    {
        Take(QueryTokenKind.Open, "values in parentheses, e.g. (1, 2)");
        QueryNode node = Compared(key, QueryOperator.Equal, Value());
        while (Current.Kind == QueryTokenKind.Comma)
        {
            _next++;
            node = new OrNode(node, Compared(key, QueryOperator.Equal, Value()));
        }

        Take(QueryTokenKind.Close, "a comma or a closing parenthesis");
        return node;
    }

    private RunKey Key()
    {
        if (!IsCall())
        {
            var name = Name();
            return Add(RunKey.Named(name.Text, text, name.Position));
        }

        var function = _tokens[_next];
        _next += 2;
        var series = Name();
        Take(QueryTokenKind.Close, "a closing parenthesis");
        return Add(RunKey.Function(function.Text, series.Text, text, series.Position, FunctionOf(function, series)));
    }

    private Func<Database.RunSummary, double?> FunctionOf(QueryToken function, QueryToken series)
    {
        var key = series.Text;
        var name = function.Text;
        if (name == "best")
        {
            name = DirectionOf(key) switch
            {
                true => "max",
                false => "min",
                null => throw At(
                    series, $"it is not known whether more or less of '{key}' is better; expected a metric, or use min() or max()"),
            };
        }

        return name switch
        {
            "last" => run => run.Metrics.TryGetValue(key, out var value) ? value : null,
            "min" => run => run.Ranges.TryGetValue(key, out var range) ? range.Min : null,
            "max" => run => run.Ranges.TryGetValue(key, out var range) ? range.Max : null,
            _ => throw At(function, UserErrorException.DescribeUnknownName("function", function.Text, [.. Functions, Has])),
        };
    }

    // Series of metrics end in the metric's name: val/box/psnr_hole. Less of a loss is better.
    private bool? DirectionOf(string key) =>
        key.StartsWith("loss/", StringComparison.Ordinal) ? false : higherIsBetter(key[(key.LastIndexOf('/') + 1)..]);

    // What can never be true is a mistake, not a question without an answer.
    private ComparisonNode Compared(RunKey key, QueryOperator op, QueryLiteral literal)
    {
        var time = literal.TimeAt(now);
        var isNumber = literal.Number is not null;
        if (key.Values is { } values && !op.IsPattern() && !values.Contains(literal.Text))
        {
            throw QueryError.At(
                text, literal.Position, UserErrorException.DescribeUnknownName($"value of {key.Name}", literal.Text, values));
        }

        if (key.Kind == RunValueKind.Number && !isNumber && !op.IsPattern())
            throw QueryError.At(text, literal.Position, $"{key.Name}: expected a number, received '{literal.Text}'");
        if (key.Kind == RunValueKind.Time && (time is null || op.IsPattern()))
        {
            throw QueryError.At(
                text,
                literal.Position,
                $"{key.Name}: expected = < > and a date or an age (2026-11-01, 2026-11-01T08:30, 12h, 7d), received '{literal.Text}'");
        }

        if (key.Kind == RunValueKind.Time && time is { } t && t.Start == t.End && !op.IsOrder())
        {
            throw QueryError.At(
                text, literal.Position, $"{key.Name}: expected < or > before an age, e.g. {key.Name} > 7d for the last seven days");
        }

        if (key.Kind is RunValueKind.Text or RunValueKind.Texts && op.IsOrder())
            throw QueryError.At(text, literal.Position, $"{key.Name}: expected =, !=, ~ or !~, since texts have no order");
        if (key.Kind is null && op.IsOrder() && !isNumber)
            throw QueryError.At(text, literal.Position, $"expected a number to compare {key.Name} with, received '{literal.Text}'");
        return new ComparisonNode(key, op, literal, now);
    }

    private RunKey Add(RunKey key)
    {
        Keys.Add(key);
        return key;
    }

    private QueryLiteral Value()
    {
        if (Current.Kind is not (QueryTokenKind.Word or QueryTokenKind.Quoted))
            throw Expected("a value");
        var token = _tokens[_next++];
        return new QueryLiteral(token.Text, token.Position);
    }

    private QueryToken Name()
    {
        var isKeyword = Current.Is("and") || Current.Is("or") || Current.Is("not") || Current.Is("in");
        return Current.Kind is QueryTokenKind.Word or QueryTokenKind.Quoted && !isKeyword && Current.Text.Length > 0
            ? _tokens[_next++]
            : throw Expected("a key, e.g. state, training.batch or psnr_hole, or the name of a run");
    }

    private bool IsCall() => Current.Kind == QueryTokenKind.Word && _tokens[_next + 1].Kind == QueryTokenKind.Open && !Current.Is("in");

    private bool IsComparisonAt(int place) =>
        _tokens[place].Kind == QueryTokenKind.Operator
            || _tokens[place].Is("in")
            || (_tokens[place].Is("not") && _tokens[place + 1].Is("in"));

    private bool Skip(string keyword)
    {
        if (!Current.Is(keyword))
            return false;
        _next++;
        return true;
    }

    private void Take(QueryTokenKind kind, string expected)
    {
        if (Current.Kind != kind)
            throw Expected(expected);
        _next++;
    }

    private UserErrorException Expected(string what) => At(Current, $"expected {what}, received {Current.Describe()}");

    private UserErrorException At(QueryToken token, string message) => QueryError.At(text, token.Position, message);
}
