namespace InpaintLab.Data.Manifests;

/// <summary>
/// What becomes of an image that is, or nearly is, one of a later split: of a training image that val or test has, and of one of val that
/// test has.
/// </summary>
public enum LeakPolicy
{
    /// <summary>No run begins; the pairs are named.</summary>
    Refuse,

    /// <summary>The run goes on without these images: training without those of val and test, val without those of test.</summary>
    Exclude,

    /// <summary>The run uses them, and its log says so.</summary>
    Allow,
}
