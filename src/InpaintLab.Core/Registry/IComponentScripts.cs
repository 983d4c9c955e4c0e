using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;

namespace InpaintLab.Core.Registry;

/// <summary>The scripts that specs name.</summary>
public interface IComponentScripts
{
    /// <summary>Finds a script and reads it with all that it loads and references. Nothing of it is run.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="folder">The folder of the spec that names it, to which the path is relative; empty: the working directory.</param>
    /// <exception cref="UserErrorException">There is no such script, or it uses files that could not travel with it.</exception>
    SpecScript Find(string file, string folder);

    /// <summary>The types that a script defines; the same ones each time for the same content.</summary>
    /// <exception cref="UntrustedScriptException">The user has not confirmed it.</exception>
    /// <exception cref="UserErrorException">It does not compile.</exception>
    IReadOnlyList<Type> TypesOf(SpecScript script);
}

/// <summary>A script that a spec names, as it was found and read.</summary>
/// <param name="Name">Its file's name, by which a run keeps it.</param>
/// <param name="Path">Its full path.</param>
/// <param name="Sha256">
/// SHA-256 of its content; of a script with further parts that of one line "hash, two blanks, name" for each part, as sha256sum prints
/// them.
/// </param>
/// <param name="Parts">Itself, then what it loads and references, in order of name.</param>
public sealed record SpecScript(string Name, string Path, string Sha256, IReadOnlyList<ScriptPart> Parts)
{
    /// <summary>The folder, beside a run's spec, in which the run keeps the scripts that it ran with.</summary>
    public const string RunFolder = "scripts";
}

/// <summary>A file that a script consists of.</summary>
/// <param name="Name">Relative to the script's folder, with '/' between folders.</param>
/// <param name="Content">Its bytes as they were read.</param>
public sealed record ScriptPart(string Name, ReadOnlyMemory<byte> Content);

/// <summary>A script that the user of this machine has not confirmed, and that is therefore not run.</summary>
/// <param name="script">The script.</param>
/// <param name="where">Where it is named; null: not known.</param>
public sealed class UntrustedScriptException(SpecScript script, Origin? where = null)
    : UserErrorException(ErrorOf(script, where).ToString()), IPlacedErrors
{
    /// <summary>The script.</summary>
    public SpecScript Script { get; } = script;

    /// <inheritdoc/>
    public IReadOnlyList<SpecError> Errors { get; } = [ErrorOf(script, where)];

    private static SpecError ErrorOf(SpecScript script, Origin? where)
    {
        var message =
            $"{(where is null ? "this script" : $"the script {script.Path}")} has not been confirmed on this machine. It would run with "
            + "your rights: read it first, then confirm it with --trust, or for all commands with: inpaintlab validate SPEC --trust";
        return where is null
            ? new SpecError(script.Path, 0, 0, message)
            : new SpecError(where.File, where.Line, where.Column, message, where.SourceLine);
    }
}
