using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InpaintLab.Core;
using InpaintLab.Metrics.Distribution;
using InpaintLab.Torch.Safetensors;
using static TorchSharp.torch;

namespace InpaintLab.Training.Evaluation;

/// <summary>All that decides the features of images; another value of any of them is another entry of the cache.</summary>
/// <param name="Manifest">The dataset's manifest hash, and that of its contents where it has files.</param>
/// <param name="Split">The split.</param>
/// <param name="Images">How many images.</param>
/// <param name="Seed">What chooses them.</param>
/// <param name="Resolution">Side at which they are read, px.</param>
/// <param name="Features">Network, weights, layer and resize.</param>
public sealed record FeatureKey(string Manifest, string Split, int Images, long Seed, int Resolution, FeatureProvenance Features)
{
    /// <summary>For a baseline's composites, its name and the masks' hash; null for true images.</summary>
    public string? Baseline { get; init; }
}

/// <summary>
/// Features on disk that every run on a dataset needs alike, those of true images and of a baseline: one safetensors file for each key.
/// What cannot be read is computed again. Deleting the folder costs time and nothing else.
/// </summary>
/// <param name="folder">The folder; made when first written to.</param>
public sealed class FeatureCache(string folder)
{
    private const string Name = "features";
    private const string Key = "key";

    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The user's: <c>inpaintlab/features</c> in <c>XDG_CACHE_HOME</c>, else in <c>~/.cache</c>.</summary>
    public static FeatureCache Default() => new(CacheFolder.Of("features"));

    /// <summary>The features of that key, from disk or, where it has none, computed and kept. Of the caller's dispose scope.</summary>
    /// <param name="key">What decides them.</param>
    /// <param name="compute">Gives N x D float32 on the CPU.</param>
    public Tensor Get(FeatureKey key, Func<Tensor> compute)
    {
        if (Find(key) is { } kept)
            return kept;
        var features = compute();
        Keep(key, features);
        return features;
    }

    /// <summary>The features of that key, or null where none are kept. Of the caller's dispose scope.</summary>
    public Tensor? Find(FeatureKey key) => Read(PathOf(key), JsonSerializer.Serialize(key), key.Features.Layer);

    /// <summary>Keeps N x D float32 features on the CPU; a folder that cannot be written to is no error.</summary>
    public void Keep(FeatureKey key, Tensor features) => Write(PathOf(key), JsonSerializer.Serialize(key), features);

    private string PathOf(FeatureKey key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(key)));
        return Path.Combine(Folder, $"{Convert.ToHexStringLower(hash)[..32]}.safetensors");
    }

    private static Tensor? Read(string path, string key, long dimensions)
    {
        try
        {
            using var file = SafetensorsFile.Open(path);
            if (file.Metadata.GetValueOrDefault(Key) != key)
                return null;
            var features = file.Read(Name);
            return features.shape is [> 0, var d] && d == dimensions ? features : null;
        }
        catch (IOException)
        {
            return null; // absent, or damaged
        }
    }

    // A cache that cannot be written is no reason to fail.
    private static void Write(string path, string key, Tensor features)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            SafetensorsWriter.Write(temporary, [KeyValuePair.Create(Name, features)], new Dictionary<string, string> { [Key] = key });
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
        }
    }
}
