namespace InpaintLab.Cli.Doctor;

/// <summary>What the checks ask about the machine.</summary>
internal interface IMachine
{
    /// <summary>Logical processors that the process may use.</summary>
    int Cores { get; }

    /// <summary>Bytes of memory that are free or can be freed; null where the system does not say.</summary>
    long? FreeMemory { get; }

    /// <summary>The folder of all runs.</summary>
    string RunsFolder { get; }

    /// <summary>The folder of what can be fetched again, such as weights.</summary>
    string CacheFolder { get; }

    /// <summary>libtorch, as a process of its own sees it: what breaks there does not break here.</summary>
    TorchFacts Torch { get; }

    /// <summary>The clocks.</summary>
    ClockFacts Clock { get; }

    /// <summary>Image formats, each tried by writing and reading a picture.</summary>
    IReadOnlyList<CodecFacts> Codecs { get; }

    /// <summary>An environment variable; null when it is not set.</summary>
    string? Variable(string name);

    /// <summary>Standard output of a program that ended well, without blanks around it; null when it is absent or failed.</summary>
    string? Ask(string program, params string[] arguments);

    /// <summary>Why no file can be made in the folder, or in the nearest one above it that exists; null when one can.</summary>
    string? WhyNotWritable(string folder);

    /// <summary>Bytes free for this user on the disk of a folder that may not exist yet.</summary>
    long FreeDisk(string folder);
}

/// <summary>What is known of libtorch.</summary>
/// <param name="Failure">Why it does not load; null when it does, and then all else is known.</param>
/// <param name="Version">Its version.</param>
/// <param name="Library">The file of its CPU kernels.</param>
/// <param name="Native">The file of our native part.</param>
/// <param name="Build">How it was built, as libtorch prints it.</param>
/// <param name="Blas">The BLAS library files that were loaded with it.</param>
/// <param name="Threads">Threads within one operator.</param>
/// <param name="CudaDevices">CUDA devices that it sees.</param>
/// <param name="NoJpegOnGpu">Why the first of them cannot decode JPEG; null when it can, or there is none.</param>
internal sealed record TorchFacts(
    string? Failure,
    string Version = "",
    string Library = "",
    string Native = "",
    string Build = "",
    IReadOnlyList<string>? Blas = null,
    int Threads = 0,
    int CudaDevices = 0,
    string? NoJpegOnGpu = null);

/// <summary>One image format.</summary>
/// <param name="Format">Its name.</param>
/// <param name="Library">The library file that reads and writes it; empty when it has none of its own.</param>
/// <param name="Failure">Why it does not work; null when it does.</param>
internal sealed record CodecFacts(string Format, string Library, string? Failure);

/// <summary>The clocks.</summary>
/// <param name="Now">The wall clock, UTC.</param>
/// <param name="Built">When this program was built, UTC: it cannot be earlier than that.</param>
/// <param name="StepsBack">How often the monotonic clock went back in many readings.</param>
/// <param name="Drift">By how much wall and monotonic clock differ over a moment, as a share of it.</param>
internal sealed record ClockFacts(DateTime Now, DateTime Built, int StepsBack, double Drift);
