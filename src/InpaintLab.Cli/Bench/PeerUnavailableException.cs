namespace InpaintLab.Cli.Bench;

/// <summary>A workload that a peer cannot do with its Python, e.g. compile without a compiler.</summary>
/// <param name="message">Why.</param>
internal sealed class PeerUnavailableException(string message) : Exception(message);
