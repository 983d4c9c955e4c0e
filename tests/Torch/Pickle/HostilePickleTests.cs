using InpaintLab.Core.Randomness;
using InpaintLab.Tests.Torch.Modules;
using InpaintLab.Torch.Pickle;
using static InpaintLab.Tests.Torch.Pickle.PickleSamples;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Pickle;

public sealed class HostilePickleTests
{
    // Each program, and what the message says. Characters are bytes.
    public static TheoryData<string, string> Programs => new()
    {
        { "cos\nsystem\nU\u0002ls\u0085R.", "the global 'os.system', which is refused" },
        { "U\u0008builtinsU\u0004eval\u0093.", "the global 'builtins.eval', which is refused" },
        { "cbuiltins\n\u001b[31mexec\n.", "the global 'builtins.?[31mexec'" },
        { "ctorch\nFloatStorage\n)R.", "expected a function, found a call of 'torch.FloatStorage'" },
        { "U\u0001xQ.", "expected a reference to a storage" },
        { "X\u00ff\u00ff\u00ff\u007fabc", "expected 2147483647 bytes" },
        { "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffabc", "expected 18446744073709551615 bytes" },
        { "\u008b\u00ff\u00ff\u00ff\u00ff.", "expected a number of at most 256 bytes, found -1" },
        { "X\u0002\0\0\0\u00c3(.", "expected text in UTF-8" },
        { "h\u0005.", "nothing at place 5" },
        { ".", "an empty stack" },
        { "(.", "found a mark" },
        { "]t.", "expected a mark, found none" },
        { "}K\u0001u.", "expected a mark" },
        { "}(K\u0001u.", "a value for each key" },
        { "K\u0001K\u0002a.", "expected a list to add to" },
        { "K\u0001Nb.", "expected a dict to set attributes of" },
        { "\u0082\u0001.", "expected an instruction for plain data, found 0x82" },
        { "\u0080\u0006.", "expected a pickle protocol from 2 to 5, found 6" },
        { "ccollections\nOrderedDict\n]K\u0001a\u0085R.", "arguments for OrderedDict" },
        { Tensor([7], [1]) + ".", "expected a tensor within its storage's 6 elements" },
        { Tensor([2], [1], offset: 5) + ".", "offset 5, shape [2]" },
        { Tensor([2], [1], offset: -1) + ".", "offset -1" },
        { Tensor([2], [-1], offset: 3) + ".", "strides [-1]" },
        { Tensor([-2], [1]) + ".", "shape [-2]" },
        { Tensor([1L << 40, 1L << 40], [0, 0]) + ".", "expected a tensor within" },
        { Tensor([2], [long.MaxValue]) + ".", "expected a tensor within" },
        { Tensor([0, long.MaxValue, 16], [1, 1, 1]) + ".", "expected a tensor within" },
        { Tensor([1L << 33], [0]) + ".", "tensors of at most 8 times the file's size" },
        { Tensor([7], [1], floats: 7) + ".", "expected 28 bytes in storage '0', found 24 bytes" },
        { Tensor([1], [1], floats: long.MaxValue) + ".", $"expected {long.MaxValue} bytes" },
        { Tensor([.. Enumerable.Repeat(1L, 17)], [.. Enumerable.Repeat(1L, 17)]) + ".", "at most 16 dimensions" },
        { "]q\0h\0a.", "or one that holds itself" },
        { string.Concat(Enumerable.Repeat(']', 100_000)) + new string('a', 99_999) + ".", "containers at most 32 deep" },
        { Laughs(), "containers at most 32 deep" },
        { "]q\0(" + string.Concat(Enumerable.Repeat("NN\u0086", 1000)) + "e" + string.Concat(Enumerable.Repeat("ccollections\nOrderedDict\nh\0\u0085R0", 200)) + ".", "each pair of a dict once" },
        { new string('N', 17_000_000), "a pickle of more than 16777216 bytes" },
    };

