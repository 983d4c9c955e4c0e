namespace InpaintLab.Runs.Log;

/// <summary>Goes through the records of a log without making anything of them.</summary>
internal static class LogPayloads
{
    /// <summary>Receives one record, its body valid for the call.</summary>
    public delegate void RecordAction(RecordKind kind, RecordCursor body);

    /// <summary>Reads all records that can be read, in order.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static void Read(string logPath, RecordAction record)
    {
        using var handle = File.OpenHandle(logPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var window = new FileWindow(handle);
        var frames = new FrameReader(window, logPath);
        while (frames.TryRead(out var frame))
        {
            try
            {
                var cursor = new RecordCursor(frame.Payload.Span);
                while (!cursor.AtEnd)
                {
                    var kind = (RecordKind)cursor.Byte();
                    record(kind, new RecordCursor(cursor.Bytes()));
                }
            }
            catch (InvalidDataException)
            {
                // Written so by a faulty or later program: RunLog reports it.
            }
        }
    }
}
