using InpaintLab.Tests.Torch.Modules;
using InpaintLab.Torch.Safetensors;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Safetensors;

public sealed class SafetensorsTests
{
    internal static readonly string Sample =
        Path.Combine(AppContext.BaseDirectory, "Torch", "Safetensors", "Samples", "every_dtype.safetensors");

    [Fact]
    public void A_file_made_in_Python_is_read_with_all_types_and_its_metadata()
    {
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(Sample);
        Assert.Equal("two\nlines", file.Metadata["note"]);
        Assert.Equal(12, file.Entries.Count);
        Assert.True(file.Contains("a.weight"));
        Assert.Equal([1, -2.5, double.PositiveInfinity, 0], NnGolden.Values(file.Read("a.weight")));
        Assert.Equal([2L, 2], file.Read("a.weight").shape);
        Assert.Equal([7.0], NnGolden.Values(file.Read("b.\u00fc \"quoted\"")));
        Assert.Equal([], file.Read("b.\u00fc \"quoted\"").shape);
        Assert.Equal([long.MinValue, long.MaxValue], file.Read("i64").data<long>().ToArray());
        Assert.Equal([0.1, -1e300], NnGolden.Values(file.Read("f64")));
        Assert.Equal([int.MinValue], NnGolden.Values(file.Read("i32")));
        Assert.Equal([1.0, -3], NnGolden.Values(file.Read("bf16")));
        Assert.Equal([0.5, -65504], NnGolden.Values(file.Read("f16")));
        Assert.Equal([-32768.0], NnGolden.Values(file.Read("i16")));
        Assert.Equal([-128.0], NnGolden.Values(file.Read("i8")));
        Assert.Equal([0.0, 128, 255], NnGolden.Values(file.Read("u8")));
        Assert.Equal([1.0, 0], NnGolden.Values(file.Read("bool")));
        Assert.Equal([3L, 0], file.Read("empty").shape);
    }

    [Fact]
    public void What_is_written_is_byte_for_byte_what_Python_writes_whatever_the_order()
    {
        using var scope = NewDisposeScope();
        var tensors = SafetensorsFile.Load(Sample);
        var metadata = new Dictionary<string, string> { ["note"] = "two\nlines", ["format"] = "pt" };
        foreach (var order in new[] { tensors.AsEnumerable(), tensors.Reverse() })
        {
            using var stream = new MemoryStream();
            SafetensorsWriter.Write(stream, order, metadata);
            Assert.Equal(File.ReadAllBytes(Sample), stream.ToArray());
        }
    }

    [Fact]
    public void Reading_and_writing_leave_no_tensor_alive()
    {
        NnGolden.LeavesNothing(() =>
        {
            var tensors = SafetensorsFile.Load(Sample);
            SafetensorsWriter.Write(Stream.Null, tensors);
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }
        });
    }

    [Fact]
    public void Any_layout_in_memory_is_written_in_order()
    {
        using var scope = NewDisposeScope();
        var matrix = arange(6, dtype: ScalarType.Float32).reshape(2, 3).requires_grad_();
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, new Dictionary<string, Tensor> { ["t"] = matrix.transpose(0, 1) });
        using var file = SafetensorsFile.Open(stream, "memory");
        Assert.Equal([3L, 2], file.Read("t").shape);
        Assert.Equal([0.0, 3, 1, 4, 2, 5], NnGolden.Values(file.Read("t")));
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void What_the_format_cannot_hold_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => Write("__metadata__", zeros([1])));
        Assert.Throws<ArgumentException>(() => Write("c", zeros([1], dtype: ScalarType.ComplexFloat32)));
        var error = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(Sample).Read("nothing"));
        Assert.Contains("every_dtype.safetensors", error.Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open("/nowhere.safetensors"));
        static void Write(string name, Tensor tensor) =>
            SafetensorsWriter.Write(Stream.Null, new Dictionary<string, Tensor> { [name] = tensor });
    }
}
