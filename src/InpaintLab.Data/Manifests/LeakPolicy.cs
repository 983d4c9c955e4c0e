namespace InpaintLab.Data.Manifests;

/// <summary>What becomes of a training image that is, or nearly is, an image of another split.</summary>
public enum LeakPolicy
{
    /// <summary>No run begins; the pairs are named.</summary>
    Refuse,

    /// <summary>The run trains without these images.</summary>
    Exclude,

    /// <summary>The run trains on them, and its log says so.</summary>
    Allow,
}
