using InpaintLab.Tests.Torch.Modules;
using InpaintLab.Torch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Tests.Torch.Autograd;

/// <summary>Double backward, inference mode, anomaly detection, autocast on the CPU, and the generators' state.</summary>
public sealed class ModeTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void A_gradient_penalty_differentiates_a_gradient_as_PyTorch_does()
    {
        NnGolden.LeavesNothing(() =>
        {
            using var scope = NewDisposeScope();
            using var golden = new NnGolden("operators_golden");
            using var critic = Sequential(
                Conv2d(2, 3, 3, padding: 1), LeakyReLU(0.2), InstanceNorm2d(3, affine: true), Flatten(), Linear(48, 1)).to(ScalarType.Float64);
            critic.load_state_dict(golden.ReadAll("penalty/state."));
            var x = golden.Read("penalty/input").requires_grad_();
            var slope = autograd.grad([critic.call(x).sum()], [x], create_graph: true)[0];
            golden.Check("penalty/slope", slope, 1e-10);
            var penalty = (slope.flatten(1).norm(1) - 1).square().mean();
            golden.Check("penalty/value", penalty, 1e-10);
            penalty.backward();
            foreach (var (name, parameter) in critic.named_parameters())
                golden.Check($"penalty/gradient.{name}", parameter.grad ?? zeros_like(parameter), 1e-9);
        });
    }

    [Fact]
    public void A_graph_that_was_used_up_is_refused_with_libtorchs_words()
    {
        var x = ones([1]).requires_grad_();
        var y = x.square().sum();
        _ = autograd.grad([y], [x], retain_graph: true);
        _ = autograd.grad([y], [x]);
        Assert.Contains("second time", Assert.ThrowsAny<TorchException>(() => autograd.grad([y], [x])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inference_mode_records_nothing_and_its_tensors_never_can_be()
    {
        var x = ones([2]).requires_grad_();
        Tensor y;
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            y = x * 2;
            using (inference_mode(false))
                Assert.False(is_inference_mode_enabled());
        }

        Assert.False(is_inference_mode_enabled());
        Assert.False(y.requires_grad);
        Assert.ThrowsAny<TorchException>(() => (x * y).sum().backward());
    }

    [Fact]
    public void Inference_mode_is_left_on_its_own_thread_only()
    {
        var guard = inference_mode();
        Exception? refused = null;
        var other = new Thread(() => refused = Record.Exception(guard.Dispose));
        other.Start();
        other.Join();
        Assert.IsType<InvalidOperationException>(refused);
        guard.Dispose();
        guard.Dispose();
        Assert.False(is_inference_mode_enabled());
    }

    [Fact]
    public void Anomaly_detection_names_the_operation_that_gave_NaN()
    {
        var x = zeros([1]).requires_grad_();
        using (autograd.detect_anomaly())
        {
            var loss = (x.sqrt() * 0).sum();
            Assert.Contains("SqrtBackward0", Assert.ThrowsAny<TorchException>(loss.backward).Message, StringComparison.Ordinal);
        }

        (x.sqrt() * 0).sum().backward();
        Assert.True(double.IsNaN(x.grad!.item<float>()));
    }

    [Fact]
    public void Autocast_computes_matrix_products_in_the_lower_precision_within_its_region()
    {
        var x = rand([4, 4]);
        using (new Autocast(DeviceType.CPU))
        {
            Assert.Equal(ScalarType.BFloat16, x.matmul(x).dtype);
            using (new Autocast(DeviceType.CPU, enabled: false))
                Assert.Equal(ScalarType.Float32, x.matmul(x).dtype);
            Assert.Equal(ScalarType.BFloat16, x.matmul(x).dtype);
        }

        Assert.Equal(ScalarType.Float32, x.matmul(x).dtype);
        Assert.Throws<ArgumentException>(() => new Autocast(DeviceType.META));
        Assert.Throws<ArgumentException>(() => new Autocast(DeviceType.CPU, ScalarType.Float32));
    }

    [Fact]
    public void What_autocast_computes_in_can_be_asked()
    {
        Assert.Null(Autocast.Current(DeviceType.CPU));
        using (new Autocast(DeviceType.CPU))
        {
            Assert.Equal(ScalarType.BFloat16, Autocast.Current(DeviceType.CPU));
            Assert.Null(Autocast.Current(DeviceType.CUDA));
            using (new Autocast(DeviceType.CPU, enabled: false))
                Assert.Null(Autocast.Current(DeviceType.CPU));
        }

        Assert.Null(Autocast.Current(DeviceType.CPU));
    }

    // A copy that outlived its region would make the steps after an update, and every replay of a captured one, read old weights.
    [Fact]
    public void Copies_of_weights_do_not_outlive_their_region()
    {
        using var scope = NewDisposeScope();
        var weight = ones([2, 2], requires_grad: true);
        Assert.Equal(2, Product());
        using (no_grad())
            weight.fill_(3);
        Assert.Equal(6, Product());

        double Product()
        {
            using var region = new Autocast(DeviceType.CPU);
            using (new Autocast(DeviceType.CPU, enabled: false))
                _ = weight + 1;
            return ones([1, 2]).matmul(weight)[0, 0].ToDouble();
        }
    }

    [Fact]
    public void A_generators_state_brings_its_numbers_back()
    {
        using var generator = new Generator(3);
        var state = generator.get_state();
        var first = rand([5], generator: generator);
        generator.set_state(state);
        Assert.True(first.allclose(rand([5], generator: generator), 0, 0));
        Assert.Equal(generator.seed(), generator.initial_seed());
        Assert.NotEqual(generator.seed(), generator.seed());
    }

    [Fact]
    public void The_default_generators_state_brings_its_numbers_back()
    {
        var before = torch.random.get_rng_state();
        try
        {
            manual_seed(7);
            Assert.Equal(7, torch.random.initial_seed());
            var state = torch.random.get_rng_state();
            var first = (randperm(20), randint(0, 1000, [5]), rand([3]).bernoulli(), rand([2, 3]).multinomial(2), ones([4]).uniform_(1, 2));
            torch.random.set_rng_state(state);
            var second = (randperm(20), randint(0, 1000, [5]), rand([3]).bernoulli(), rand([2, 3]).multinomial(2), ones([4]).uniform_(1, 2));
            Assert.Equal(first.Item1.data<long>().ToArray(), second.Item1.data<long>().ToArray());
            Assert.Equal(first.Item2.data<long>().ToArray(), second.Item2.data<long>().ToArray());
            Assert.Equal(first.Item3.data<float>().ToArray(), second.Item3.data<float>().ToArray());
            Assert.Equal(first.Item4.data<long>().ToArray(), second.Item4.data<long>().ToArray());
            Assert.Equal(first.Item5.data<float>().ToArray(), second.Item5.data<float>().ToArray());
            Assert.InRange(first.Item2.max().item<long>(), 0, 999);
        }
        finally
        {
            torch.random.set_rng_state(before);
        }
    }
}