    [Theory]
    [MemberData(nameof(Programs), DisableDiscoveryEnumeration = true)]
    public void A_hostile_program_is_refused_with_what_was_found_and_little_memory(string program, string message)
    {
        var content = Legacy(program);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<PickleException>(() => PickleFile.Open(new MemoryStream(content), "hostile.pth"));
        Assert.StartsWith("hostile.pth: not a readable PyTorch file: expected ", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Contains(message, StringComparison.Ordinal), error.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000 + (40L * content.Length));
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        foreach (var name in new[] { "zip.pth", "legacy.pth" })
        {
            var content = File.ReadAllBytes(PathOf(name));
            for (var length = 0; length < content.Length; length += 7)
                Assert.False(CanRead(content[..length]), $"{name} cut to {length} bytes");
        }
    }

    [Fact]
    public void Storages_that_are_missing_or_used_by_nobody_are_named()
    {
        var tensor = Tensor([1], [1]) + ".";
        Assert.Contains("bytes in storage '0', found none", Refusal(Legacy(tensor, keys: ".")), StringComparison.Ordinal);
        Assert.Contains("a use of storage '1'", Refusal(Legacy(tensor, keys: "U\u00011a.")), StringComparison.Ordinal);
        Assert.Contains("storage '0', once", Refusal(Legacy(tensor, 0, "(U\u00010U\u00010e.")), StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_mutations_are_read_or_refused_and_never_allocate_much()
    {
        byte[][] originals = [File.ReadAllBytes(PathOf("zip.pth")), File.ReadAllBytes(PathOf("legacy.pth"))];
        var random = RandomStream.Create(1, "pickle-mutations", 0, 0);
        var (read, refused) = (0, 0);
        NnGolden.LeavesNothing(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                var content = Mutate(originals[i % 2], random);
                var before = GC.GetAllocatedBytesForCurrentThread();
                if (CanRead(content))
                    read++;
                else
                    refused++;
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
            }
        });
        Assert.True(read > 1000 && refused > 3000, $"{read} read, {refused} refused: the mutations are too weak or too strong");
    }

    // Lists of ten references to a list of ten references ...: 10^9 leaves in a hundred bytes.
    private static string Laughs() =>
        "Nq\0" + string.Concat(Enumerable.Range(0, 9).Select(i => "](" + string.Concat(Enumerable.Repeat("h" + (char)i, 10)) + $"eq{(char)(i + 1)}")) + ".";

    private static string Refusal(byte[] content) => Assert.Throws<PickleException>(() => PickleFile.Open(new MemoryStream(content), "file")).Message;

    // Reads what can be read; the allocations of libtorch are bounded by what the entries say.
    private static bool CanRead(byte[] content)
    {
        try
        {
            using var scope = NewDisposeScope();
            using var file = PickleFile.Open(new MemoryStream(content), "mutation");
            Assert.True(file.Entries.Sum(e => e.Shape.Aggregate(1L, (a, b) => a * b)) <= (8 * content.Length) + (1 << 20));
            file.ReadAll();
            return true;
        }
        catch (PickleException)
        {
            return false;
        }
    }

    private static byte[] Mutate(byte[] original, RandomStream random)
    {
        var content = original.ToList();
        for (var changes = random.Integer(1, 4); changes > 0 && content.Count > 0; changes--)
        {
            var place = random.Integer(0, content.Count);
            switch (random.Integer(0, 6))
            {
                case 0:
                    content[place] ^= (byte)(1 << random.Integer(0, 8));
                    break;
                case 1:
                    content[place] = (byte)random.Integer(0, 256);
                    break;
                case 2:
                    content[place] = "(t]}uaeqhQR.\u0085"u8[random.Integer(0, 13)];
                    break;
                case 3:
                    content.RemoveAt(place);
                    break;
                case 4:
                    content.Insert(place, content[random.Integer(0, content.Count)]);
                    break;
                default:
                    content.RemoveRange(place, random.Integer(0, Math.Min(content.Count - place, 40)));
                    break;
            }
        }

        return [.. content];
    }
}
