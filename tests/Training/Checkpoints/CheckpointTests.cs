using InpaintLab.Core.Errors;
using InpaintLab.Torch.Safetensors;
using InpaintLab.Training.Checkpoints;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Checkpoints;

public sealed class CheckpointTests
{
    [Theory]
    [InlineData]
    [InlineData("training.ema=0")]
    [InlineData("objective.adversarial={kind: hinge, start: 0}")]
    public void What_was_written_is_restored_to_the_last_bit(params string[] overrides)
    {
        using var folder = new TemporaryFolder();
        using var written = new TrainingState(overrides);
        written.Train(3);
        written.Write(folder.File("a"));

        using var restored = new TrainingState(["seed=9", .. overrides]);
        restored.Train(1);
        Assert.Equal(3, restored.Restore(folder.File("a"), written.SpecHash));
        restored.Write(folder.File("b"), written.SpecHash);
        Assert.Equal(File.ReadAllBytes(folder.File("a")), File.ReadAllBytes(folder.File("b")));
    }

    [Fact]
    public void Weights_are_under_the_keys_of_the_networks_and_those_are_PyTorch_s()
    {
        using var folder = new TemporaryFolder();
        using var state = new TrainingState("objective.adversarial={kind: hinge, start: 0}");
        state.Train(1);
        state.Write(folder.File("a"));
        using var file = SafetensorsFile.Open(folder.File("a"));
        var names = file.Entries.Select(e => e.Name).Order(StringComparer.Ordinal).ToList();
        string[] Keys(string prefix) => [.. names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Select(n => n[prefix.Length..])];
        static IEnumerable<string> KeysOf(nn.Module network) => network.state_dict().Keys.Order(StringComparer.Ordinal);

        Assert.Equal(KeysOf(state.Generator), Keys("generator."));
        Assert.Equal(KeysOf(state.Generator), Keys("ema."));
        Assert.Equal(KeysOf(state.Discriminator!), Keys("discriminator."));
        Assert.Contains("encoder.0.down.conv.weight", Keys("generator."));
        Assert.Contains("conv1.weight", Keys("discriminator."));
        Assert.Contains("generator.exp_avg.encoder.0.down.conv.weight", Keys("optimizer."));
        Assert.Contains("loss/l1", Keys("window."));
        Assert.Empty(names.Select(n => n.Split('.')[0]).Except(["generator", "ema", "discriminator", "optimizer", "window"]));
        Assert.Equal("1", file.Metadata["step"]);
    }

