using InpaintLab.Runs.Folders;

namespace InpaintLab.Runs.Log;

/// <summary>One record of <c>points.log</c>; <see cref="LogFormat"/> says how each is written.</summary>
public abstract record LogRecord;

/// <summary>What the run is: the first record of every log.</summary>
/// <param name="Id">The run's id: six characters of lower-case base32.</param>
/// <param name="Created">When the run was created (UTC).</param>
/// <param name="Description">What it trains, on what.</param>
public sealed record DescriptionRecord(string Id, DateTime Created, RunDescription Description) : LogRecord;

/// <summary>Values of one step.</summary>
/// <param name="Step">The step, from 0.</param>
/// <param name="Epoch">The pass over the data that the step belongs to, from 0.</param>
/// <param name="Time">When they were logged (UTC).</param>
/// <param name="Values">Keys, such as <c>train/loss</c>, and values; NaN and infinities as they are.</param>
public sealed record ScalarsRecord(long Step, int Epoch, DateTime Time, IReadOnlyList<ScalarValue> Values) : LogRecord;

/// <summary>A key with its value.</summary>
/// <param name="Key">The series, e.g. <c>train/loss</c>.</param>
/// <param name="Value">The value.</param>
public readonly record struct ScalarValue(string Key, double Value);

/// <summary>Per-image results of one evaluation with one set of masks, or a part of them.</summary>
/// <param name="Step">The step whose weights were evaluated.</param>
/// <param name="MaskSet">The name of the set of masks in the spec.</param>
/// <param name="Rows">One row for each image, mask and metric.</param>
public sealed record ImageRowsRecord(long Step, string MaskSet, IReadOnlyList<ImageRow> Rows) : LogRecord;

/// <summary>One metric of one image under one mask.</summary>
/// <param name="ImageId">The image's id in its dataset.</param>
/// <param name="MaskId">The mask's id in its set.</param>
/// <param name="HoleRatio">Share of the image that is hole, in [0, 1].</param>
/// <param name="Metric">The metric's key, e.g. <c>psnr_hole</c>.</param>
/// <param name="Value">Its value.</param>
public readonly record struct ImageRow(string ImageId, string MaskId, double HoleRatio, string Metric, double Value);

/// <summary>How much an event matters.</summary>
public enum EventLevel
{
    /// <summary>For the record.</summary>
    Info,

    /// <summary>Worth a look: the run goes on.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error,
}

/// <summary>Something that happened, also a counter such as "12 files were skipped".</summary>
/// <param name="Time">When (UTC).</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Kind">A short, stable name to filter by, e.g. <c>skipped-file</c>.</param>
/// <param name="Count">How many times, or how many things.</param>
/// <param name="Message">One sentence for a reader.</param>
public sealed record EventRecord(DateTime Time, EventLevel Level, string Kind, long Count, string Message) : LogRecord;

/// <summary>An image file that the run wrote.</summary>
/// <param name="Step">The step that it shows.</param>
/// <param name="Name">What it shows, e.g. <c>grid/box</c>.</param>
/// <param name="Path">Where it lies, relative to the run folder, with '/' between the parts.</param>
public sealed record ImageRecord(long Step, string Name, string Path) : LogRecord;

/// <summary>How a metric was computed: library, version, parameters, weights.</summary>
/// <param name="Metric">The metric's key.</param>
/// <param name="Json">A JSON document.</param>
public sealed record ProvenanceRecord(string Metric, string Json) : LogRecord;

/// <summary>The run began, ended or went on.</summary>
/// <param name="Time">When (UTC).</param>
/// <param name="State">The new state; never <see cref="RunState.Crashed"/>, which no run can say of itself.</param>
/// <param name="Message">Why, for a failure; may be empty.</param>
public sealed record StateRecord(DateTime Time, RunState State, string Message) : LogRecord;

/// <summary>Written on resume: what was logged before this record for later steps no longer counts.</summary>
/// <param name="Step">The checkpoint's step: the last one that counts.</param>
public sealed record SupersededRecord(long Step) : LogRecord;

/// <summary>A result of the whole run.</summary>
/// <param name="Key">E.g. <c>ssim</c>.</param>
/// <param name="Value">Its value.</param>
public sealed record SummaryRecord(string Key, double Value) : LogRecord;

/// <summary>A record of a later version, passed over.</summary>
/// <param name="Kind">Its number in the file.</param>
public sealed record UnknownRecord(byte Kind) : LogRecord;
