using System.Globalization;
using InpaintLab.Core.Errors;
using InpaintLab.Models;
using InpaintLab.Runs.Folders;
using InpaintLab.Torch;
using InpaintLab.Torch.Safetensors;
using InpaintLab.Training.Objectives;
using static TorchSharp.torch;

namespace InpaintLab.Training.Checkpoints;

/// <summary>
/// All that a run needs to go on as if it had never stopped, in one safetensors file that is written under a temporary name, synced and
/// renamed: weights of the generator, its average and the discriminator under the networks' own keys, the optimisers' states, the
/// losses of the log line in progress, and what hooks changed: factors on learning rates, an early stop. A checksum over the file shows
/// damage. Data order, crops, masks and dropout are functions of (seed, step) and need no state.
/// </summary>
public static class Checkpoint
{
    private const string Format = "inpaintlab-checkpoint-2";

    // Without a checksum.
    private const string FirstFormat = "inpaintlab-checkpoint-1";

    private const string DamagedText = "it is damaged: its checksum is not that of its content";
    private const string GeneratorRateKey = "generator_rate";
    private const string DiscriminatorRateKey = "discriminator_rate";
    private const string StoppedKey = "stopped";

    /// <summary>The newest checkpoint of a run.</summary>
    public static string LastPath(RunFolder run) => Path.Combine(run.CheckpointsPath, "last.safetensors");

    /// <summary>The one before it: what is left when that is damaged.</summary>
    public static string PreviousPath(RunFolder run) => Path.Combine(run.CheckpointsPath, "previous.safetensors");

    /// <summary>The checkpoint with the best validation result of a run.</summary>
    public static string BestPath(RunFolder run) => Path.Combine(run.CheckpointsPath, "best.safetensors");

    /// <summary>Writes the state after <paramref name="step"/> updates.</summary>
    /// <param name="path">The file; an older one is replaced only when the new one is complete.</param>
    /// <param name="step">Updates made.</param>
    /// <param name="specHash">The run's spec.</param>
    /// <param name="objective">Networks and optimisers.</param>
    /// <param name="average">The averaged weights, if there are.</param>
    /// <param name="window">Losses since the last log line.</param>
    /// <param name="previous">Where the older one is kept; null: nowhere.</param>
    /// <param name="stopped">Why the run ends here, where a hook asked for it; else null.</param>
    public static void Write(
        string path,
        long step,
        string specHash,
        InpaintingObjective objective,
        WeightAverage? average,
        LossWindow window,
        string? previous = null,
        string? stopped = null)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        var tensors = new Dictionary<string, Tensor>();
        Add("generator.", objective.Generator.state_dict());
        if (average is not null)
            Add("ema.", average.Generator.state_dict());
        if (objective.Discriminator is not null)
            Add("discriminator.", objective.Discriminator.state_dict());
        Add("optimizer.", objective.OptimizerState());
        Add("window.", window.State());
        Write(path, step, specHash, tensors, previous, ChangedByHooks(objective, stopped));

