using InpaintLab.Core.Randomness;
using InpaintLab.Core.Specs;
using YamlDotNet.RepresentationModel;

namespace InpaintLab.Tests.Core.Specs;

/// <summary>Random damage to a valid spec: it is refused with a place, or what it says is exactly what is taken.</summary>
public sealed class SpecMutationTests
{
    private const string Valid = """
        name: places-64            # a comment
        description: "hole, 'known'"
        seed: 1
        resolution: 64
        device: cuda:0
        dataset: {kind: photos, root: ../data, ratio: 0.7, sizes: [64, 128], flip: true,
          crop: {pixels: 12, label: a}, more_crops: [{label: b}]}
        mask:
          kind: boxes
          min_ratio: 0.05
        model: {family: tiny, width: 16, attention: self-attention}
        objective:
          l1: {hole: 1, known: 0.2, area: own}
          adversarial: {kind: none, weight: 1.0e-2}
        training:
          steps: 2000
          epochs: null
          optimizer: {learning_rate: 1e-3, schedule: cosine}
        evaluation:
          metrics: [l1, psnr]
          masks:
          - {name: box, kind: boxes, max_ratio: 0.5}
          - name: any
            kind: free-form
        """;

    private static readonly string[] Fragments =
    [
        " ", "\n", "\r\n", "\r", "\t", ":", ": ", "-", "- ", ",", "[", "]", "{", "}", "#", " #", "\"", "'", "&a ", "*a", "!", "!!int ",
        "|", ">", "%", "@", "`", "?", "~", "\\", "---", "...", "<<", "\0", "\u0001", "\u0085", "\ufeff", "é", "😀", "\ud800",
        "0", "-1", "1.5", "1e999", ".nan", "-.inf", "yes", "true", "null", "''", "0x10", "007", "1_000", "99999999999999999999",
        "kind", "boxes", "free-form", "name: a", "zzz: 1", "{}", "[]",
    ];

    [Fact]
    public void No_mutation_is_an_unhandled_exception_or_taken_for_something_else()
    {
        var valid = 0;
        for (var i = 0; i < 5000; i++)
        {
            var random = RandomStream.Create(1, "mutations", 0, i);
            var text = Valid;
            for (var n = random.Integer(1, 4); n > 0; n--)
                text = Mutate(text, random);
            try
            {
                AssertTakenAsWritten(text, SpecText.Load(text));
                valid++;
            }
            catch (SpecException e)
            {
                Assert.All(e.Errors, error => Assert.True(error is { Line: >= 1, Column: >= 1, Message: not "" }, $"{error} in\n{text}"));
            }
            catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
            {
                Assert.Fail($"{e}\nmutation {i}:\n{text}");
            }
        }

        // Both outcomes must occur often, or the test shows nothing.
        Assert.InRange(valid, 250, 4000);
    }

