using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Runs.Folders;
using InpaintLab.Scripting;
using InpaintLab.Scripting.Specs;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Loop;
using InpaintLab.Training.Scripts;

namespace InpaintLab.Tests.Training.Hooks;

/// <summary>Tiny runs whose spec names scripts, in a folder with a store of confirmations and a cache of its own.</summary>
internal sealed class ScriptedRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ScriptedRun()
    {
        Trust = new ScriptTrust(_folder.File("config", "trusted-scripts"));
        Library = new ScriptLibrary(Trust, new ScriptCache(_folder.File("cache", "x")));
        Registry = Components.With(Library);
    }

    public ScriptTrust Trust { get; }

    public ScriptLibrary Library { get; }

    public ComponentRegistry Registry { get; }

    public string File(params string[] parts) => _folder.File(parts);

    /// <summary>Writes a script that counts as confirmed.</summary>
    public string Script(string name, string text)
    {
        Trust.ConfirmFile(_folder.File("specs", name));
        return _folder.Write(Path.Combine("specs", name), text);
    }

    /// <summary>The tiny spec, beside the scripts.</summary>
    public ResolvedSpec Spec(params IEnumerable<string> overrides) =>
        SpecLoader.ResolveText(TinyRun.Yaml, "tiny.yaml", [.. overrides], Registry);

    /// <summary>The tiny spec with one hook.</summary>
    public ResolvedSpec WithHook(string text, params IEnumerable<string> overrides) =>
        Spec([$"hooks=[{Script("hook.csx", text)}]", .. overrides]);

    public TrainingOutcome Start(ResolvedSpec spec, string root, ITrainingObserver? observer = null) => TinyRun.Start(spec, File(root, "x")[..^2], observer);

    public TrainingOutcome Resume(RunFolder run, ITrainingObserver? observer = null) =>
        TrainingSession.Resume(run, observer ?? new Observer(), CancellationToken.None, registry: Registry);

    public RunFolder Only(string root) => TinyRun.Only(File(root, "x")[..^2]);

    public void Dispose() => _folder.Dispose();
}
