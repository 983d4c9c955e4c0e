namespace InpaintLab.Cli.Doctor.Checks;

/// <summary>The image formats.</summary>
internal sealed class ImagesCheck : ICheck
{
    /// <inheritdoc/>
    public string Name => "images";

    /// <inheritdoc/>
    public Finding Examine(IMachine machine)
    {
        var codecs = machine.Codecs;
        var found = string.Join(", ", codecs.Select(c => c.Library.Length == 0 ? c.Format : $"{c.Format} by {c.Library}"));
        var broken = codecs.Where(c => c.Failure is not null).Select(c => $"{c.Format}: {c.Failure}").ToList();
        return broken.Count == 0
            ? Finding.Ok(found)
            : Finding.Fail(string.Join("; ", broken), "apt-get install --no-install-recommends libturbojpeg0-dev libspng-dev");
    }
}
