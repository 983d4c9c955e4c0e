using System.Collections;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Scripting.Reports;

/// <summary>The runs of a report in order of creation: a list to ask with LINQ. Any thread may ask.</summary>
public sealed class RecordedRuns : IReadOnlyList<RecordedRun>, IDisposable
{
    private readonly Lock _lock = new();
    private readonly RunIndex _index;
    private readonly string _root;
    private readonly IReadOnlyList<RecordedRun> _runs;

    /// <summary>The runs that a query chooses.</summary>
    /// <param name="index">The database over all runs of the root; disposed with this.</param>
    /// <param name="runsRoot">The folder of all runs.</param>
    /// <param name="query">Which; an empty query chooses all.</param>
    /// <exception cref="UserErrorException">The query chooses none.</exception>
    public RecordedRuns(RunIndex index, string runsRoot, RunFilter query)
    {
        _index = index;
        _root = Path.GetFullPath(runsRoot);
        _runs = [.. query.ChooseSome(index.Runs(), _root).Select(run => new RecordedRun(this, run, RunFolder.Open(Path.Combine(_root, run.Folder))))];
    }

    /// <inheritdoc/>
    public int Count => _runs.Count;

    /// <inheritdoc/>
    public RecordedRun this[int index] => _runs[index];

    /// <summary>A run by id, folder name, unique name or beginning, or <c>latest</c>.</summary>
    /// <exception cref="UserErrorException">None or several, or it is not among those of the report.</exception>
    public RecordedRun this[string name]
    {
        get
        {
            var folder = RunSelector.Resolve(_root, name);
            return _runs.FirstOrDefault(run => run.Folder == folder.Path)
                ?? throw new UserErrorException($"'{name}': expected one of the {Count} runs of this report, received {folder.FolderName}");
        }
    }

    /// <summary>The latest results of two runs or more side by side, and each one's differences from the first over the pairs they share.</summary>
    /// <exception cref="UserErrorException">Fewer than two runs.</exception>
    public RunComparison Compare(params IEnumerable<RecordedRun> runs) =>
        Ask(index => RunComparison.Of(index, [.. runs.Select(run => run.Summary.Folder)]));

    /// <summary>Results of two runs for images and masks that both were evaluated on.</summary>
    public IReadOnlyList<PairedRow> Pairs(RecordedRun first, RecordedRun second) =>
        Ask(index => index.PairedRows(first.Summary.Folder, second.Summary.Folder));

    /// <inheritdoc/>
    public IEnumerator<RecordedRun> GetEnumerator() => _runs.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Closes the index when no question is being answered; after that none is.</summary>
    public void Dispose()
    {
        lock (_lock)
            _index.Dispose();
    }

    internal T Ask<T>(Func<RunIndex, T> question)
    {
        lock (_lock)
            return question(_index);
    }
}
