using InpaintLab.Core.Errors;
using InpaintLab.Runs;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Tests.Runs.Queries;

/// <summary>The query language, asked of an index over recorded runs.</summary>
public sealed class RunFilterTests : IClassFixture<RunFilterTests.Recorded>
{
    private readonly IReadOnlyList<RunSummary> _runs;

    public RunFilterTests(Recorded recorded)
    {
        using var index = RunIndex.Open(recorded.Root, Assert.Fail);
        _runs = index.Runs();
    }

    [Theory]
    [InlineData("", "places-a places-b faces")]
    [InlineData("name ~ places", "places-a places-b")]
    [InlineData("name ~ PLACES-?", "places-a places-b")]
    [InlineData("name !~ *-?", "faces")]
    [InlineData("seed = 1 and resolution=64", "places-a faces")]
    [InlineData("seed != 1", "places-b")]
    [InlineData("seed in (2, 3) or name in ('faces')", "places-b faces")]
    [InlineData("seed not in (2, 3)", "places-a faces")]
    [InlineData("not (seed = 1 or seed = 3)", "places-b")]
    [InlineData("NOT seed = 1 OR name = faces AND seed = 2", "places-b")] // and binds tighter than or, not tighter than and
    [InlineData("label.width = 64", "faces")]
    [InlineData("width = 64", "faces")]
    [InlineData("width > 32.5", "faces")]
    [InlineData("state = finished", "places-a faces")]
    [InlineData("state = failed and message ~ 'not a number'", "places-b")]
    [InlineData("model = gated-conv/unet and mask = free-form+box", "places-a places-b faces")]
    [InlineData("tag = good", "places-a")]
    [InlineData("tag != good", "places-b faces")]
    [InlineData("tag ~ paper/*", "places-a faces")]
    [InlineData("has(tag)", "places-a faces")]
    [InlineData("started > 1h", "places-a places-b faces")]
    [InlineData("started < 1h", "")]
    [InlineData("started >= 2020 and ended < 2199-12-31T23:59", "places-a places-b faces")]
    public void Properties_labels_and_tags(string query, string expected) => Assert.Equal(expected, Chosen(query));

    [Theory]
    [InlineData("training.batch = 8", "places-a places-b")]
    [InlineData("training.optimizer.learning_rate < 1e-3", "places-a places-b")]
    [InlineData("training.optimizer.learning_rate = 0.0001", "places-a places-b")]
    [InlineData("training.betas = '0.5, 0.9'", "places-a places-b faces")]
    [InlineData("evaluation.masks[1].kind = box", "faces")]
    [InlineData("training.note = null", "places-a places-b faces")]
    [InlineData("has(evaluation.masks[1].kind)", "faces")]
    public void Paths_of_the_spec(string query, string expected) => Assert.Equal(expected, Chosen(query));

    [Theory]
    [InlineData("psnr > 20", "places-b faces")]
    [InlineData("val/box/psnr_hole = 19", "places-a")] // the last value
    [InlineData("last(val/box/psnr_hole) = 19", "places-a")]
    [InlineData("best(val/box/psnr_hole) > 24", "places-a")] // of a metric of which more is better
    [InlineData("best(loss/l1) <= 0.5", "places-a")]
    [InlineData("max(loss/l1) = inf", "faces")]
    [InlineData("min(val/box/psnr_hole) < 18.5", "places-a")]
    [InlineData("loss/l1 = nan", "places-b")]
    [InlineData("loss/l1 != nan", "places-a faces")]
    [InlineData("loss/l1 < 1e9", "places-a")] // a NaN has no order, infinity has
    [InlineData("only/here > 0", "faces")]
    [InlineData("not only/here > 0", "places-a places-b")] // what a run lacks does not compare
    [InlineData("has(only/here)", "faces")]
    [InlineData("last('with space') = 3", "faces")]
    public void Results_and_series(string query, string expected) => Assert.Equal(expected, Chosen(query));

    [Theory]
    [InlineData("faces or places-b", "places-b faces")]
    [InlineData("plac", "places-a places-b")]
    [InlineData("plac and seed = 2", "places-b")]
    [InlineData("latest", "faces")]
    [InlineData("not latest", "places-a places-b")]
    public void A_word_alone_names_runs(string query, string expected) => Assert.Equal(expected, Chosen(query));

