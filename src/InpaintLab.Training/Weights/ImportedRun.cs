using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Core.Weights;
using InpaintLab.Models.WeightMaps;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Torch;
using InpaintLab.Torch.Pickle;
using InpaintLab.Training.Checkpoints;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Loop;

namespace InpaintLab.Training.Weights;

/// <summary>
/// A run whose generator was trained elsewhere: a finished run at step 0, with a checkpoint to inpaint with and to evaluate.
/// </summary>
/// <param name="Run">Its folder.</param>
/// <param name="Sha256">Hash of the file of weights; also in the run's environment.</param>
/// <param name="Tensors">How many there were.</param>
public sealed record ImportedRun(RunFolder Run, string Sha256, int Tensors)
{
    /// <summary>Reads weights into the network of a spec, and makes a run of it. The spec's dataset is not looked at.</summary>
    /// <param name="resolved">The spec.</param>
    /// <param name="file">Weights: safetensors or PyTorch's.</param>
    /// <param name="map">A shipped map or the path of one.</param>
    /// <param name="runsRoot">The folder of all runs.</param>
    /// <exception cref="UserErrorException">
    /// The file or the map cannot be read or do not fit the network; no run is left behind.
    /// </exception>
    public static ImportedRun Create(ResolvedSpec resolved, string file, string map, string runsRoot)
    {
        if (!File.Exists(file))
            throw new UserErrorException($"{file}: there is no such file");
        var rules = ShippedMaps.Load(map);
        using var generator = resolved.Spec.Model.CreateNetworkFamily().CreateGenerator(resolved.Spec.Resolution);
        int count;
        using (var source = TensorFile.Open(file))
            count = NetworkWeights.Load(generator, source, rules).Count;

        var hash = WeightsStore.HashOf(file);
        var environment = RunEnvironment.Capture() with
        {
            WeightsHashes = new Dictionary<string, string> { [Path.GetFileName(file)] = hash },
            Extra = new Dictionary<string, string> { ["libtorch"] = LibTorch.Version },
        };
        using var run = RunWriter.Create(
            runsRoot, RunFacts.Describe(resolved), resolved.Text, environment, files: RunFacts.Scripts(resolved));
        try
        {
            Checkpoint.WriteGenerator(Checkpoint.LastPath(run.Folder), resolved.Hash, generator);
            var message = $"{count} tensors from {Path.GetFullPath(file)} (SHA-256 {hash}) by the map {map}";
            run.LogEvent(EventLevel.Info, "weights-imported", message);
            run.SetState(RunState.Finished, "weights imported, not trained here");
            return new ImportedRun(run.Folder, hash, count);
        }
        catch (Exception e)
        {
            run.Fail(e.Message);
            throw;
        }
    }
}
