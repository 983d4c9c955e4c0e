using System.Security.Cryptography;
using System.Text;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Weights;

namespace InpaintLab.Tests.Core.Weights;

public sealed class WeightsStoreTests : IDisposable
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("the weights");
    private readonly TemporaryFolder _folder = new();
    private readonly WeightsEntry _entry = new()
    {
        Name = "tiny-net",
        FileName = "tiny-1.pth",
        Url = new Uri("https://example.org/tiny-1.pth"),
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Content)),
        Size = Content.Length,
        Licence = "MIT",
        Content = "a test",
        NeededBy = "nothing",
    };

    private readonly WeightsStore _store;

    public WeightsStoreTests() => _store = new WeightsStore(Path.Combine(_folder, "store"), [_entry]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_imported_file_is_found_whatever_it_was_called()
    {
        Assert.Null(_store.Find("tiny-net"));
        Assert.Equal(_entry, _store.Import(Write("download (3).bin", Content)));
        Assert.Equal(Path.Combine(_folder, "store", "tiny-1.pth"), _store.Find("tiny-net"));
        Assert.Equal(Content, File.ReadAllBytes(_store.Require("tiny-net")));
        Assert.Equal(["tiny-1.pth"], Directory.GetFileSystemEntries(_store.Folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("tiny-1.pth", null, "expected the SHA-256 of 'tiny-net'")]
    [InlineData("other.pth", "tiny-net", "expected the SHA-256 of 'tiny-net'")]
    [InlineData("other.pth", null, "is that of no known weights (tiny-net)")]
    [InlineData("other.pth", "tiny-nte", "Did you mean 'tiny-net'?")]
    public void A_file_of_another_hash_is_refused(string file, string? name, string message)
    {
        var error = Assert.Throws<UserErrorException>(() => _store.Import(Write(file, "other weights"u8.ToArray()), name));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_store.Folder));
    }

    [Fact]
    public void A_file_that_changed_in_the_store_is_not_used()
    {
        _store.Import(Write("a", Content));
        var changed = (byte[])Content.Clone();
        changed[3] ^= 1;
        File.WriteAllBytes(_store.PathOf(_entry), changed);
        Assert.Equal(WeightsState.Damaged, _store.State(_entry));
        Assert.Contains("damaged", Assert.Throws<UserErrorException>(() => _store.Find("tiny-net")).Message, StringComparison.Ordinal);
        _store.Import(Write("a", Content), "tiny-net");
        Assert.Equal(WeightsState.Present, _store.State(_entry));
    }

    [Theory]
    [InlineData("the weight", "received 10")]
    [InlineData("the weights and more", "received more")]
    [InlineData("the wEights", "expected SHA-256")]
    public void Content_of_another_size_or_hash_leaves_nothing_behind(string content, string message)
    {
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(content));
        var error = Assert.Throws<UserErrorException>(() => _store.Add(_entry, source, null, TestContext.Current.CancellationToken));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_store.Folder));
    }

    [Fact]
    public void What_is_missing_is_told_with_how_to_get_it()
    {
        var error = Assert.Throws<UserErrorException>(() => _store.Require("tiny-net"));
        Assert.Contains("inpaintlab weights fetch tiny-net", error.Message, StringComparison.Ordinal);
        Assert.Contains("https://example.org/tiny-1.pth", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_files_and_hashes_of_the_catalogue_are_well_formed_and_distinct()
    {
        var entries = WeightsCatalogue.Entries;
        Assert.All(entries, e => Assert.Matches("^[0-9a-f]{64}$", e.Sha256));
        Assert.All(entries, e => Assert.Equal("https", e.Url.Scheme));
        Assert.Equal(entries.Count, entries.Select(e => e.Name).Distinct().Count());
        Assert.Equal(entries.Count, entries.Select(e => e.FileName).Distinct().Count());
        Assert.Equal(entries.Count, entries.Select(e => e.Sha256).Distinct().Count());

        // torch.hub's rule: the hash's first eight digits end the file's name.
        Assert.All(
            entries.Where(e => !e.ImportOnly && !e.Name.StartsWith("lpips", StringComparison.Ordinal)),
            e => Assert.EndsWith($"-{e.Sha256[..8]}.pth", e.FileName, StringComparison.Ordinal));
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
