using System.Security.Cryptography;
using System.Text;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs.Writing;

namespace InpaintLab.Core.Specs;

/// <summary>A spec with every default filled in, as a run keeps it.</summary>
/// <param name="spec">The experiment.</param>
/// <param name="origins">Where each value was written, by its path, e.g. "training.steps"; a path that is absent has its default.</param>
public sealed class ResolvedSpec(ExperimentSpec spec, IReadOnlyDictionary<string, Origin> origins)
{
    /// <summary>The experiment without a record of where its values were written.</summary>
    public ResolvedSpec(ExperimentSpec spec)
        : this(spec, new Dictionary<string, Origin>())
    {
    }

    /// <summary>The experiment.</summary>
    public ExperimentSpec Spec { get; } = spec;

    /// <summary>Where each value was written, by its path, e.g. "evaluation.masks[0].kind"; an absent path has its default.</summary>
    public IReadOnlyDictionary<string, Origin> Origins { get; } = origins;

    /// <summary>Its place in the matrix of the spec it comes from, in the order of the axes; empty without a matrix.</summary>
    public IReadOnlyList<SpecLabel> Labels { get; init; } = [];

    /// <summary>The components that it could name, those of its scripts too; null when it was not read from a spec.</summary>
    public ComponentRegistry? Registry { get; init; }

    /// <summary>The scripts that it names, each once.</summary>
    public IReadOnlyList<SpecScript> Scripts { get; init; } = [];

    /// <summary>
    /// The spec as YAML with all keys but unused ones of <see cref="WrittenWhenUsedAttribute"/>: it loads back to an equal spec, and equal
    /// specs have equal text on every machine.
    /// </summary>
    public string Text { get; } = SpecWriter.Write(spec);

    /// <summary>
    /// <see cref="Text"/> with a comment on each line that says where its value was written: a place, an override, or "default". A value
    /// of a list is placed with its list.
    /// </summary>
    public string AnnotatedText()
    {
        var lines = SpecWriter.Lines(Spec);
        var width = Math.Min(60, lines.Max(line => line.Text.Length));
        return string.Concat(lines.Select(line => $"{line.Text.PadRight(width)}  # {OriginOf(line)}".TrimEnd(' ', '#') + "\n"));

        // The line of a mapping holds no value.
        string OriginOf((string Text, string Path) line) =>
            Origins.TryGetValue(line.Path, out var where) ? where.ToString() : line.Text.EndsWith(':') ? "" : "default";
    }

    /// <summary>The SHA-256 of <see cref="Text"/> in UTF-8, as 64 lower-case hexadecimal digits.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}