    [Fact]
    public void Names_together_and_a_query_narrow_each_other()
    {
        Assert.Equal("places-a faces", Names(RunFilter.Named(["places-a", "faces"])));
        Assert.Equal("places-a places-b", Names(RunFilter.Named(["plac"]).And("")));
        Assert.Equal("places-b", Names(RunFilter.Named(["plac"]).And("seed = 2 or seed = 3")));
        Assert.Equal("places-b", Names(RunFilter.Named([]).And("seed = 2")));
        Assert.Equal("faces", Names(RunFilter.Named([_runs[2].Id])));
    }

    [Fact]
    public void Dates_cover_what_they_say_and_ages_count_from_now()
    {
        var started = _runs[0].Created;
        Assert.Equal("places-a places-b faces", Chosen($"started = {started:yyyy-MM-dd} or started = {started.AddMinutes(1):yyyy-MM-dd}"));
        Assert.Equal("", Chosen($"started > {started.AddMinutes(1):yyyy-MM-dd}")); // not on that day: after it
        Assert.Equal("", Names(RunFilter.Parse("started > 7d", now: started.AddDays(8))));
        Assert.Equal("places-a places-b faces", Names(RunFilter.Parse("started > 7d", now: started.AddDays(6))));
    }

    [Theory]
    [InlineData("seed = ", 8, "expected a value, received the end")]
    [InlineData("seed > many", 8, "seed: expected a number, received 'many'")]
    [InlineData("(seed = 1", 10, "expected a closing parenthesis, received the end")]
    [InlineData("seed = 1 seed = 2", 10, "expected and, or, or the end, received 'seed'")]
    [InlineData("and seed = 1", 1, "expected a key")]
    [InlineData("seed =! 1", 6, "received '=!'")]
    [InlineData("name = 'x", 8, "expected a closing '")]
    [InlineData("state = finnished", 9, "unknown value of state 'finnished'. Did you mean 'finished'?")]
    [InlineData("started > yesterday", 11, "started: expected = < > and a date or an age")]
    [InlineData("started = 7d", 11, "started: expected < or > before an age")]
    [InlineData("name < x", 8, "texts have no order")]
    [InlineData("training.batch < small", 18, "expected a number to compare training.batch with")]
    [InlineData("bset(psnr) > 1", 1, "unknown function 'bset'. Did you mean 'best'?")]
    [InlineData("best(val/score) > 1", 6, "it is not known whether more or less of 'val/score' is better")]
    [InlineData("seed in 1", 9, "expected values in parentheses")]
    [InlineData("seed in ()", 10, "expected a value, received ')'")]
    [InlineData("best(psnr)", 11, "expected a comparison")]
    public void What_cannot_be_understood_is_said_with_its_place(string query, int character, string message)
    {
        var error = Assert.Throws<UserErrorException>(() => RunFilter.Parse(query, Directions)).Message;
        Assert.Contains(message, error, StringComparison.Ordinal);
        var lines = error.Split('\n');
        Assert.StartsWith($"query, character {character}: ", lines[0], StringComparison.Ordinal);
        Assert.Equal("    " + query, lines[1]);
        Assert.Equal(4 + character - 1, lines[2].IndexOf('^'));
    }