    [Fact]
    public void No_override_is_an_unhandled_exception()
    {
        var refused = 0;
        for (var i = 0; i < 3000; i++)
        {
            var random = RandomStream.Create(1, "overrides", 0, i);
            var text = "evaluation.masks[0].max_ratio=0.3";
            for (var n = random.Integer(1, 4); n > 0; n--)
                text = Mutate(text, random);
            try
            {
                SpecText.Load(Valid, text);
            }
            catch (SpecException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 2990);
    }

    [Fact]
    public void No_mutation_of_a_matrix_is_an_unhandled_exception_or_loses_a_cell()
    {
        const string Composition = """
            profiles:
              small: {training: {steps: 3}}
            matrix:
              size: {a: {}, b: {resolution: 32}}
              model.width: [8, 24]
              exclude: [{size: a, model.width: 8}]
              include:
              - {size: a}
            seeds: [1, 2]
            """;
        var refused = 0;
        for (var i = 0; i < 2000; i++)
        {
            var random = RandomStream.Create(1, "matrices", 0, i);
            var text = Composition;
            for (var n = random.Integer(1, 4); n > 0; n--)
                text = Mutate(text, random);
            try
            {
                var cells = SpecLoader.ResolveCellsText($"{FakeComponents.Minimal}\n{text}", "spec.yaml", new SpecRequest(i % 2 == 0 ? "small" : null, []), FakeComponents.Registry);
                Assert.Equal(Enumerable.Range(1, cells.Count), cells.Select(c => c.Number));
                Assert.Equal(cells.Count, cells.Select(c => (c.Resolved.Spec.Name, c.Resolved.Spec.Seed)).Distinct().Count());
            }
            catch (SpecException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 500, 1950);
    }

    private static string Mutate(string text, RandomStream random)
    {
        if (text.Length < 2)
            return text + Fragments[random.Integer(0, Fragments.Length)];
        var at = random.Integer(0, text.Length);
        var length = Math.Min(random.Integer(1, 12), text.Length - at);
        var lines = text.Split('\n');
        var (one, other) = (random.Integer(0, lines.Length), random.Integer(0, lines.Length));
        switch (random.Integer(0, 7))
        {
            case 0:
                return text.Remove(at, length);
            case 1:
                return text.Insert(at, Fragments[random.Integer(0, Fragments.Length)]);
            case 2:
                return text.Remove(at, length).Insert(at, Fragments[random.Integer(0, Fragments.Length)]);
            case 3:
                (lines[one], lines[other]) = (lines[other], lines[one]);
                return string.Join('\n', lines);
            case 4:
                lines[one] += '\n' + lines[other];
                return string.Join('\n', lines);
            case 5:
                return string.Join('\n', lines.Where((_, line) => line != one));
            default:
                // A whole value, so that many mutants are valid YAML.
                var colon = text.IndexOf(": ", at, StringComparison.Ordinal);
                var end = colon < 0 ? -1 : text.IndexOfAny([',', '}', '\n'], colon);
                return end < 0 ? text : text[..(colon + 2)] + Fragments[random.Integer(0, Fragments.Length)] + text[end..];
        }
    }

    // The reading is checked against YamlDotNet's own document model: each leaf of the text must be in the resolved spec, unchanged.
    private static void AssertTakenAsWritten(string text, ExperimentSpec spec)
    {
        var taken = Leaves(new ResolvedSpec(spec).Text);
        foreach (var (path, written) in Leaves(text))
        {
            // Neither steps nor epochs: the one key whose null stands for a value.
            var isNull = AreEqual(written, new YamlScalarNode("null"));
            if (path == ".training.steps" && isNull && spec.Training is { Steps: 2000, Epochs: null })
                continue;
            Assert.True(taken.TryGetValue(path, out var value), $"{path} was dropped from\n{text}");
            Assert.True(AreEqual(written, value), $"{path}: '{written}' was taken as '{value}' in\n{text}");
        }
    }

    private static bool AreEqual(YamlScalarNode written, YamlScalarNode taken)
    {
        var (a, b) = (written.Value ?? "", taken.Value ?? "");
        if (a == b || (a is "" or "~" or "null" or "Null" or "NULL" && b == "null"))
            return true;
        return double.TryParse(a, out var x) && double.TryParse(b, out var y) ? x == y
            : bool.TryParse(a, out var p) && bool.TryParse(b, out var q) && p == q;
    }

    private static Dictionary<string, YamlScalarNode> Leaves(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var leaves = new Dictionary<string, YamlScalarNode>();
        Collect(stream.Documents.Single().RootNode, "");
        return leaves;

        void Collect(YamlNode node, string path)
        {
            switch (node)
            {
                case YamlMappingNode map:
                    foreach (var (key, value) in map.Children)
                        Collect(value, $"{path}.{((YamlScalarNode)key).Value}");
                    break;
                case YamlSequenceNode list:
                    for (var i = 0; i < list.Children.Count; i++)
                        Collect(list.Children[i], $"{path}[{i}]");
                    break;
                default:
                    leaves.Add(path, (YamlScalarNode)node);
                    break;
            }
        }
    }
}
