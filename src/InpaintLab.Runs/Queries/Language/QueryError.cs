using InpaintLab.Core.Errors;

namespace InpaintLab.Runs.Queries.Language;

/// <summary>A mistake in a query, with its place.</summary>
internal static class QueryError
{
    /// <summary>The message with the query and a caret under the place.</summary>
    /// <param name="query">The whole text.</param>
    /// <param name="position">The place, in characters from 0.</param>
    /// <param name="message">What was expected and what was received.</param>
    public static UserErrorException At(string query, int position, string message)
    {
        // One character of the line for each of the query, so that the caret stands under its place.
        var line = string.Concat(query.Select(c => char.IsControl(c) ? ' ' : c));
        return new UserErrorException($"query, character {position + 1}: {message}\n    {line}\n    {new string(' ', position)}^");
    }
}
