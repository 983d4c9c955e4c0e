namespace InpaintLab.Tests.Torch;

/// <summary>The page of what is mirrored of TorchSharp is current. With INPAINTLAB_WRITE_DOCS=1 it is written first.</summary>
public sealed class BindingPageTests
{
    [Fact]
    public void The_page_is_current()
    {
        var page = BindingPage.Write(RepositoryRoot.Shared("api/torchsharp-0.107.txt.gz"));
        if (Environment.GetEnvironmentVariable("INPAINTLAB_WRITE_DOCS") == "1")
            File.WriteAllText(BindingPage.Path, page);
        Assert.Equal(page, File.ReadAllText(BindingPage.Path));
    }

    [Fact]
    public void The_page_counts_what_the_binding_has()
    {
        var stated = File.ReadLines(BindingPage.Path)
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`'), cells => int.Parse(cells[2]));
        Assert.Equal(BindingPage.Ours().ToDictionary(type => type.Key, type => type.Value.Count), stated);
    }
}
