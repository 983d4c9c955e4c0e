using System.Text;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Runs.Log;

/// <summary>Builds bytes as <see cref="LogFormat"/> describes them, without the writer.</summary>
public class LogFormatTests
{
    [Fact]
    public void A_log_written_by_hand_from_the_description_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("points.log");
        File.WriteAllBytes(path, [.. Header(1), .. Frame(0, Record(2, [.. U32(9), .. Text("loss")])), .. Frame(1, Scalars)]);

        Assert.Equal(["scalars 5 1 2026-01-01T00:00:00.0000000Z loss=3ff8000000000000"], SampleLog.Read(path).Texts);
    }

    [Fact]
    public void The_writer_writes_these_bytes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("points.log");
        using (var writer = LogWriter.Create(path))
            writer.Append(new SupersededRecord(258));

        Assert.Equal([.. Header(1), .. Frame(0, Record(9, BitConverter.GetBytes(258L)))], File.ReadAllBytes(path));
    }

    [Fact]
    public void Kinds_and_fields_of_later_versions_are_passed_over()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("points.log");
        var later = Record(200, [1, 2, 3]);
        var longer = Record(9, [.. BitConverter.GetBytes(4L), 77, 77]);
        File.WriteAllBytes(path, [.. Header(1), .. Frame(0, [.. later, .. longer])]);

        Assert.Equal([new UnknownRecord(200).ToString(), new SupersededRecord(4).ToString()], SampleLog.Read(path).Texts);
    }

    [Fact]
    public void Another_format_version_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("points.log");
        File.WriteAllBytes(path, Header(2));

        var error = Assert.Throws<UserErrorException>(() => SampleLog.Read(path));

        Assert.Contains("version 2", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_with_a_record_that_makes_no_sense_is_reported()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("points.log");
        var huge = Record(3, [.. BitConverter.GetBytes(5L), .. U32(1), .. BitConverter.GetBytes(0L), .. U32(uint.MaxValue)]);
        File.WriteAllBytes(path, [.. Header(1), .. Frame(0, huge), .. Frame(1, Record(9, BitConverter.GetBytes(4L)))]);

        var (texts, corruptions, _) = SampleLog.Read(path);

        Assert.Equal([new SupersededRecord(4).ToString()], texts);
        Assert.Equal(16, Assert.Single(corruptions).Offset);
    }

    private static byte[] Scalars => Record(
        3,
        [
            .. BitConverter.GetBytes(5L), .. U32(1), .. BitConverter.GetBytes(17_672_256_000_000_000L),
            .. U32(1), .. U32(9), .. BitConverter.GetBytes(1.5),
        ]);

    private static byte[] U32(uint value) => BitConverter.GetBytes(value);

    private static byte[] Text(string text) => [.. U32((uint)text.Length), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Record(byte kind, byte[] body) => [kind, .. U32((uint)body.Length), .. body];

    private static byte[] Header(uint version)
    {
        byte[] start = [.. "INPLOG\r\n"u8, .. U32(version)];
        return [.. start, .. U32(Crc32C.Of(start))];
    }

    private static byte[] Frame(uint sequence, byte[] payload)
    {
        byte[] head = [.. U32((uint)payload.Length), .. U32(sequence)];
        byte[] covered = [.. U32(sequence), .. payload];
        return [.. head, .. U32(Crc32C.Of(head)), .. payload, .. U32(Crc32C.Of(covered))];
    }
}
