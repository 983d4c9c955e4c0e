using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Runs.Log;

public class LogDamageTests
{
    [Fact]
    public void Cut_off_at_any_byte_exactly_the_complete_frames_are_read()
    {
        using var folder = new TemporaryFolder();
        var ends = SampleLog.Write(folder.File("points.log"));
        var whole = File.ReadAllBytes(folder.File("points.log"));
        var cut = folder.File("cut.log");
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(cut, whole[..length]);

            var (texts, corruptions, tail) = SampleLog.Read(cut);

            var frames = ends.Count(end => end <= length) - 1;
            Assert.Equal(SampleLog.Texts(Math.Max(0, frames)), texts);
            Assert.Empty(corruptions);
            Assert.Equal(length - (frames < 0 ? 0 : ends[frames]), tail);
        }
    }

    [Fact]
    public void A_flip_of_any_byte_is_reported_and_costs_one_frame_at_most()
    {
        using var folder = new TemporaryFolder();
        var ends = SampleLog.Write(folder.File("points.log"));
        var whole = File.ReadAllBytes(folder.File("points.log"));
        var flipped = folder.File("flipped.log");
        for (var at = 0; at < whole.Length; at++)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(flipped, bytes);

            var (texts, corruptions, tail) = SampleLog.Read(flipped);

            var hit = ends.Count(end => end <= at) - 1; // the frame with this byte; -1 is the file's header
            var corruption = Assert.Single(corruptions);
            Assert.InRange(at, corruption.Offset, corruption.Offset + corruption.Length - 1);
            Assert.Equal(0, tail);
            Assert.Equal(Expected(hit), texts.Select(NameNumbersAside));
        }
    }

    [Fact]
    public void A_missing_and_a_repeated_frame_are_reported()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("points.log");
        var ends = SampleLog.Write(path);
        var whole = File.ReadAllBytes(path);
        var (second, third) = ((int)ends[4], (int)ends[5]);

        File.WriteAllBytes(path, [.. whole[..second], .. whole[third..]]);
        var missing = SampleLog.Read(path);
        File.WriteAllBytes(path, [.. whole[..third], .. whole[second..]]);
        var repeated = SampleLog.Read(path);

        Assert.Equal(new LogCorruption(second, 0, "frame 4 expected, frame 5 found"), Assert.Single(missing.Corruptions));
        var again = new LogCorruption(third, third - second, "frame 5 expected, frame 4 found a second time");
        Assert.Equal(again, Assert.Single(repeated.Corruptions));
        Assert.Equal(SampleLog.Texts(6), repeated.Texts);
    }

    [Fact]
    public void Zeros_at_the_end_are_a_tail_that_was_never_written()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("points.log");
        SampleLog.Write(path);
        File.AppendAllBytes(path, new byte[5000]);

        var (texts, corruptions, tail) = SampleLog.Read(path);

        Assert.Equal(SampleLog.Texts(6), texts);
        Assert.Empty(corruptions);
        Assert.Equal(5000, tail);
    }

    [Fact]
    public void A_flip_of_any_byte_is_survived_by_a_writer_that_goes_on()
    {
        using var folder = new TemporaryFolder();
        var ends = SampleLog.Write(folder.File("points.log"));
        var whole = File.ReadAllBytes(folder.File("points.log"));
        var path = folder.File("flipped.log");
        for (var at = 0; at < whole.Length; at++)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 0x40;
            File.WriteAllBytes(path, bytes);

            using (var writer = LogWriter.Open(path))
                writer.Append(new SummaryRecord("after", 1));

            var (texts, corruptions, tail) = SampleLog.Read(path);
            var hit = ends.Count(end => end <= at) - 1;
            Assert.Equal([.. Expected(hit), SampleLog.Text(new SummaryRecord("after", 1))], texts.Select(NameNumbersAside));
            Assert.Single(corruptions);
            Assert.Equal(0, tail);
        }
    }

    private static IEnumerable<string> Expected(int hitFrame) => SampleLog.Frames
        .Where((_, frame) => frame != hitFrame)
        .SelectMany(f => f)
        .Select(SampleLog.Text)
        .Select(text => hitFrame == 1 ? text.Replace("train/loss", "NAME", StringComparison.Ordinal) : text);

    // Names defined in a damaged frame are read as their numbers: frame 1 defines the one that frame 4 uses.
    private static string NameNumbersAside(string text) => text.Replace("#0=", "NAME=", StringComparison.Ordinal);
}