    [Theory]
    [InlineData("seed = 1 and training.bach = 8", 14, "no run has 'training.bach'. Did you mean 'training.batch'?")]
    [InlineData("best(val/box/psnr_hol) > 20", 6, "no run has 'val/box/psnr_hol'. Did you mean 'val/box/psnr_hole'?")]
    [InlineData("label.depth = 3", 1, "label.width")]
    [InlineData("statte = finished", 1, "Did you mean 'state'?")]
    [InlineData("not fazes", 5, "no run 'fazes' among 3. Did you mean 'faces'?")]
    public void What_no_run_has_is_said_with_its_place_and_the_nearest_name(string query, int character, string message)
    {
        var error = Assert.Throws<UserErrorException>(() => RunFilter.Parse(query, _ => true).Choose(_runs)).Message;
        Assert.StartsWith($"query, character {character}: ", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void To_choose_none_is_an_error_where_some_are_needed()
    {
        var error = Assert.Throws<UserErrorException>(() => RunFilter.Parse("seed = 9").ChooseSome(_runs, "/runs"));
        Assert.Equal("/runs: expected runs that fit the query 'seed = 9', found none among 3.", error.Message);
        Assert.Empty(RunFilter.All.ChooseSome([], "/runs"));
        Assert.Empty(RunFilter.Parse("anything.at.all = 9").Choose([]));
    }

    [Fact]
    public void Any_text_is_understood_or_refused_and_nothing_else()
    {
        var random = new Random(5);
        string[] parts = ["seed", "=", "1", "(", ")", "and", "or", "not", "in", ",", "'x'", "\"", "best", "~", "7d", "val/box/psnr_hole", " ", "\t", "<", "has", "§", "("];
        for (var i = 0; i < 5000; i++)
        {
            var query = string.Join(random.Next(2) == 0 ? " " : "", Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            try
            {
                _ = RunFilter.Parse(query, Directions).Choose(_runs);
            }
            catch (UserErrorException e)
            {
                Assert.Contains("query, character ", e.Message, StringComparison.Ordinal);
            }
        }

        Assert.Throws<UserErrorException>(() => RunFilter.Parse(new string('(', 100_000)));
    }

    [Theory]
    [InlineData("seed", false, "places-a faces places-b")] // stable
    [InlineData("name", true, "places-b places-a faces")]
    [InlineData("best(val/box/psnr_hole)", true, "places-a faces places-b")] // the one without comes last
    [InlineData("best(val/box/psnr_hole)", false, "faces places-a places-b")]
    [InlineData("loss/l1", false, "places-a faces places-b")] // so does NaN
    [InlineData("training.batch", false, "places-a places-b faces")] // 8 before 16: as numbers
    public void Runs_are_sorted_by_any_key(string key, bool descending, string expected) =>
        Assert.Equal(expected, string.Join(' ', RunKey.Parse(key, Directions).Sort(_runs, descending).Select(r => r.Name)));

    private static bool? Directions(string metric) => metric.StartsWith("psnr", StringComparison.Ordinal) ? true : null;

    private string Chosen(string query) => Names(RunFilter.Parse(query, Directions));

    private string Names(RunFilter filter) => string.Join(' ', filter.Choose(_runs).Select(r => r.Name));

    /// <summary>Three runs: finished, failed, finished.</summary>
    public sealed class Recorded : IDisposable
    {
        private readonly TemporaryFolder _root = new();

        public Recorded()
        {
            Add("places-a", 1, "32", RunState.Finished, Spec(8, "1e-4", ""), [25, 18, 19], [0.5, 0.7], 10, ["good", "paper/fig1", "dropped"]);
            Add("places-b", 2, "32", RunState.Failed, Spec(8, "1e-4", ""), [], [double.NaN], 30, []);
            Add("faces", 1, "64", RunState.Finished, Spec(16, "2e-3", "    - name: two\n      kind: box\n"), [20], [1, double.PositiveInfinity], 40, ["paper/fig2"]);
        }

        public string Root => _root;

        public void Dispose() => _root.Dispose();

        private static string Spec(int batch, string rate, string mask) =>
            $"name: x\ntraining:\n  batch: {batch}\n  note: null\n  betas: [0.5, 0.9]\n  optimizer:\n    learning_rate: {rate}\nevaluation:\n  masks:\n    - name: one\n      kind: centre\n{mask}";

        private void Add(string name, long seed, string width, RunState state, string spec, double[] psnr, double[] loss, double result, string[] tags)
        {
            var description = SampleRun.Description with { Name = name, Seed = seed, Labels = new Dictionary<string, string> { ["width"] = width } };
            using var writer = RunWriter.Create(_root, description, spec, SampleRun.Environment);
            for (var step = 0; step < psnr.Length; step++)
                writer.LogScalar(step, 0, "val/box/psnr_hole", psnr[step]);
            for (var step = 0; step < loss.Length; step++)
                writer.LogScalars(step, 0, [new ScalarValue("loss/l1", loss[step]), new ScalarValue("val/score", 1)]);
            if (name == "faces")
                writer.LogScalars(9, 0, [new ScalarValue("only/here", 1), new ScalarValue("with space", 3)]);
            writer.SetSummary("psnr", result);
            RunTags.Change(writer, tags, tags.Contains("dropped") ? ["dropped"] : []);
            writer.SetState(state, state == RunState.Failed ? "the loss is not a number" : "");
        }
    }
}
