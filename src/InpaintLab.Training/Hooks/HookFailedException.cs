using InpaintLab.Core.Errors;

namespace InpaintLab.Training.Hooks;

/// <summary>A hook failed, and the spec says that the run ends then.</summary>
/// <param name="message">Which hook, when, and what it threw, with the script's line.</param>
/// <param name="inner">What it threw.</param>
public sealed class HookFailedException(string message, Exception inner) : UserErrorException(message, inner);
