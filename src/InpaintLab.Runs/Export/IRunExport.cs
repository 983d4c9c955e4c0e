using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Runs.Export;

/// <summary>Writes runs in a format that other programs read; complete when it was disposed.</summary>
public interface IRunExport : IDisposable
{
    /// <summary>Adds a run.</summary>
    /// <param name="run">Its line in the list.</param>
    /// <param name="files">Its files.</param>
    /// <param name="log">Its log.</param>
    void Add(RunSummary run, RunFolder files, RunLog log);
}
