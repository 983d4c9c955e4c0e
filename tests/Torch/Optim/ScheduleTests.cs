using InpaintLab.Tests.Torch.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace InpaintLab.Tests.Torch.Optim;

/// <summary>Further optimisers and all schedules against PyTorch (tests/Parity/nn/operators_golden.py).</summary>
public sealed class ScheduleTests
{
    private static readonly double[] Metrics = [1.0, 0.9, 0.9, 0.95, 0.9, 0.9, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];

    private static readonly Dictionary<string, Func<Optimizer, LRScheduler>> Schedules = new()
    {
        ["multi_step"] = o => MultiStepLR(o, [2, 5, 5], 0.5),
        ["exponential"] = o => ExponentialLR(o, 0.9),
        ["multiplicative"] = o => MultiplicativeLR(o, step => 1 - (0.05 * step)),
        ["constant"] = o => ConstantLR(o, 0.25, 3),
        ["linear"] = o => LinearLR(o, 0.2, 0.9, 6),
        ["polynomial"] = o => PolynomialLR(o, 8, 2),
        ["one_cycle"] = o => OneCycleLR(o, 0.5, total_steps: 13),
        ["one_cycle_linear"] = o =>
            OneCycleLR(o, 0.5, epochs: 13, steps_per_epoch: 1, anneal_strategy: impl.OneCycleLR.AnnealStrategy.Linear, three_phase: true),
        ["plateau"] = o => ReduceLROnPlateau(o, factor: 0.5, patience: 1, cooldown: 1, min_lr: [0.06]),
        ["sequential"] = o => SequentialLR(o, [LinearLR(o, 0.1, 1, 4), StepLR(o, 2, 0.5)], [4]),
    };

    private static readonly Dictionary<string, Func<Parameter, Optimizer>> Optimisers = new()
    {
        ["adamw"] = p => AdamW([p], lr: 0.1, weight_decay: 0.2),
        ["adamw_amsgrad"] = p => AdamW([p], 0.1, 0.5, 0.9, 1e-3, 0.01, amsgrad: true, maximize: true),
        ["rmsprop"] = p => RMSProp([p], lr: 0.1),
        ["rmsprop_centered"] = p => RMSProp([p], 0.1, 0.9, 1e-3, 0.1, 0.5, centered: true),
    };

    public static TheoryData<string> ScheduleNames => [.. Schedules.Keys];

    public static TheoryData<string> OptimiserNames => [.. Optimisers.Keys];

    [Theory]
    [MemberData(nameof(ScheduleNames))]
    public void Rates_and_momenta_equal_PyTorchs(string name)
    {
        using var scope = NewDisposeScope();
        using var golden = new NnGolden("operators_golden");
        using var optimiser = SGD([new Parameter(zeros([1]))], 0.4, momentum: 0.9);
        var schedule = Schedules[name](optimiser);
        var rows = new List<double>();
        foreach (var metric in Metrics)
        {
            rows.AddRange([schedule.get_last_lr().Single(), optimiser.Momentum]);
            if (name == "plateau")
                schedule.step(metric);
            else
                schedule.step();
        }

        golden.Check($"schedules/{name}", tensor(rows.ToArray(), [Metrics.Length, 2]), 1e-12);
    }

    [Theory]
    [MemberData(nameof(OptimiserNames))]
    public void Steps_equal_PyTorchs_and_leave_nothing(string name)
    {
        NnGolden.LeavesNothing(() =>
        {
            using var scope = NewDisposeScope();
            using var golden = new NnGolden("operators_golden");
            var parameter = new Parameter(golden.Read("optimisers/start"));
            using var optimiser = Optimisers[name](parameter);
            var values = new List<Tensor>();
            foreach (var gradient in golden.Read("optimisers/gradients").unbind())
            {
                parameter.grad = gradient;
                optimiser.step();
                values.Add(parameter.detach().clone());
            }

            golden.Check($"optimisers/{name}", stack(values));
        });
    }

    [Fact]
    public void A_group_keeps_its_settings_and_takes_the_others_from_the_optimiser()
    {
        using var scope = NewDisposeScope();
        Parameter first = new(zeros([1])), second = new(zeros([1]));
        var own = new AdamW.Options { beta1 = 0.5, LearningRate = 0.3 };
        using var optimiser = AdamW([new AdamW.ParamGroup([first], own), new AdamW.ParamGroup { Parameters = [second] }], 0.1, weight_decay: 0.7);
        var groups = optimiser.ParamGroups.Cast<AdamW.ParamGroup>().ToArray();
        Assert.Equal([(0.3, 0.5, 0.7), (0.1, 0.9, 0.7)], groups.Select(g => (g.LearningRate, g.Betas.Item1, g.Options.weight_decay!.Value)));
        Assert.Throws<ArgumentException>(() => optimiser.add_param_group(new SGD.ParamGroup([new Parameter(zeros([1]))])));
    }

    [Fact]
    public void Contradictory_schedules_are_refused()
    {
        using var scope = NewDisposeScope();
        using var optimiser = SGD([new Parameter(zeros([1]))], 0.4);
        using var other = SGD([new Parameter(zeros([1]))], 0.4);
        Assert.Throws<ArgumentException>(() => OneCycleLR(optimiser, 0.5));
        Assert.Throws<ArgumentException>(() => OneCycleLR(optimiser, 0.5, total_steps: 5, pct_start: 2));
        Assert.Throws<ArgumentException>(() => SequentialLR(optimiser, [StepLR(optimiser, 1)], [4]));
        Assert.Throws<ArgumentException>(() => SequentialLR(optimiser, [StepLR(other, 1)], []));
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(optimiser, mode: "least"));
        Assert.Throws<InvalidOperationException>(() => ReduceLROnPlateau(optimiser).step());
        var cycle = OneCycleLR(optimiser, 0.5, total_steps: 1);
        Assert.Throws<InvalidOperationException>(cycle.step);
    }
}
