namespace InpaintLab.Imaging.Codecs;

/// <summary>The chunks of a PNG that say what its samples mean.</summary>
internal static unsafe class PngColour
{
    private const int Chromaticities = 8;

    private static ReadOnlySpan<byte> ProfileName => "ICC profile"u8;

    /// <summary>
    /// What a decoder has met; null without any of the chunks. A malformed one counts as absent: the picture is not refused for it.
    /// </summary>
    public static ColourProfile? Read(nint context)
    {
        var profile = new ColourProfile();
        Spng.IccProfile icc;
        if (Spng.GetIccProfile(context, &icc) == 0)
            profile = profile with { Icc = new ReadOnlySpan<byte>(icc.Profile, checked((int)icc.Length)).ToArray() };
        byte intent;
        if (Spng.GetSrgb(context, &intent) == 0)
            profile = profile with { SrgbIntent = intent };
        uint gamma;
        if (Spng.GetGamma(context, &gamma) == 0)
            profile = profile with { Gamma = gamma };
        var chromaticities = stackalloc uint[Chromaticities];
        if (Spng.GetChromaticities(context, chromaticities) == 0)
            profile = profile with { Chromaticities = new ReadOnlySpan<uint>(chromaticities, Chromaticities).ToArray() };
        return profile == new ColourProfile() ? null : profile;
    }

    /// <summary>Hands the chunks to an encoder, whose colours (grey or not) are those of the file that they came from.</summary>
    /// <returns>The first error code of libspng, or 0.</returns>
    public static int Write(nint context, ColourProfile profile)
    {
        var error = 0;
        if (profile.SrgbIntent is { } intent)
            Note(Spng.SetSrgb(context, intent));
        if (profile.Gamma is { } gamma)
            Note(Spng.SetGamma(context, gamma));
        if (profile.Chromaticities is { } values)
        {
            var chromaticities = stackalloc uint[Chromaticities];
            for (var i = 0; i < Chromaticities; i++)
                chromaticities[i] = values[i];
            Note(Spng.SetChromaticities(context, chromaticities));
        }

        if (profile.Icc is { Length: > 0 } icc)
        {
            fixed (byte* bytes = icc.Span)
            {
                // libspng copies neither: the profile must live until the chunks are written, which this call does.
                var chunk = new Spng.IccProfile { Length = (nuint)icc.Length, Profile = bytes };
                ProfileName.CopyTo(new Span<byte>(chunk.Name, ProfileName.Length));
                Note(Spng.SetIccProfile(context, &chunk));
                Note(Spng.EncodeChunks(context));
            }
        }

        return error;

        void Note(int code) => error = error == 0 ? code : error;
    }
}
