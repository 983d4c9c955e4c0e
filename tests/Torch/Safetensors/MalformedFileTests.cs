using System.Buffers.Binary;
using System.Text;
using InpaintLab.Core.Randomness;
using InpaintLab.Tests.Torch.Modules;
using InpaintLab.Torch.Safetensors;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Safetensors;

public sealed class MalformedFileTests
{
    private const string Good =
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[3],"data_offsets":[8,11]}}""";

    public static TheoryData<string, string, string> Headers => new()
    {
        { "[]", "object", "Array" },
        { "{\"a\":1}", "object", "Number" },
        { "{nonsense}", "JSON", "" },
        { "{\"__metadata__\":{\"k\":1}}", "text", "Number" },
        { "{\"__metadata__\":[]}", "object", "Array" },
        { Good.Replace("F32", "F99", StringComparison.Ordinal), "dtype", "F99" },
        { Good.Replace("\"F32\"", "7", StringComparison.Ordinal), "dtype", "no text" },
        { Good.Replace("\"dtype\":\"U8\",", "", StringComparison.Ordinal), "dtype of tensor 'b'", "none" },
        { Good.Replace("\"b\"", "\"a\"", StringComparison.Ordinal), "once", "twice" },
        { Good.Replace("[2]", "[3]", StringComparison.Ordinal), "8 bytes", "[3]" },
        { Good.Replace("[2]", "[-2]", StringComparison.Ordinal), "whole numbers", "-2" },
        { Good.Replace("[2]", "[2.5]", StringComparison.Ordinal), "whole numbers", "2.5" },
        { Good.Replace("[2]", "2", StringComparison.Ordinal), "list", "Number" },
        { Good.Replace("[2]", "[4611686018427387904,4,2]", StringComparison.Ordinal), "8 bytes", "4611686018427387904" },
        { Good.Replace("[2]", "[0,4611686018427387904,8]", StringComparison.Ordinal), "8 bytes", "4611686018427387904" },
        { Good.Replace("[2]", "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2]", StringComparison.Ordinal), "dimensions", "17" },
        { Good.Replace("[0,8]", "[8,0]", StringComparison.Ordinal), "[start, end]", "[8, 0]" },
        { Good.Replace("[0,8]", "[0,8,8]", StringComparison.Ordinal), "[start, end]", "[0, 8, 8]" },
        { Good.Replace("[8,11]", "[8,12]", StringComparison.Ordinal), "within 11 bytes", "[8, 12]" },
        { Good.Replace("[8,11]", "[7,10]", StringComparison.Ordinal), "without gap or overlap", "byte 7" },
        { Good.Replace("[3]", "[2]", StringComparison.Ordinal).Replace(",11]", ",10]", StringComparison.Ordinal), "10 bytes", "11" },
        { Good.Replace("[3]", "[2]", StringComparison.Ordinal).Replace("[8,11]", "[9,11]", StringComparison.Ordinal), "byte 8", "byte 9" },
        { Good.Replace("\"a\"", "\"\\ud800\"", StringComparison.Ordinal), "JSON", "" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_wrong_header_is_refused_with_what_was_expected_and_found(string header, string expected, string found)
    {
        using var stream = new MemoryStream(FileOf(header, 11));
        var error = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(stream, "some.safetensors"));
        Assert.Equal("some.safetensors", error.File);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Contains("some.safetensors", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(20)]
    public void A_file_cut_short_is_refused(int length)
    {
        using var stream = new MemoryStream(FileOf(Good, 11).AsSpan(0, length).ToArray());
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(stream, "short"));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(1UL << 40)]
    [InlineData(ulong.MaxValue)]
    public void A_header_length_beyond_the_file_is_refused_before_anything_is_allocated(ulong length)
    {
        var content = FileOf(Good, 11);
        BinaryPrimitives.WriteUInt64LittleEndian(content, length);
        using var stream = new MemoryStream(content);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(stream, "length"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void A_bool_that_is_neither_0_nor_1_is_refused()
    {
        var content = FileOf("""{"m":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}}""", 2);
        content[^1] = 2;
        using var file = SafetensorsFile.Open(new MemoryStream(content), "bool");
        Assert.Throws<SafetensorsException>(() => file.Read("m"));
    }

    [Fact]
    public void Thousands_of_mutations_are_read_or_refused_and_never_allocate_much()
    {
        var original = File.ReadAllBytes(SafetensorsTests.Sample);
        var random = RandomStream.Create(1, "safetensors-mutations", 0, 0);
        var refused = 0;
        var read = 0;
        NnGolden.LeavesNothing(() =>
        {
            for (var i = 0; i < 5000; i++)
            {
                var content = Mutate(original, random);
                var before = GC.GetAllocatedBytesForCurrentThread();
                if (CanRead(content))
                {
                    read++;
                }
                else
                {
                    refused++;
                }

                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
            }
        });
        Assert.True(read > 50 && refused > 1000, $"{read} read, {refused} refused: the mutations are too weak or too strong");
    }

    private static bool CanRead(byte[] content)
    {
        try
        {
            using var scope = NewDisposeScope();
            using var file = SafetensorsFile.Open(new MemoryStream(content), "mutation");
            Assert.True(file.Entries.Sum(entry => entry.Length) <= content.Length);
            file.ReadAll();
            return true;
        }
        catch (SafetensorsException)
        {
            return false;
        }
    }

    private static byte[] Mutate(byte[] original, RandomStream random)
    {
        var content = original.ToList();
        for (var changes = random.Integer(1, 4); changes > 0; changes--)
        {
            var place = random.Integer(0, content.Count);
            switch (random.Integer(0, 5))
            {
                case 0:
                    content[place] ^= (byte)(1 << random.Integer(0, 8));
                    break;
                case 1:
                    content[place] = "0123456789[]{},:\"-"u8[random.Integer(0, 18)];
                    break;
                case 2:
                    content.RemoveAt(place);
                    break;
                case 3:
                    content.Insert(place, content[random.Integer(0, content.Count)]);
                    break;
                default:
                    content.RemoveRange(place, content.Count - place);
                    break;
            }

            if (content.Count == 0)
            {
                break;
            }
        }

        return [.. content];
    }

    private static byte[] FileOf(string header, int dataBytes)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var content = new byte[8 + text.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(content, text.Length);
        text.CopyTo(content, 8);
        return content;
    }
}
