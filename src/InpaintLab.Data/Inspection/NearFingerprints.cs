namespace InpaintLab.Data.Inspection;

/// <summary>Fingerprints that are asked which of them differ from another one in few bits, without comparing it with each.</summary>
public sealed class NearFingerprints
{
    private readonly IReadOnlyList<ulong> _hashes;
    private readonly int _distance;
    private readonly ILookup<ulong, int>[] _bands;

    /// <summary>Fingerprints that may be asked from many threads.</summary>
    /// <param name="hashes">Fingerprints, see <see cref="PerceptualHash"/>.</param>
    /// <param name="distance">The most bits in which two may differ, 0 to 15.</param>
    public NearFingerprints(IReadOnlyList<ulong> hashes, int distance)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(distance);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(distance, 15);
        (_hashes, _distance) = (hashes, distance);
        _bands =
        [
            .. Enumerable.Range(0, distance + 1)
                .Select(band => Enumerable.Range(0, hashes.Count).ToLookup(i => hashes[i] & NearDuplicates.Band(band, distance))),
        ];
    }

    /// <summary>The indices of those within the distance, each once, found while they are asked for.</summary>
    public IEnumerable<int> Of(ulong hash)
    {
        for (var band = 0; band < _bands.Length; band++)
        {
            foreach (var i in _bands[band][hash & NearDuplicates.Band(band, _distance)])
            {
                if (PerceptualHash.Distance(hash, _hashes[i]) <= _distance && !WasFound(hash ^ _hashes[i], band))
                    yield return i;
            }
        }
    }

    // In a band before this one.
    private bool WasFound(ulong differences, int band) =>
        Enumerable.Range(0, band).Any(earlier => (differences & NearDuplicates.Band(earlier, _distance)) == 0);
}
