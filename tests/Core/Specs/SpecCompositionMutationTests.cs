using System.Globalization;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Specs;
using InpaintLab.Training.Experiments;
using YamlDotNet.RepresentationModel;

namespace InpaintLab.Tests.Core.Specs;

/// <summary>
/// Random damage to specs of several experiments: they are refused with a place, or their experiments are those that another reader of
/// YAML counts and finds in the text.
/// </summary>
public sealed class SpecCompositionMutationTests : IDisposable
{
    private const string Composition = """
        extends: base.yaml
        resolution: 32
        profiles:
          small: {training: {batch: 3}, search: {trials: 1}}
        matrix:
          size: {a: {}, b: {objective: {l1: {known: 0.5}}}}
          training.log_every: [8]
          exclude: [{size: a, training.log_every: 8}]
          include:
          - {size: a}
        seeds: [1, 2]
        search:
          trials: 2
          seed: 5
          over:
            training.optimizer.learning_rate: {log_uniform: [1e-5, 1e-2]}
            model.width: {int_uniform: [8, 24], step: 8}
            mask: {choice: [{kind: boxes}, {kind: free-form}]}
        halving: {min_steps: 2, eta: 2, metric: l1, within: [size]}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public SpecCompositionMutationTests()
    {
        _folder.Write("base.yaml", FakeComponents.Minimal + "\ntraining: {steps: 8, batch: 2}\nevaluation: {every: 2, metrics: [psnr, l1]}");
        _path = _folder.File("spec.yaml");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_mutation_is_an_unhandled_exception_or_taken_for_something_else()
    {
        var (valid, halved, searched) = (0, 0, 0);
        for (var i = 0; i < 5000; i++)
        {
            var text = SpecMutation.Of(Composition, RandomStream.Create(1, "compositions", 0, i), most: 1 + (i % 2));
            var request = new SpecRequest(i % 4 == 0 ? "small" : null, []);
            try
            {
                var experiments = SpecLoader.ResolveExperimentsText(text, _path, request, FakeComponents.Registry);
                AssertNumbered(experiments.Cells);
                if (request.Profile is null)
                    AssertTakenAsWritten((YamlMappingNode)SpecMutation.Root(text), experiments);
                valid++;
                halved += experiments.Halving is null ? 0 : 1;
                searched += experiments.Cells[0].Resolved.Labels.Any(l => l.Axis == SpecLabel.Trial) ? 1 : 0;
            }
            catch (SpecException e)
            {
                Assert.All(e.Errors, error => Assert.True(error is { Message: not "" } && (error is { Line: >= 1, Column: >= 1 } || IsOfProfile(error)), $"{error} in\n{text}"));
            }
            catch (Exception e)
            {
                Assert.Fail($"{e}\nmutation {i}:\n{text}");
            }
        }

        // All outcomes must occur often, or the test shows nothing.
        Assert.InRange(valid, 200, 4000);
        Assert.InRange(halved, 100, valid);
        Assert.InRange(searched, 100, valid);
    }

    [Fact]
    public void No_mutation_of_a_spec_that_comes_with_the_program_is_an_unhandled_exception()
    {
        var refused = 0;
        var files = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "experiments"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(files);
        for (var i = 0; i < 400; i++)
        {
            var file = files[i % files.Count];
            var text = SpecMutation.Of(File.ReadAllText(file), RandomStream.Create(1, "experiments", 0, i));
            try
            {
                AssertNumbered(SpecLoader.ResolveCellsText(text, file, SpecRequest.AsWritten, Components.Registry));
            }
            catch (SpecException e)
            {
                Assert.All(e.Errors, error => Assert.True(error is { Line: >= 1, Column: >= 1, Message: not "" }, $"{error} in\n{text}"));
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"{e}\nmutation {i} of {file}:\n{text}");
            }
        }

        Assert.InRange(refused, 100, 380);
    }

    private static bool IsOfProfile(SpecError error) => error.File.StartsWith("--profile", StringComparison.Ordinal);

    private static void AssertNumbered(IReadOnlyList<SpecCell> cells)
    {
        Assert.Equal(Enumerable.Range(1, cells.Count), cells.Select(c => c.Number));
        Assert.Equal(cells.Count, cells.Select(c => (c.Resolved.Spec.Name, c.Resolved.Spec.Seed)).Distinct().Count());
        Assert.Equal(cells.Count, cells.Select(c => c.Resolved.Hash).Distinct().Count());
    }

    private static void AssertTakenAsWritten(YamlMappingNode document, SpecExperiments experiments)
    {
        var (matrix, seeds) = (Find(document, "matrix") as YamlMappingNode, Find(document, "seeds") as YamlSequenceNode);
        var (search, halving) = (Find(document, "search") as YamlMappingNode, Find(document, "halving") as YamlMappingNode);
        var over = search is null ? null : (YamlMappingNode)Find(search, "over")!;
        var trials = search is null ? 1 : int.Parse(Text(Find(search, "trials")!), CultureInfo.InvariantCulture);
        Assert.Equal(Combinations(matrix) * trials * (seeds?.Children.Count ?? 1), experiments.Cells.Count);
        if (seeds is not null)
            Assert.Equal(seeds.Select(s => long.Parse(Text(s), CultureInfo.InvariantCulture)).Order(), experiments.Cells.Select(c => c.Resolved.Spec.Seed).Distinct().Order());

        Assert.Equal(halving is null, experiments.Halving is null);
        if (halving is not null)
        {
            Assert.Equal(int.Parse(Text(Find(halving, "min_steps")!), CultureInfo.InvariantCulture), experiments.Halving!.Rungs[0]);
            Assert.Equal(Find(halving, "eta") is { } eta ? int.Parse(Text(eta), CultureInfo.InvariantCulture) : 3, experiments.Halving.Eta);
        }

        foreach (var taken in experiments.Cells.Select(cell => SpecMutation.Leaves(cell.Resolved.Text)))
        {
            if (Find(document, "resolution") is YamlScalarNode resolution)
                Assert.True(SpecMutation.AreEqual(resolution, taken[".resolution"]), "resolution");
            foreach (var (key, distribution) in over?.Children.ToList() ?? [])
                AssertDrawn((YamlMappingNode)distribution, Text(key), taken);
        }
    }

    private static void AssertDrawn(YamlMappingNode distribution, string key, Dictionary<string, YamlScalarNode> taken)
    {
        var (kind, values) = distribution.Children.Select(c => (Kind: Text(c.Key), Values: c.Value)).Single(c => c.Kind != "step");
        var items = ((YamlSequenceNode)values).Children;
        if (kind == "choice")
        {
            var kinds = items.Select(item => item is YamlMappingNode map ? Text(Find(map, "kind")!) : Text(item));
            Assert.Contains(taken.TryGetValue($".{key}.kind", out var block) ? block.Value : taken[$".{key}"].Value, kinds);
            return;
        }

        var (low, high) = (double.Parse(Text(items[0]), CultureInfo.InvariantCulture), double.Parse(Text(items[1]), CultureInfo.InvariantCulture));
        Assert.InRange(double.Parse(taken[$".{key}"].Value!, CultureInfo.InvariantCulture), low, high);
    }

    // Counted as the documentation of a matrix says, in the simplest way.
    private static int Combinations(YamlMappingNode? matrix)
    {
        if (matrix is null)
            return 1;
        var axes = matrix.Children.Select(c => (Name: Text(c.Key), c.Value)).Where(c => c.Name is not ("include" or "exclude")).ToList();
        IEnumerable<Dictionary<string, string>> cells = [[]];
        foreach (var (name, value) in axes)
        {
            var labels = value is YamlSequenceNode list
                ? list.Select((item, i) => item is YamlScalarNode scalar ? scalar.Value! : $"#{i}")
                : ((YamlMappingNode)value).Children.Where(c => !SpecMutation.IsNull(c.Value)).Select(c => Text(c.Key));
            cells = [.. cells.SelectMany(cell => labels.Select(label => new Dictionary<string, string>(cell) { [name] = label }))];
        }

        var left = cells.Where(cell => !Patterns(matrix, "exclude").Any(p => p.All(e => cell[e.Key] == e.Value))).Select(Key).ToHashSet();
        left.UnionWith(Patterns(matrix, "include").Select(Key));
        return left.Count;

        static string Key(Dictionary<string, string> cell) => string.Join('\n', cell.Select(c => $"{c.Key}={c.Value}").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<Dictionary<string, string>> Patterns(YamlMappingNode matrix, string key) =>
        (Find(matrix, key) as YamlSequenceNode)?.Select(item => ((YamlMappingNode)item).Children.ToDictionary(c => Text(c.Key), c => Text(c.Value))) ?? [];

    private static YamlNode? Find(YamlMappingNode map, string key) =>
        map.Children.FirstOrDefault(c => Text(c.Key) == key).Value is { } value && !SpecMutation.IsNull(value) ? value : null;

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
