using InpaintLab.Torch;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch;

public sealed class TensorTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it_and_the_count_of_live_tensors_returns()
    {
        var before = LibTorch.LiveTensors;
        using (NewDisposeScope())
        {
            var x = ones([3], requires_grad: true);
            for (var i = 0; i < 20; i++)
                (x * x).sum().backward();
            Assert.True(LibTorch.LiveTensors > before);
        }

        Assert.Equal(before, LibTorch.LiveTensors);
    }

    [Fact]
    public void Tensors_moved_out_of_a_scope_outlive_it()
    {
        Tensor kept, detached;
        using (var outer = NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                kept = inner.MoveToOuter(ones([1]));
                detached = ones([1]).DetachFromDisposeScope();
                Assert.Equal(0, inner.DisposablesCount);
            }

            Assert.False(kept.IsInvalid);
            Assert.True(outer.Contains(kept));
        }

        Assert.True(kept.IsInvalid);
        Assert.False(detached.IsInvalid);
        detached.Dispose();
    }

    [Fact]
    public void Scopes_may_be_disposed_out_of_order()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        outer.Dispose();
        var x = ones([1]);
        Assert.True(inner.Contains(x));
        inner.Dispose();
        Assert.True(x.IsInvalid);
        var free = ones([1]);
        Assert.False(free.IsInvalid);
        free.Dispose();
    }

    [Fact]
    public void A_tensor_disposed_by_hand_leaves_its_scope()
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < 100; i++)
            ones([1]).Dispose();
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(20)]
    public void Sizes_and_strides_come_whole_for_any_number_of_dimensions(int dimensions)
    {
        using var scope = NewDisposeScope();
        long[] sizes = [.. Enumerable.Range(0, dimensions).Select(i => i % 7 == 0 ? 2L : 1L)];
        var x = zeros(sizes);
        Assert.Equal(sizes, x.shape);
        Assert.Equal(dimensions, x.dim());
        Assert.Equal(dimensions, x.stride().Length);
        if (dimensions > 0)
            Assert.Equal((sizes[^1], sizes[0], 1L), (x.size(-1), x.size(0), x.stride()[^1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => x.size(dimensions));
    }

    [Fact]
    public void Use_after_dispose_is_an_exception()
    {
        var x = ones([1]);
        x.Dispose();
        x.Dispose();
        Assert.Throws<ObjectDisposedException>(() => x + 1);
        Assert.Throws<ObjectDisposedException>(() => x.shape);
        Assert.Throws<ObjectDisposedException>(() => cat([x]));
    }

    [Fact]
    public void Scopes_belong_to_their_thread()
    {
        using var scope = NewDisposeScope();
        Tensor? other = null;
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(() => other = ones([1])));
        thread.Start();
        thread.Join();
        Assert.Null(error);
        Assert.False(scope.Contains(other!));
        other!.Dispose();
    }

    [Fact]
    public void Arrays_round_trip_in_every_type()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([1f, 2f, 3f, 4f], tensor(new[] { 1f, 2f, 3f, 4f }, [2, 2]).data<float>().ToArray());
        Assert.Equal([1.5, 2.5], tensor(new[] { 1.5, 2.5 }).data<double>().ToArray());
        Assert.Equal([1L, 2L], tensor(new long[] { 1, 2 }).data<long>().ToArray());
        Assert.Equal([(byte)1, (byte)255], tensor(new byte[] { 1, 255 }).data<byte>().ToArray());
        Assert.Equal([true, false], tensor(new[] { true, false }).data<bool>().ToArray());
        Assert.Throws<ArgumentException>(() => tensor(new[] { 1f }, [2]));
        Assert.Throws<ArgumentException>(() => ones([1]).data<double>());
    }

    [Fact]
    public void Gradients_flow_and_add_up()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2f }, requires_grad: true);
        Assert.Null(x.grad);
        (x * x).sum().backward();
        (x * x).sum().backward();
        Assert.Equal([4f, 8f], x.grad!.data<float>().ToArray());
        x.grad = null;
        Assert.Null(x.grad);
        Assert.False(x.detach().requires_grad);
    }

    [Fact]
    public void Second_derivatives_and_unused_inputs()
    {
        using var scope = NewDisposeScope();
        var x = tensor(3.0, requires_grad: true);
        var unused = tensor(1.0, requires_grad: true);
        var first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        Assert.Equal(27.0, first.item<double>(), 12);
        Assert.Equal(18.0, autograd.grad([first], [x])[0].item<double>(), 12);
        Assert.Throws<TorchException>(() => autograd.grad([x.pow(2)], [unused]));
        Assert.Null(autograd.grad([x.pow(2)], [unused], allow_unused: true)[0]);
    }

    [Fact]
    public void No_grad_holds_until_disposed_and_nests()
    {
        using var scope = NewDisposeScope();
        var x = ones([1], requires_grad: true);
        Assert.True(is_grad_enabled());
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
                Assert.True((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
        }

        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void Seeds_and_generators_repeat_their_numbers()
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        var a = randn([5]).data<float>().ToArray();
        manual_seed(7);
        Assert.Equal(a, randn([5]).data<float>().ToArray());
        using var generator = new Generator(3);
        var state = generator.get_state();
        var b = rand([4], generator: generator).data<float>().ToArray();
        generator.set_state(state);
        Assert.Equal(b, rand([4], generator: generator).data<float>().ToArray());
        Assert.NotEqual(b, rand([4], generator: generator).data<float>().ToArray());
        Assert.Equal(3, generator.initial_seed());
    }

    [Fact]
    public void Devices_are_read_from_text()
    {
        Assert.Equal("cuda:1", new Device("cuda:1").ToString());
        Assert.Equal("cpu", ones([1]).device.ToString());
        Assert.Throws<ArgumentException>(() => new Device("gpu"));
        Assert.Throws<ArgumentException>(() => new Device("cuda:x"));
        if (!cuda.is_available())
            Assert.Throws<TorchException>(() => ones([1], device: "cuda"));
    }

    [Fact]
    public void A_scope_that_is_closed_takes_no_tensor_in()
    {
        var outer = NewDisposeScope();
        using var inner = NewDisposeScope();
        outer.Dispose();
        var x = inner.MoveToOuter(ones([1]));
        Assert.False(outer.Contains(x));
        Assert.False(x.IsInvalid);
        x.Dispose();
    }

    [Fact]
    public void Moving_tensors_keeps_every_scope_in_order()
    {
        using var outer = NewDisposeScope();
        var first = ones([1]);
        using (var inner = NewDisposeScope())
        {
            Tensor[] made = [ones([1]), ones([1]), ones([1])];
            inner.MoveToOuter(made[1]);
            Assert.Equal([made[0], made[2]], inner.DisposablesView);
            inner.MoveToOuter(made[2], made[0]);
            Assert.Empty(inner.DisposablesView);
            Assert.Equal([first, made[1], made[2], made[0]], outer.DisposablesView);
            inner.Attach(first);
        }

        Assert.True(first.IsInvalid);
        Assert.Equal(3, outer.DisposablesCount);
    }

    [Fact]
    public void Tensors_of_a_scope_that_its_thread_left_open_are_freed_in_the_end() => AssertFreedByCollection(() =>
    {
        var thread = new Thread(() =>
        {
            _ = NewDisposeScope();
            _ = ones([1]);
        });
        thread.Start();
        thread.Join();
    });

    [Fact]
    public void The_finaliser_frees_what_nobody_disposed() => AssertFreedByCollection(() =>
    {
        for (var i = 0; i < 10; i++)
            _ = ones([1]);
    });

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void AssertFreedByCollection(Action makeGarbage)
    {
        // What earlier tests left to the finaliser must not be counted among ours.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = LibTorch.LiveTensors;
        makeGarbage();
        Assert.True(LibTorch.LiveTensors > before);
        for (var i = 0; i < 50 && LibTorch.LiveTensors > before; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(before, LibTorch.LiveTensors);
    }

    [Fact]
    public void A_bound_that_is_not_given_does_not_bound()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { -2f, 0.5f, 2 });
        Assert.Equal([1f, 1, 2], x.clamp(min: 1).data<float>().ToArray());
        Assert.Equal([-2f, 0.5f, 1], x.clamp(max: 1).data<float>().ToArray());
    }
}
