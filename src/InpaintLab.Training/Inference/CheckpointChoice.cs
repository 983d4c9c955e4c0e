namespace InpaintLab.Training.Inference;

/// <summary>Which checkpoint of a run.</summary>
public enum CheckpointChoice
{
    /// <summary>The newest.</summary>
    Last,

    /// <summary>The one with the best validation result.</summary>
    Best,
}
