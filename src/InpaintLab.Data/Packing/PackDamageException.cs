using InpaintLab.Core.Errors;

namespace InpaintLab.Data.Packing;

/// <summary>
/// A pack does not hold what was written into it. Unlike a broken image of the source, which is skipped as it was there, it ends a run:
/// other images would be trained on than its manifest hash says.
/// </summary>
/// <param name="message">Which file, and where in it.</param>
public sealed class PackDamageException(string message) : UserErrorException(message);
