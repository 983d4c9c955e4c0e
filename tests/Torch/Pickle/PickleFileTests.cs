using System.IO.Compression;
using InpaintLab.Tests.Torch.Modules;
using InpaintLab.Tests.Torch.Safetensors;
using InpaintLab.Torch.Pickle;
using InpaintLab.Torch.Safetensors;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Pickle;

public sealed class PickleFileTests
{
    [Theory]
    [InlineData("zip.pth")]
    [InlineData("legacy.pth")]
    [InlineData("protocol-5.pth")]
    public void Every_tensor_that_Python_saved_is_read_with_its_path_type_shape_and_bits(string name)
    {
        using var scope = NewDisposeScope();
        var expected = SafetensorsFile.Load(PickleSamples.PathOf("content.safetensors"));
        using var file = TensorFile.Open(PickleSamples.PathOf(name));
        Assert.IsType<PickleFile>(file);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), file.Entries.Select(e => e.Name).Order(StringComparer.Ordinal));

        // There and back: views of one storage are read forwards, and then again from its start.
        foreach (var entry in file.Entries.Concat(file.Entries.Reverse()))
        {
            var (tensor, wanted) = (file.Read(entry.Name), expected[entry.Name]);
            Assert.Equal((entry.Type, wanted.dtype), (tensor.dtype, entry.Type));
            Assert.Equal(wanted.shape, tensor.shape);
            Assert.Equal(wanted.shape, entry.Shape);
            Assert.True(tensor.is_contiguous(), entry.Name);
            Assert.True(tensor.bytes.SequenceEqual(wanted.bytes), entry.Name);
        }
    }

    [Fact]
    public void Keys_keep_the_order_of_the_file()
    {
        using var file = TensorFile.Open(PickleSamples.PathOf("zip.pth"));
        Assert.Equal(
            ["netG.conv.weight", "netG.conv.bias", "netG.norm.weight", "netG.norm.bias", "netG.norm.running_mean", "netG.norm.running_var",
                "netG.norm.num_batches_tracked", "state_dict.whole"],
            file.Entries.Take(8).Select(e => e.Name));
    }

    [Fact]
    public void A_tensor_saved_by_itself_is_called_tensor()
    {
        using var scope = NewDisposeScope();
        using var file = TensorFile.Open(PickleSamples.PathOf("alone.pth"));
        var expected = SafetensorsFile.Load(PickleSamples.PathOf("content.safetensors"))["netG.conv.weight"];
        Assert.True(file.Read("tensor").bytes.SequenceEqual(expected.bytes));
        Assert.Contains("1 tensors of other names", Assert.Throws<PickleException>(() => file.Read("weight")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other-class.pth", "__main__.Other")]
    [InlineData("sparse.pth", "torch._utils._rebuild_sparse_tensor")]
    public void Any_other_global_is_refused_by_its_name(string name, string global)
    {
        var error = Assert.Throws<PickleException>(() => TensorFile.Open(PickleSamples.PathOf(name)));
        Assert.Contains($"the global '{global}', which is refused", error.Message, StringComparison.Ordinal);
        Assert.Contains("torch.save(model.state_dict(), path)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Safetensors_are_recognised_by_their_content()
    {
        using var scope = NewDisposeScope();
        using var file = TensorFile.Open(SafetensorsTests.Sample);
        Assert.Equal(12, file.Entries.Count);
        Assert.Equal([2L, 2], file.ReadAll()["a.weight"].shape);
    }

    [Fact]
    public void Compressed_archives_and_programs_are_refused()
    {
        using var compressed = Archive(CompressionLevel.Optimal, ("a/data.pkl", new byte[5000]));
        Assert.Contains("not compressed", Refused(compressed), StringComparison.Ordinal);
        using var program = Archive(CompressionLevel.NoCompression, ("a/data.pkl", [0x80, 2]), ("a/constants.pkl", []));
        Assert.Contains("a TorchScript program", Refused(program), StringComparison.Ordinal);
        using var other = Archive(CompressionLevel.NoCompression, ("a/b/data.pkl", [0x80, 2]));
        Assert.Contains("an entry NAME/data.pkl", Refused(other), StringComparison.Ordinal);
        using var bigEndian = Archive(CompressionLevel.NoCompression, ("a/data.pkl", [0x80, 2]), ("a/byteorder", "big"u8.ToArray()));
        Assert.Contains("byte order", Refused(bigEndian), StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_leaves_no_tensor_alive_and_copies_nothing_of_contiguous_ones()
    {
        const int floats = 4_000_000;
        var content = PickleSamples.Legacy(PickleSamples.Tensor([floats], [1], floats: floats) + ".", floats);
        NnGolden.LeavesNothing(() =>
        {
            using var file = PickleFile.Open(new MemoryStream(content), "large");
            var before = GC.GetAllocatedBytesForCurrentThread();
            using var tensor = file.Read("tensor");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
            Assert.Equal(floats, tensor.numel());
        });
    }

    [Fact]
    public void The_second_of_two_values_of_one_key_counts()
    {
        var twice = "}(U\u0001a" + PickleSamples.Tensor([1], [1]) + "U\u0001a" + PickleSamples.Tensor([2, 3], [3, 1]) + "u.";
        using var file = PickleFile.Open(new MemoryStream(PickleSamples.Legacy(twice)), "twice");
        Assert.Equal([2L, 3], Assert.Single(file.Entries).Shape);
    }

    [Fact]
    public void Parts_of_a_storage_are_found_in_the_whole()
    {
        var content = PickleSamples.Legacy(PickleSamples.Tensor([2], [1], offset: 1).Replace("tQ", "(U\u0001v\u008a\u0001\u0002\u008a\u0001\u0003ttQ", StringComparison.Ordinal) + ".");
        BitConverter.GetBytes(7.5f).CopyTo(content, content.Length - (4 * 3));
        using var file = PickleFile.Open(new MemoryStream(content), "part");
        using var tensor = file.Read("tensor");
        Assert.Equal([7.5, 0], NnGolden.Values(tensor));
    }

    private static string Refused(Stream stream) => Assert.Throws<PickleException>(() => PickleFile.Open(stream, "archive")).Message;

    private static MemoryStream Archive(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return stream;
    }
}
