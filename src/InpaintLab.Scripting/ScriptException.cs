using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;

namespace InpaintLab.Scripting;

/// <summary>A script does not compile, or it failed: what is wrong, and where.</summary>
public sealed class ScriptException : UserErrorException, IPlacedErrors
{
    internal ScriptException(IReadOnlyList<SpecError> errors)
        : base(string.Join("\n", errors)) => Errors = errors;

    internal ScriptException(SpecError error, string calledFrom, Exception inner)
        : base(error + calledFrom, inner) => Errors = [error];

    /// <summary>The errors, in the order of their places; one when it failed while it ran.</summary>
    public IReadOnlyList<SpecError> Errors { get; }
}
