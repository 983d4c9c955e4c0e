using System.Globalization;
using InpaintLab.Cli.Commands;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Sweeps;

/// <summary>A spec as asked for on the command line: its cells, and what there is of them among the runs.</summary>
/// <param name="Path">The spec's file.</param>
/// <param name="Request">Profile and overrides.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="Halving">How the best of them are chosen while they are trained; null: all are trained to the end.</param>
internal sealed record Sweep(string Path, SpecRequest Request, IReadOnlyList<SpecCell> Cells, Halving? Halving)
{
    /// <summary>Loads the spec.</summary>
    /// <exception cref="SpecException">It is not valid, in any of its cells.</exception>
    public static Sweep Load(string path, SpecRequest request)
    {
        var experiments = SpecLoader.ResolveExperiments(path, request, Components.Registry);
        return new Sweep(path, request, experiments.Cells, experiments.Halving);
    }

    /// <summary>The cell of that number.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public SpecCell Cell(int number) => Cells.FirstOrDefault(c => c.Number == number)
        ?? throw new UserErrorException($"--cell: expected a number from 1 to {Cells.Count}, received {number}");

    /// <summary>The part of a command line that means one of the cells: <c>SPEC --profile P -s ... --cell K</c>.</summary>
    public IReadOnlyList<string> ArgumentsOf(SpecCell cell) =>
    [
        Path,
        .. Request.Profile is { } profile ? ["--profile", profile] : Array.Empty<string>(),
        .. Request.Overrides.SelectMany(o => new[] { "-s", o }),
        "--cell", cell.Number.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>The cells with the runs that stand for them now.</summary>
    public IReadOnlyList<SweepCell> Status()
    {
        using var index = RunsCommand.OpenIndex();
        return SweepCell.Join(Cells, index.Runs(), RunsRoot.Default(), new CellImages());
    }
}
