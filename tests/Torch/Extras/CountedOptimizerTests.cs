using InpaintLab.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Extras;

/// <summary>Steps whose numbers come as tensors are the steps of the host.</summary>
public sealed class CountedOptimizerTests
{
    [Theory]
    [InlineData("adam")]
    [InlineData("adam, decay")]
    [InlineData("adamw, decay")]
    public void Counted_steps_are_those_of_the_host(string kind)
    {
        using var scope = NewDisposeScope();
        using Case host = new(kind), counted = new(kind);
        for (var step = 0; step < 8; step++)
        {
            host.Rate(step);
            host.Update(step);
            counted.Rate(step);
            if (step == 1)
                CountedOptimizer.Begin(counted.Optimizer);
            if (step >= 1)
                CountedOptimizer.Advance(counted.Optimizer, 1);
            counted.Update(step);
        }

        Assert.Equal(host.Values(), counted.Values());
        Assert.Equal(host.State(), counted.State());
        CountedOptimizer.End(counted.Optimizer);
        host.Update(8);
        counted.Update(8);
        Assert.Equal(host.Values(), counted.Values());
    }

    [Fact]
    public void Several_updates_of_one_step_count_on()
    {
        using var scope = NewDisposeScope();
        using Case host = new("adam"), counted = new("adam");
        host.Update(0);
        counted.Update(0);
        CountedOptimizer.Begin(counted.Optimizer);
        CountedOptimizer.Advance(counted.Optimizer, 2);
        for (var step = 1; step < 3; step++)
        {
            host.Update(step);
            counted.Update(step);
        }

        Assert.Equal(host.Values(), counted.Values());
        Assert.Equal(host.State(), counted.State());
    }

    [Fact]
    public void Others_than_Adam_cannot()
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(zeros([2]));
        using var sgd = optim.SGD([parameter], 0.1);
        using var amsgrad = optim.Adam([parameter], amsgrad: true);
        Assert.False(CountedOptimizer.CanBegin(sgd));
        Assert.False(CountedOptimizer.CanBegin(amsgrad));
        Assert.Throws<NotSupportedException>(() => CountedOptimizer.Begin(sgd));
    }

    [Fact]
    public void A_gradient_that_comes_later_is_refused()
    {
        using var scope = NewDisposeScope();
        Parameter first = new(ones([2])), second = new(ones([2]));
        using var adam = optim.Adam([first, second]);
        first.sum().backward();
        adam.step();
        CountedOptimizer.Begin(adam);
        CountedOptimizer.Advance(adam, 1);
        second.sum().backward();
        Assert.Throws<InvalidOperationException>(() => adam.step());
    }

    private sealed class Case : IDisposable
    {
        private readonly Parameter _first = new(linspace(-1, 1, 6).reshape(2, 3));
        private readonly Parameter _second = new(linspace(0, 3, 4));

        public void Dispose()
        {
            Optimizer.Dispose();
            _first.Dispose();
            _second.Dispose();
        }

        public Case(string kind) => Optimizer = kind switch
        {
            "adam" => optim.Adam([_first, _second], 0.1),
            "adam, decay" => optim.Adam([_first, _second], 0.1, weight_decay: 0.01),
            _ => optim.AdamW([_first, _second], 0.1, weight_decay: 0.1),
        };

        public optim.Optimizer Optimizer { get; }

        public void Rate(int step)
        {
            foreach (var group in Optimizer.ParamGroups)
                group.LearningRate = 0.1 / (step + 1);
        }

        public void Update(int step)
        {
            using var scope = NewDisposeScope();
            Optimizer.zero_grad();
            (_first.pow(2).sum() + ((_second - step) * _second).sum()).backward();
            Optimizer.step();
        }

        public float[] Values() => [.. _first.data<float>().ToArray(), .. _second.data<float>().ToArray()];

        public Dictionary<string, double[]> State() => OptimizerCheckpoint.Get(Optimizer, [("first", _first), ("second", _second)])
            .ToDictionary(s => s.Key, s => s.Value.to(ScalarType.Float64).data<double>().ToArray());
    }
}
