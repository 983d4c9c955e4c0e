using InpaintLab.Tests.Torch.Modules;
using InpaintLab.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.utils;

namespace InpaintLab.Tests.Torch.Optim;

public sealed class OptimizerTests
{
    private const int Steps = 5;

    private static readonly Dictionary<string, Func<IEnumerable<Parameter>, optim.Optimizer>> Optimisers = new()
    {
        ["adam"] = parameters => optim.Adam(parameters, lr: 0.1),
        ["adam_amsgrad"] = parameters => optim.Adam(parameters, 0.1, 0.5, 0.9, 1e-3, amsgrad: true, maximize: true),
        ["adam_decay"] = parameters => optim.Adam(parameters, 0.1, weight_decay: 0.1),
        ["sgd"] = parameters => optim.SGD(parameters, 0.1),
        ["sgd_momentum"] = parameters => optim.SGD(parameters, 0.1, momentum: 0.9, dampening: 0.1, weight_decay: 0.1),
        ["sgd_nesterov"] = parameters => optim.SGD(parameters, 0.1, momentum: 0.9, nesterov: true, maximize: true),
    };

    public static TheoryData<string> Names => [.. Optimisers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Five_steps_equal_PyTorchs_and_leave_nothing(string name)
    {
        NnGolden.LeavesNothing(() =>
        {
            using var scope = NewDisposeScope();
            using var golden = new NnGolden();
            var parameters = Start(golden);
            using var optimiser = Optimisers[name](parameters);
            for (var step = 0; step < Steps; step++)
            {
                SetGradients(golden, parameters, step);
                optimiser.step();
                for (var i = 0; i < parameters.Length; i++)
                {
                    golden.Check($"{name}/value{i}.{step}", parameters[i]);
                }
            }
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_resumed_run_is_bit_identical(string name)
    {
        using var scope = NewDisposeScope();
        using var golden = new NnGolden();
        var whole = Start(golden);
        var split = Start(golden);
        using var wholeOptimiser = Optimisers[name](whole);
        using var firstOptimiser = Optimisers[name](split);
        Run(golden, whole, wholeOptimiser, 0, Steps);
        Run(golden, split, firstOptimiser, 0, 2);

        var stored = OptimizerCheckpoint.Get(firstOptimiser, Named(split));
        var copies = stored.ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        firstOptimiser.Dispose();
        using var second = Optimisers[name](split);
        OptimizerCheckpoint.Load(second, Named(split), copies);
        Run(golden, split, second, 2, Steps);
        for (var i = 0; i < whole.Length; i++)
        {
            Assert.Equal(NnGolden.Values(whole[i]), NnGolden.Values(split[i]));
        }
    }

    [Fact]
    public void A_checkpoint_has_PyTorchs_names_and_the_learning_rates_and_wrong_ones_are_refused_whole()
    {
        using var scope = NewDisposeScope();
        using var golden = new NnGolden();
        var parameters = Start(golden);
        using var optimiser = optim.Adam([new Adam.ParamGroup([parameters[0]], lr: 0.5), new Adam.ParamGroup([parameters[1]], lr: 0.25)]);
        Run(golden, parameters, optimiser, 0, 1);
        optimiser.ParamGroups.First().LearningRate = 0.125;
        var stored = OptimizerCheckpoint.Get(optimiser, Named(parameters));
        string[] expected =
        [
            "exp_avg.p0", "exp_avg.p1", "exp_avg_sq.p0", "exp_avg_sq.p1", "group.0.initial_learning_rate", "group.0.learning_rate",
            "group.1.initial_learning_rate", "group.1.learning_rate", "step.p0", "step.p1",
        ];
        Assert.Equal(expected, stored.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0.125, stored["group.0.learning_rate"].item<double>());
        Assert.Equal(0.5, stored["group.0.initial_learning_rate"].item<double>());

        foreach (var (key, value) in new (string, Tensor)[] { ("exp_avg.p0", zeros([5])), ("exp_avg.p7", zeros([4])) })
        {
            var wrong = new Dictionary<string, Tensor>(stored) { [key] = value };
            var error = Assert.Throws<ArgumentException>(() => OptimizerCheckpoint.Load(optimiser, Named(parameters), wrong));
            Assert.Contains(key, error.Message, StringComparison.Ordinal);
        }

        stored.Remove("group.1.learning_rate");
        Assert.Throws<ArgumentException>(() => OptimizerCheckpoint.Load(optimiser, Named(parameters), stored));
        Assert.Throws<ArgumentException>(() => OptimizerCheckpoint.Get(optimiser, Named(parameters).Take(1)));
    }

    [Fact]
    public void Parameters_without_a_gradient_are_left_alone_and_count_their_own_steps()
    {
        using var scope = NewDisposeScope();
        using var golden = new NnGolden();
        var together = Start(golden);
        var apart = Start(golden);
        using var one = optim.Adam(together, lr: 0.1);
        using var other = optim.Adam(apart, lr: 0.1);
        Run(golden, together, one, 0, 2);
        Run(golden, [apart[0]], other, 0, 1);
        Assert.Equal(NnGolden.Values(golden.Read("optimiser/start1")), NnGolden.Values(apart[1]));

        // Now the first parameter is one step ahead of the second: each must get its own bias correction.
        apart[0].grad = golden.Read("optimiser/gradient0.1");
        apart[1].grad = golden.Read("optimiser/gradient1.0");
        other.step();
        Assert.Equal(NnGolden.Values(together[0]), NnGolden.Values(apart[0]));
        golden.Check("adam/value1.0", apart[1]);
        other.zero_grad();
        Assert.Null(apart[0].grad);
    }

    [Fact]
    public void Groups_keep_their_own_settings_and_a_parameter_is_in_one_only()
    {
        using var parameter = new Parameter(zeros([1]));
        using var other = new Parameter(zeros([1]));
        var group = new Adam.ParamGroup([parameter], new Adam.Options { beta1 = 0.1 });
        using var optimiser = new Adam([group], lr: 0.3, beta1: 0.7, beta2: 0.8);
        Assert.Equal((0.1, 0.8), optimiser.Betas);
        Assert.Equal(0.3, optimiser.ParamGroups.Single().LearningRate);
        Assert.Throws<ArgumentException>(() => optimiser.add_param_group(new Adam.ParamGroup([parameter])));
        optimiser.add_param_group(new Adam.ParamGroup { Parameters = [other] });
        Assert.Equal(2, optimiser.parameters().Count());
    }

    [Theory]
    [InlineData("clip_2", 2, 1)]
    [InlineData("clip_1", 1, 1)]
    [InlineData("clip_inf", double.PositiveInfinity, 1)]
    [InlineData("clip_not", 2, 100)]
    public void Clipping_by_norm_equals_PyTorchs(string name, double order, double most)
    {
        NnGolden.LeavesNothing(() =>
        {
            using var scope = NewDisposeScope();
            using var golden = new NnGolden();
            var parameters = Start(golden);
            SetGradients(golden, parameters, 0);
            golden.Check($"{name}/norm", tensor(clip_grad_norm_(parameters, most, order), dtype: ScalarType.Float64));
            for (var i = 0; i < parameters.Length; i++)
            {
                golden.Check($"{name}/gradient{i}", parameters[i].grad!);
            }
        });
    }

    [Fact]
    public void Values_are_clamped_and_a_NaN_is_not_hidden()
    {
        using var scope = NewDisposeScope();
        using var parameter = new Parameter(zeros([3]));
        parameter.grad = tensor(new[] { -5f, 0.5f, 5f });
        clip_grad_value_([parameter], 1);
        Assert.Equal([-1, 0.5, 1], NnGolden.Values(parameter.grad));
        parameter.grad = tensor(new[] { float.NaN, 1, 1 });
        Assert.True(double.IsNaN(clip_grad_norm_([parameter], 1)));
        Assert.All(NnGolden.Values(parameter.grad), value => Assert.True(double.IsNaN(value)));
        parameter.grad = null;
        Assert.Equal(0, clip_grad_norm_([parameter], 1));
    }

    [Fact]
    public void Parameters_go_into_one_vector_and_back()
    {
        using var scope = NewDisposeScope();
        using var layer = Linear(3, 2);
        var vector = parameters_to_vector(layer.parameters());
        Assert.Equal([8L], vector.shape);
        vector_to_parameters(arange(8, dtype: ScalarType.Float32), layer.parameters());
        Assert.Equal([0.0, 1, 2, 3, 4, 5], NnGolden.Values(layer.weight));
        Assert.Equal([6.0, 7], NnGolden.Values(layer.bias!));
        Assert.Throws<ArgumentException>(() => vector_to_parameters(zeros([9]), layer.parameters()));
    }

    [Theory]
    [InlineData("cosine")]
    [InlineData("step")]
    [InlineData("lambda")]
    public void Schedules_equal_PyTorchs(string name)
    {
        using var scope = NewDisposeScope();
        using var golden = new NnGolden();
        using var parameter = new Parameter(zeros([1]));
        using var optimiser = optim.SGD([parameter], 0.4);
        var schedule = name switch
        {
            "cosine" => optim.lr_scheduler.CosineAnnealingLR(optimiser, 10, eta_min: 0.01),
            "step" => optim.lr_scheduler.StepLR(optimiser, 3, gamma: 0.5),
            _ => optim.lr_scheduler.LambdaLR(optimiser, epoch => 1.0 / (1 + epoch)),
        };
        var rates = new double[10];
        for (var i = 0; i < rates.Length; i++)
        {
            rates[i] = optimiser.ParamGroups.Single().LearningRate;
            schedule.step();
        }

        golden.Check($"schedule_{name}/rates", tensor(rates));
    }

    [Fact]
    public void A_thousand_steps_keep_the_number_of_live_tensors()
    {
        using var layer = Linear(4, 4);
        using var optimiser = optim.Adam(layer.parameters());
        using var x = rand([2, 4]);
        Step();
        NnGolden.LeavesNothing(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                Step();
            }
        });

        void Step()
        {
            using var scope = NewDisposeScope();
            optimiser.zero_grad();
            layer.call(x).sum().backward();
            clip_grad_norm_(layer.parameters(), 1);
            optimiser.step();
        }
    }

    private static Parameter[] Start(NnGolden golden) =>
        [new Parameter(golden.Read("optimiser/start0")), new Parameter(golden.Read("optimiser/start1"))];

    private static IEnumerable<(string, Parameter)> Named(Parameter[] parameters) =>
        parameters.Select((parameter, index) => ($"p{index}", parameter));

    private static void SetGradients(NnGolden golden, Parameter[] parameters, int step)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i].grad = golden.Read($"optimiser/gradient{i}.{step}");
        }
    }

    private static void Run(NnGolden golden, Parameter[] parameters, optim.Optimizer optimiser, int from, int to)
    {
        for (var step = from; step < to; step++)
        {
            SetGradients(golden, parameters, step);
            optimiser.step();
        }
    }
}
