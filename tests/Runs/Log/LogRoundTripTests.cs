using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Runs.Log;

public class LogRoundTripTests
{
    [Fact]
    public void Every_kind_of_record_is_read_as_it_was_written()
    {
        using var folder = new TemporaryFolder();
        SampleLog.Write(folder.File("points.log"));

        var (texts, corruptions, tail) = SampleLog.Read(folder.File("points.log"));

        Assert.Equal(SampleLog.Texts(SampleLog.Frames.Count), texts);
        Assert.Empty(corruptions);
        Assert.Equal(0, tail);
    }

    [Fact]
    public void Ten_thousand_steps_of_ten_values_are_read_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("points.log");
        var keys = Enumerable.Range(0, 10).Select(k => "key/" + k).ToArray();
        using (var writer = LogWriter.Create(path))
        {
            for (var step = 0; step < 10_000; step++)
            {
                var values = keys.Select((key, k) => new ScalarValue(key, Value(step, k))).ToArray();
                writer.Append(new ScalarsRecord(step, step / 100, DateTime.UtcNow, values));
                writer.Flush();
            }
        }

        using var reader = new LogReader(path);
        var expected = 0;
        foreach (var record in reader.Records().Cast<ScalarsRecord>())
        {
            Assert.Equal(expected, record.Step);
            Assert.Equal(expected / 100, record.Epoch);
            for (var k = 0; k < keys.Length; k++)
            {
                Assert.Equal(keys[k], record.Values[k].Key);
                Assert.Equal(BitConverter.DoubleToInt64Bits(Value(expected, k)), BitConverter.DoubleToInt64Bits(record.Values[k].Value));
            }

            expected++;
        }

        Assert.Equal(10_000, expected);
        Assert.Empty(reader.Corruptions);
    }

    [Theory]
    [InlineData(0x7ff8000000000000)] // quiet NaN
    [InlineData(0x7ff0000000000001)] // signalling NaN
    [InlineData(unchecked((long)0xfff8dead0000beef))] // NaN with sign and payload
    [InlineData(0x7ff0000000000000)] // +infinity
    [InlineData(unchecked((long)0xfff0000000000000))] // -infinity
    [InlineData(unchecked((long)0x8000000000000000))] // -0
    [InlineData(1)] // the least denormal
    public void Every_double_keeps_its_bits(long bits)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("points.log");
        using (var writer = LogWriter.Create(path))
            writer.Append(new ScalarsRecord(0, 0, DateTime.UtcNow, [new("x", BitConverter.Int64BitsToDouble(bits))]));

        using var reader = new LogReader(path);
        var read = (ScalarsRecord)reader.Records().Single();

        Assert.Equal(bits, BitConverter.DoubleToInt64Bits(read.Values[0].Value));
    }

    private static double Value(int step, int k) => k == 3 && step % 7 == 0 ? double.NaN : Math.Sin(step + (0.1 * k));
}
