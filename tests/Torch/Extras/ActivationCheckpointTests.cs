using System.Runtime.CompilerServices;
using InpaintLab.Tests.Models;
using InpaintLab.Tests.Training;
using InpaintLab.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Extras;

/// <summary>A part that is computed again in the backward pass is the part that was kept.</summary>
public sealed class ActivationCheckpointTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Values_gradients_and_what_is_drawn_afterwards_are_those_of_an_ordinary_call(bool mixed)
    {
        using var scope = NewDisposeScope();
        using var part = Part();
        var ordinary = Pass(checkpointed: false);
        var again = Pass(checkpointed: true);
        Assert.Equal(ordinary.Length, again.Length);
        for (var i = 0; i < ordinary.Length; i++)
            Assertions.Same(ordinary[i], again[i], $"result {i}");

        Tensor[] Pass(bool checkpointed)
        {
            part.zero_grad();
            manual_seed(3);
            var input = randn([4, 6]).requires_grad_();
            Tensor output;
            using (mixed ? new Autocast(DeviceType.CPU) : null)
                output = (checkpointed ? ActivationCheckpoint.Run(part, input) : part.call(input)).to(ScalarType.Float32);
            _ = randn([5]); // what is drawn in between does not change what the part draws again
            output.square().sum().backward();
            return [output.detach(), input.grad!, .. part.parameters().Select(p => p.grad!.clone()), randn([3])];
        }
    }

    [Fact]
    public void Parts_within_parts_and_parts_after_parts_are_computed_right()
    {
        using var scope = NewDisposeScope();
        using var first = nn.Linear(6, 6);
        using var second = nn.Linear(6, 6);
        var expected = Gradients(x => second.call(first.call(x).tanh()).tanh());
        var nested = Gradients(x => ActivationCheckpoint.Run(
            inner => second.call(ActivationCheckpoint.Run(i => first.call(i[0]).tanh(), [inner[0]], first.parameters())).tanh(),
            [x],
            [.. first.parameters(), .. second.parameters()]));
        var chained = Gradients(x => ActivationCheckpoint.Run(
            i => second.call(i[0]).tanh(), [ActivationCheckpoint.Run(i => first.call(i[0]).tanh(), [x], first.parameters())], second.parameters()));
        for (var i = 0; i < expected.Count; i++)
        {
            Assertions.Same(expected[i], nested[i], $"nested, gradient {i}");
            Assertions.Same(expected[i], chained[i], $"chained, gradient {i}");
        }

        IList<Tensor> Gradients(Func<Tensor, Tensor> network)
        {
            manual_seed(1);
            return autograd.grad([network(randn([3, 6])).sum()], [.. first.parameters(), .. second.parameters()]);
        }
    }

    [Fact]
    public void Running_statistics_see_a_batch_once()
    {
        using var scope = NewDisposeScope();
        using var norm = nn.BatchNorm2d(3);
        ActivationCheckpoint.Run(norm, randn([2, 3, 4, 4])).square().sum().backward();
        Assert.Equal(1, norm.num_batches_tracked!.item<long>());
        using var once = nn.BatchNorm2d(3);
        manual_seed(2);
        var batch = randn([2, 3, 4, 4]);
        once.call(batch);
        norm.reset_running_stats();
        ActivationCheckpoint.Run(norm, batch).square().sum().backward();
        Assertions.Same(once.running_mean!, norm.running_mean!, "mean");
        Assertions.Same(once.running_var!, norm.running_var!, "variance");
    }

    [Fact]
    public void A_parameter_that_asks_for_no_gradient_gets_none()
    {
        using var scope = NewDisposeScope();
        using var part = nn.Linear(4, 4);
        part.bias!.requires_grad = false;
        ActivationCheckpoint.Run(part, ones([2, 4])).sum().backward();
        Assert.Null(part.bias.grad);
        Assert.NotNull(part.weight!.grad);
    }

    [Fact]
    public void Without_a_graph_it_is_an_ordinary_call()
    {
        using var scope = NewDisposeScope();
        using var part = nn.Linear(4, 4);
        using (no_grad())
            Assert.False(ActivationCheckpoint.Run(part, ones([2, 4])).requires_grad);
        var calls = 0;
        Assert.False(ActivationCheckpoint.Run(inputs => Count(inputs[0]), [ones([2])], []).requires_grad);
        Assert.Equal(1, calls);

        Tensor Count(Tensor x)
        {
            calls++;
            return x * 2;
        }
    }

    [Fact]
    public void A_second_backward_needs_what_was_kept()
    {
        using var scope = NewDisposeScope();
        var input = ones([3]).requires_grad_();
        var kept = ActivationCheckpoint.Run(i => i[0].square(), [input], []).sum();
        kept.backward(retain_graph: true);
        kept.backward();
        Assertions.Same(full([3], 4f), input.grad!, "two backward passes");
        var error = Assert.Throws<TorchException>(kept.backward);
        Assert.Contains("second time", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_derivative_of_its_gradient_is_refused()
    {
        using var scope = NewDisposeScope();
        var input = ones([3]).requires_grad_();
        var output = ActivationCheckpoint.Run(i => i[0].pow(3), [input], []).sum();
        var error = Assert.Throws<TorchException>(() => autograd.grad([output], [input], create_graph: true));
        Assert.Contains("has no derivative", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_that_would_be_lost_is_an_error()
    {
        using var scope = NewDisposeScope();
        var (input, other) = (ones([3]).requires_grad_(), ones([3]).requires_grad_());
        var output = ActivationCheckpoint.Run(i => i[0] * other, [input], []).sum();
        var error = Assert.Throws<TorchException>(output.backward);
        Assert.Contains("neither among its inputs nor among its parameters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_that_was_changed_since_is_an_error()
    {
        using var scope = NewDisposeScope();
        var weight = ones([3]).requires_grad_();
        var input = weight * 2;
        var output = ActivationCheckpoint.Run(i => i[0].square(), [input], []).sum();
        using (no_grad())
            input.add_(1);
        Assert.Contains("modified by an inplace operation", Assert.Throws<TorchException>(output.backward).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_exception_of_the_function_arrives_as_it_was_thrown(int failing)
    {
        using var scope = NewDisposeScope();
        var call = 0;
        var error = Assert.Throws<TimeoutException>(() => ActivationCheckpoint.Run(i => Fail(i[0]), [ones([3]).requires_grad_()], []).sum().backward());
        Assert.Equal("too slow", error.Message);
        Assert.Contains(nameof(Fail), error.StackTrace, StringComparison.Ordinal);
        Assert.False(ActivationCheckpoint.IsRecomputing);
        Assert.True(is_grad_enabled());

        [MethodImpl(MethodImplOptions.NoInlining)]
        Tensor Fail(Tensor x) => ++call == failing ? throw new TimeoutException("too slow") : x.square();
    }

    [Fact]
    public void An_error_of_libtorch_in_the_second_pass_arrives_with_its_message()
    {
        using var scope = NewDisposeScope();
        var call = 0;
        var output = ActivationCheckpoint.Run(i => ++call == 1 ? i[0].square() : i[0].view(7), [ones([3]).requires_grad_()], []).sum();
        Assert.Contains("invalid for input of size 3", Assert.Throws<TorchException>(output.backward).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_and_tensors_are_let_go_of_with_the_graph()
    {
        var live = LiveTensors.Settled();
        var functions = Enumerable.Range(0, 30).Select(step => Step(backward: step % 2 == 0)).ToList();
        Assert.Equal(live, LiveTensors.Settled());
        GC.Collect();
        Assert.DoesNotContain(functions, function => function.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Step(bool backward)
        {
            using var scope = NewDisposeScope();
            var input = ones([3]).requires_grad_();
            var factor = new object();
            Func<Tensor[], Tensor> function = i => i[0] * factor.GetHashCode();
            var output = ActivationCheckpoint.Run(function, [input], []).sum();
            if (backward)
                output.backward();
            return new WeakReference(function);
        }
    }

    [Fact]
    public void A_result_that_is_an_input_or_a_view_of_one_is_a_tensor_of_its_own()
    {
        using var scope = NewDisposeScope();
        var input = ones([2, 3]).requires_grad_();
        var same = ActivationCheckpoint.Run(i => i[0], [input], []);
        var view = ActivationCheckpoint.Run(i => i[0].transpose(0, 1), [input], []);
        (same.sum() + (view * 2).sum()).backward();
        Assertions.Same(full([2, 3], 3f), input.grad!, "gradient");
        Assert.Equal([3, 2], view.shape);
    }

    private static Sequential Part()
    {
        manual_seed(1);
        return nn.Sequential(nn.Linear(6, 8), nn.Dropout(0.5), nn.Tanh(), nn.Linear(8, 6));
    }
}