        void Add(string prefix, IEnumerable<KeyValuePair<string, Tensor>> part)
        {
            foreach (var (key, value) in part)
                tensors.Add(prefix + key, value);
        }
    }

    /// <summary>Writes a generator that was not trained here: to be evaluated and used, not to be resumed.</summary>
    /// <param name="path">The file; an older one is replaced only when the new one is complete.</param>
    /// <param name="specHash">The run's spec.</param>
    /// <param name="generator">The network.</param>
    public static void WriteGenerator(string path, string specHash, InpaintingGenerator generator)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        Write(path, 0, specHash, generator.state_dict().ToDictionary(t => "generator." + t.Key, t => t.Value), previous: null, []);
    }

    /// <summary>Restores a state and returns its step.</summary>
    /// <param name="path">The file.</param>
    /// <param name="specHash">The run's spec: another one is refused.</param>
    /// <param name="objective">Networks and optimisers, already on their device.</param>
    /// <param name="average">The averaged weights, if the run has them.</param>
    /// <param name="window">Receives the losses of the log line in progress.</param>
    /// <exception cref="UserErrorException">The file is missing, damaged, or of another spec.</exception>
    public static long Restore(string path, string specHash, InpaintingObjective objective, WeightAverage? average, LossWindow window)
    {
        using var scope = NewDisposeScope();
        using var file = Open(path);
        if (file.Metadata.GetValueOrDefault("spec") != specHash)
            throw new UserErrorException($"{path}: the checkpoint is of another spec than the run's spec.yaml: was one of them edited?");
        var step = Step(file, path);
        LoadNetwork(objective.Generator, file, "generator.", path);
        if (average is not null)
            LoadNetwork(average.Generator, file, "ema.", path);
        if (objective.Discriminator is not null)
            LoadNetwork(objective.Discriminator, file, "discriminator.", path);

        objective.GeneratorRate = Rate(file, GeneratorRateKey, path);
        objective.DiscriminatorRate = Rate(file, DiscriminatorRateKey, path);
        Guard(path, () => objective.RestoreOptimizers(Part(file, "optimizer.")));
        Guard(path, () => window.Restore(Part(file, "window."), objective.Generator.parameters().First().device));
        return step;
    }

    /// <summary>Why a file is no whole checkpoint, with its name; null when it is one.</summary>
    public static string? Problem(string path)
    {
        try
        {
            OpenIntact(path).Dispose();
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Missing(path).Message;
        }
        catch (IOException e)
        {
            return $"{path}: the checkpoint cannot be used: {e.Message}";
        }
    }

    /// <summary>The step of a checkpoint, without loading it.</summary>
    /// <exception cref="UserErrorException">The file is missing or damaged.</exception>
    public static long ReadStep(string path)
    {
        using var file = Open(path);
        return Step(file, path);
    }

    /// <summary>Why the run ended at a checkpoint, where a hook asked for it; else null.</summary>
    /// <exception cref="UserErrorException">The file is missing or damaged.</exception>
    public static string? ReadStopReason(string path)
    {
        using var file = Open(path);
        return file.Metadata.GetValueOrDefault(StoppedKey);
    }

    /// <summary>Loads the weights that are evaluated: the averaged ones if the checkpoint has them, else the generator's.</summary>
    /// <returns>The checkpoint's step.</returns>
    /// <exception cref="UserErrorException">The file is missing, damaged, or of another network.</exception>
    public static long LoadGenerator(string path, InpaintingGenerator generator)
    {
        using var scope = NewDisposeScope();
        using var file = Open(path);
        var averaged = file.Entries.Any(e => e.Name.StartsWith("ema.", StringComparison.Ordinal));
        LoadNetwork(generator, file, averaged ? "ema." : "generator.", path);
        return Step(file, path);
    }

    // Absent while no hook has changed anything: such a run's files are those of a run without hooks.
    private static Dictionary<string, string> ChangedByHooks(InpaintingObjective objective, string? stopped)
    {
        var changed = new Dictionary<string, string>();
        foreach (var (key, rate) in new[]
        {
            (GeneratorRateKey, objective.GeneratorRate),
            (DiscriminatorRateKey, objective.DiscriminatorRate),
        })
        {
            if (!rate.Equals(1.0))
                changed[key] = rate.ToString("R", CultureInfo.InvariantCulture);
        }

        if (stopped is not null)
            changed[StoppedKey] = stopped;
        return changed;
    }

    private static double Rate(SafetensorsFile file, string key, string path)
    {
        if (!file.Metadata.TryGetValue(key, out var text))
            return 1;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate)
            ? rate
            : throw new UserErrorException($"{path}: the checkpoint cannot be used: its {key} is '{text}'");
    }

    private static void Write(
        string path, long step, string specHash, Dictionary<string, Tensor> tensors, string? previous, Dictionary<string, string> more)
    {
        var metadata = new Dictionary<string, string>(more)
        {
            [CheckpointSeal.Key] = CheckpointSeal.Blank,
            ["format"] = Format,
            ["step"] = step.ToString(CultureInfo.InvariantCulture),
            ["spec"] = specHash,
            ["libtorch"] = LibTorch.Version,
        };
        AtomicFile.Write(
            path,
            stream =>
            {
                SafetensorsWriter.Write(stream, tensors, metadata);
                CheckpointSeal.Write(stream);
            },
            previous);
    }

    private static SafetensorsFile Open(string path)
    {
        if (!File.Exists(path))
            throw Missing(path);
        try
        {
            return OpenIntact(path);
        }
        catch (IOException e)
        {
            throw new UserErrorException($"{path}: the checkpoint cannot be used: {e.Message}{Offer(path)}", e);
        }
    }

    private static SafetensorsFile OpenIntact(string path)
    {
        bool isSealed;
        using (var bytes = File.OpenRead(path))
        {
            isSealed = CheckpointSeal.IsSealed(bytes);
            if (isSealed && !CheckpointSeal.IsIntact(bytes))
                throw new IOException(DamagedText);
        }

        var file = SafetensorsFile.Open(path);
        var format = file.Metadata.GetValueOrDefault("format") ?? "none";
        if (format == (isSealed ? Format : FirstFormat))
            return file;
        file.Dispose();
        throw new IOException(format == Format ? DamagedText : $"expected a checkpoint of format {Format}, found {format}");
    }

    // What is left when a checkpoint is damaged.
    private static string Offer(string path)
    {
        var others = Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, "*.safetensors")
            .Where(other => Path.GetFileName(other) != Path.GetFileName(path) && Problem(other) is null)
            .Select(other => $"{Path.GetFileName(other)} (step {ReadStep(other)})")
            .Order(StringComparer.Ordinal)
            .ToList();
        return others.Count == 0
            ? ""
            : $". Whole: {string.Join(", ", others)}; run --resume goes on from the newest of them, --checkpoint uses one as it is";
    }

    private static UserErrorException Missing(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var others = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.safetensors").Select(Path.GetFileName).Order(StringComparer.Ordinal)
            : null;
        var found = others?.Any() == true
            ? $"found {string.Join(", ", others)}"
            : "found none: was the run stopped before its first (training.checkpoint_every), or copied without them?";
        return new UserErrorException($"{path}: the run has no such checkpoint; {found}");
    }

    private static long Step(SafetensorsFile file, string path) =>
        long.TryParse(file.Metadata.GetValueOrDefault("step"), NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            ? step
            : throw new UserErrorException($"{path}: the checkpoint does not say its step");

    private static Dictionary<string, Tensor> Part(SafetensorsFile file, string prefix)
    {
        var part = new Dictionary<string, Tensor>();
        foreach (var entry in file.Entries.Where(e => e.Name.StartsWith(prefix, StringComparison.Ordinal)))
            part.Add(entry.Name[prefix.Length..], file.Read(entry.Name));
        return part;
    }

    private static void LoadNetwork(nn.Module network, SafetensorsFile file, string prefix, string path)
    {
        using var constants = no_grad();
        Guard(path, () => network.load_state_dict(Part(file, prefix)));
    }

    private static void Guard(string path, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is SafetensorsException or ArgumentException or InvalidOperationException or IOException)
        {
            throw new UserErrorException($"{path}: the checkpoint cannot be used: {e.Message}", e);
        }
    }
}