    [Fact]
    public void The_averaged_weights_are_those_that_are_evaluated_where_there_are()
    {
        using var folder = new TemporaryFolder();
        using var averaged = new TrainingState();
        using var plain = new TrainingState("training.ema=0");
        foreach (var state in new[] { averaged, plain })
        {
            state.Train(2);
            state.Write(folder.File("a"));
            using var loaded = state.Experiment.CreateGenerator();
            Assert.Equal(2, Checkpoint.LoadGenerator(folder.File("a"), loaded));
            Assert.Equal(TrainingState.Bytes(state.Evaluated), TrainingState.Bytes(loaded));
        }

        Assert.NotEqual(TrainingState.Bytes(averaged.Generator), TrainingState.Bytes(averaged.Evaluated));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_older_checkpoint_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        using var state = new TrainingState("training.ema=0");
        state.Write(folder.File("a"));
        var before = File.ReadAllBytes(folder.File("a"));
        state.Train(1);
        state.Generator.register_buffer("unwritable", zeros([1], dtype: ScalarType.ComplexFloat32));
        Assert.ThrowsAny<Exception>(() => state.Write(folder.File("a")));
        Assert.Equal(before, File.ReadAllBytes(folder.File("a")));
        Assert.Equal([folder.File("a")], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_missing_checkpoint_is_an_error_that_names_it()
    {
        using var folder = new TemporaryFolder();
        AssertRefused(folder.File("none"), "no such checkpoint; found none: was the run stopped before its first");
        folder.Write("best.safetensors", "");
        AssertRefused(folder.File("none"), "no such checkpoint; found best.safetensors");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(5000)]
    [InlineData(-1)]
    public void A_truncated_checkpoint_is_an_error_that_names_it(int length)
    {
        using var folder = new TemporaryFolder();
        var bytes = Sound(folder);
        File.WriteAllBytes(folder.File("a"), length < 0 ? bytes[..^1] : bytes[..length]);
        AssertRefused(folder.File("a"), "cannot be used");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(40)]
    public void A_checkpoint_whose_header_was_overwritten_is_an_error_that_names_it(int offset)
    {
        using var folder = new TemporaryFolder();
        var bytes = Sound(folder);
        bytes.AsSpan(offset, 8).Fill(0xff);
        File.WriteAllBytes(folder.File("a"), bytes);
        AssertRefused(folder.File("a"), "cannot be used");
    }

    [Theory]
    [InlineData("format", "another-1", "expected a checkpoint of format")]
    [InlineData("step", "many", "does not say its step")]
    [InlineData("step", "-1", "does not say its step")]
    public void A_file_that_is_no_checkpoint_is_an_error_that_names_it(string key, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        Sound(folder);
        Rewrite(folder.File("a"), (_, metadata) => metadata[key] = value);
        AssertRefused(folder.File("a"), expected);
    }

    [Theory]
    [InlineData("generator.", "output.weight")]
    [InlineData("ema.", "output.bias")]
    [InlineData("optimizer.generator.", "group.0.learning_rate")]
    public void A_checkpoint_that_lacks_a_tensor_is_an_error_that_names_the_file_and_the_tensor(string part, string tensor)
    {
        using var folder = new TemporaryFolder();
        Sound(folder);
        Rewrite(folder.File("a"), (tensors, _) => Assert.True(tensors.Remove(part + tensor)));
        AssertNotRestored(folder.File("a"), tensor);
    }

    [Theory]
    [InlineData("generator.output.weight")]
    [InlineData("optimizer.generator.exp_avg.output.weight")]
    [InlineData("window.loss/l1")]
    public void A_tensor_of_another_shape_or_type_is_an_error_that_names_the_file(string tensor)
    {
        using var folder = new TemporaryFolder();
        Sound(folder);
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            Rewrite(folder.File("a"), (tensors, _) => tensors[tensor] = ones([1, 2, 3], dtype: type));
            AssertNotRestored(folder.File("a"), "cannot be used");
        }
    }

    [Fact]
    public void A_checkpoint_of_another_spec_or_network_is_refused()
    {
        using var folder = new TemporaryFolder();
        Sound(folder);
        using var other = new TrainingState("seed=9");
        var refusal = Assert.Throws<UserErrorException>(() => other.Restore(folder.File("a")));
        Assert.Contains("another spec", refusal.Message, StringComparison.Ordinal);
        using var wider = new TrainingState("model.width=4");
        var error = Assert.Throws<UserErrorException>(() => Checkpoint.LoadGenerator(folder.File("a"), wider.Generator));
        Assert.Contains(folder.File("a"), error.Message, StringComparison.Ordinal);
    }

    // Writes a checkpoint "a" after one step.
    private static byte[] Sound(TemporaryFolder folder)
    {
        using var state = new TrainingState();
        state.Train(1);
        state.Write(folder.File("a"));
        return File.ReadAllBytes(folder.File("a"));
    }

    private static void Rewrite(string path, Action<Dictionary<string, Tensor>, Dictionary<string, string>> change)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors;
        Dictionary<string, string> metadata;
        using (var file = SafetensorsFile.Open(path))
            (tensors, metadata) = (file.ReadAll(), new Dictionary<string, string>(file.Metadata));

        // Of the first format, which has no checksum that would have to be put right.
        metadata.Remove("crc32c");
        metadata["format"] = "inpaintlab-checkpoint-1";
        change(tensors, metadata);
        SafetensorsWriter.Write(path, tensors, metadata);
    }

    private static void AssertRefused(string path, string expected)
    {
        var error = Assert.Throws<UserErrorException>(() => Checkpoint.ReadStep(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        AssertNotRestored(path, expected);
    }

    private static void AssertNotRestored(string path, string expected)
    {
        using var state = new TrainingState();
        var error = Assert.Throws<UserErrorException>(() => state.Restore(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
