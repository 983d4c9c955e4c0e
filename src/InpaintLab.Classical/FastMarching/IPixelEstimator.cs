namespace InpaintLab.Classical.FastMarching;

/// <summary>Gives a pixel its colour.</summary>
internal interface IPixelEstimator
{
    /// <summary>What a direction has to be for a pixel to count by it, as in OpenCV.</summary>
    const float LeastDirection = 0.01f;

    /// <summary>By what a pixel counts whose direction is less.</summary>
    const float NoDirection = 1e-6f;

    /// <summary>Keeps a quotient finite where nothing counts.</summary>
    const float Tiny = 1e-20f;

    /// <summary>Estimates a pixel of the area, counted from 1, and writes it; its arrival time is known.</summary>
    void Estimate(int x, int y);
}
