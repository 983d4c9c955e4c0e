using InpaintLab.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Tests.Torch.Modules;

public sealed class ModuleTests
{
    private sealed class Block : Module<Tensor, Tensor>
    {
        internal readonly Conv2d conv = Conv2d(2, 2, 3, padding: 1);
        internal readonly Parameter gamma = Parameter(zeros([1]));
        internal readonly Tensor scale = ones([1]);
        private readonly List<Module> _ignored = [BatchNorm2d(1, affine: false, track_running_stats: false)];

        internal Block()
            : base(nameof(Block))
        {
            RegisterComponents();
        }

        public BatchNorm2d Norm { get; } = BatchNorm2d(2);

        internal int Ignored => _ignored.Count;

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return (input + (gamma * Norm.call(conv.call(input)))).MoveToOuterDisposeScope();
        }
    }

    private sealed class Network : Module<Tensor, Tensor, Tensor>
    {
        internal readonly Block first = new();
        internal readonly ModuleList<Block> rest = ModuleList(new Block(), new Block());
        internal readonly Sequential head = Sequential(("squeeze", Conv2d(2, 1, 1)), ("act", Tanh()));

        internal Network()
            : base(nameof(Network))
        {
            RegisterComponents();
            register_buffer("transient", zeros([1]), persistent: false);
        }

        public override Tensor forward(Tensor input1, Tensor input2)
        {
            using var scope = NewDisposeScope();
            var x = first.call(input1 * input2);
            foreach (var block in rest)
            {
                x = block.call(x);
            }

            return head.call(x).MoveToOuterDisposeScope();
        }
    }

    [Fact]
    public void Fields_register_by_name_as_in_TorchSharp()
    {
        using var block = new Block();
        Assert.Equal(["gamma", "conv.weight", "conv.bias", "<Norm>k__BackingField.weight", "<Norm>k__BackingField.bias"], Names(block));
        Assert.Contains("scale", block.named_buffers().Select(entry => entry.name));
        Assert.Contains("<Norm>k__BackingField.running_mean", block.state_dict().Keys);
        Assert.Equal(2, block.named_children().Count());
        Assert.Equal(1, block.Ignored);
    }

    [Fact]
    public void Trees_have_dotted_names()
    {
        using var network = new Network();
        Assert.Equal(["first", "rest", "head"], network.named_children().Select(entry => entry.name));
        Assert.Contains("rest.1.conv", network.named_modules().Select(entry => entry.name));
        Assert.Contains("head.squeeze.weight", Names(network));
        Assert.Same(network.rest[1].gamma, network.get_parameter("rest.1.gamma"));
        Assert.Same(network.first.scale, network.get_buffer("first.scale"));
        Assert.True(network.has_buffer("transient"));
        Assert.False(network.has_parameter("rest.2.gamma"));
        Assert.DoesNotContain("transient", network.state_dict().Keys);
        Assert.DoesNotContain("transient", network.named_buffers(include_nonpersistent: false).Select(entry => entry.name));
        Assert.StartsWith("g.first", network.state_dict(prefix: "g").Keys.First(), StringComparison.Ordinal);
        Assert.Equal(2, network.parameters(recurse: false).Count() + network.buffers(recurse: false).Count() + 1);
    }

    [Fact]
    public void A_shared_parameter_counts_once_and_is_stored_under_both_names()
    {
        using var a = Linear(2, 2);
        using var b = Linear(2, 2);
        b.weight = a.weight;
        using var both = Sequential(a, b);
        Assert.Equal(["0.weight", "0.bias", "1.bias"], Names(both));
        Assert.Equal(4, both.state_dict().Count);
    }

    [Fact]
    public void Training_mode_reaches_every_module_and_apply_calls_the_deepest_first()
    {
        using var network = new Network();
        network.eval();
        Assert.All(network.modules(), module => Assert.False(module.training));
        network.train();
        Assert.All(network.modules(), module => Assert.True(module.training));
        var order = new List<string>();
        network.apply(module => order.Add(module.GetName()));
        Assert.Equal("Conv2d", order[0]);
        Assert.Equal(nameof(Network), order[^1]);
    }

    [Fact]
    public void A_state_dict_is_copied_with_conversion()
    {
        using var scope = NewDisposeScope();
        using var source = new Network();
        using var target = new Network();
        var weight = target.first.conv.weight;
        var state = source.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.to(ScalarType.Float64));
        target.load_state_dict(state);
        Assert.Same(weight, target.first.conv.weight);
        Assert.Equal(ScalarType.Float32, weight.dtype);
        Assert.Equal(NnGolden.Values(source.first.conv.weight), NnGolden.Values(weight));
        Assert.True(weight.requires_grad);
    }

    [Fact]
    public void A_state_dict_that_does_not_fit_names_the_keys_and_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var block = new Block();
        var before = NnGolden.Values(block.conv.bias!);
        var state = block.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach() + 1);
        state["gamma"] = zeros([2]);
        state.Remove("scale");
        state["more"] = zeros([1]);
        var message = Assert.Throws<InvalidOperationException>(() => block.load_state_dict(state)).Message;
        Assert.Contains("gamma: expected [1], received [2]", message, StringComparison.Ordinal);
        Assert.Contains("scale: missing", message, StringComparison.Ordinal);
        Assert.Contains("more: not in the module", message, StringComparison.Ordinal);
        Assert.Equal(before, NnGolden.Values(block.conv.bias!));

        Assert.Throws<InvalidOperationException>(() => block.load_state_dict(state, strict: false));
        var (missing, unexpected) = block.load_state_dict(state, strict: false, skip: ["gamma"]);
        Assert.Equal(["scale"], missing);
        Assert.Equal(["more"], unexpected);
        Assert.NotEqual(before, NnGolden.Values(block.conv.bias!));
    }

    [Fact]
    public void A_move_makes_new_parameters_in_the_fields_too_and_disposes_the_old()
    {
        NnGolden.LeavesNothing(() =>
        {
            using var block = new Block();
            block.gamma.requires_grad = false;
            var (weight, gamma, scale, mean) = (block.conv.weight, block.gamma, block.scale, block.Norm.running_mean!);
            Assert.Same(block, block.to(ScalarType.Float32));
            Assert.Same(weight, block.conv.weight);
            block.to(ScalarType.Float64);
            Assert.All(new[] { weight, gamma, scale, mean }, old => Assert.True(old.IsInvalid));
            Assert.All(block.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
            Assert.Same(block.gamma, block.get_parameter("gamma"));
            Assert.False(block.gamma.requires_grad);
            Assert.True(block.conv.weight.requires_grad);
            Assert.Equal(ScalarType.Float64, block.scale.dtype);
            Assert.Equal(ScalarType.Int64, block.Norm.num_batches_tracked!.dtype);
            using var x = zeros([1, 2, 4, 4], dtype: ScalarType.Float64);
            using var y = block.call(x);
            Assert.Equal(ScalarType.Float64, y.dtype);
        });
    }

    [Fact]
    public void Parameters_outlive_the_scope_they_are_made_in_and_die_with_the_module()
    {
        NnGolden.LeavesNothing(() =>
        {
            Network network;
            using (NewDisposeScope())
            {
                network = new Network();
            }

            using (network)
            {
                using var scope = NewDisposeScope();
                var y = network.call(rand([1, 2, 4, 4]), ones([1]));
                Assert.Equal(3, scope.DisposablesCount);
                y.sum().backward();
                network.zero_grad(set_to_none: false);
                Assert.Equal(0, network.first.gamma.grad!.item<float>());
                network.zero_grad();
                Assert.Null(network.first.gamma.grad);
            }

            Assert.True(network.first.gamma.IsInvalid);
            network.Dispose();
        });
    }

    [Fact]
    public void A_parameter_takes_its_tensor_over_and_is_a_leaf()
    {
        using var scope = NewDisposeScope();
        var source = ones([2], requires_grad: true) * 2;
        var parameter = new Parameter(source);
        Assert.True(source.IsInvalid);
        Assert.True(parameter.is_leaf);
        Assert.True(parameter.requires_grad);
        Assert.Equal([2.0, 2], NnGolden.Values(parameter));
        Assert.True(scope.Contains(parameter));
        using var block = new Block();
        block.register_parameter("more", parameter);
        Assert.False(scope.Contains(parameter));
    }

    [Fact]
    public void Gradients_are_required_or_not_for_a_whole_module()
    {
        using var block = new Block();
        block.RequireGradients(false);
        Assert.All(block.parameters(), parameter => Assert.False(parameter.requires_grad));
        block.RequireGradients(true);
        Assert.All(block.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    [Fact]
    public void Names_are_checked()
    {
        using var block = new Block();
        using var free = zeros([1]);
        Assert.Throws<InvalidOperationException>(() => block.register_buffer("gamma", free));
        Assert.Throws<ArgumentException>(() => block.register_buffer("a.b", free));
        Assert.Throws<ArgumentException>(() => block.register_module("", block.conv));
    }

    [Fact]
    public void A_module_list_renames_its_modules_by_place()
    {
        using var list = ModuleList<Module>(Identity(), Linear(1, 2));
        var last = list[1];
        list.Insert(0, ReLU());
        Assert.Equal(["2.weight", "2.bias"], Names(list));
        list.RemoveAt(0);
        Assert.True(list.Remove(list[0]));
        Assert.Equal(["0.weight", "0.bias"], Names(list));
        Assert.Same(last, list.Single());
        list.append(Tanh());
        Assert.Equal(["0", "1"], list.named_children().Select(entry => entry.name));
    }

    [Fact]
    public void A_sequence_names_its_modules_and_passes_the_input_through_when_empty()
    {
        using var scope = NewDisposeScope();
        using var steps = Sequential(ReLU(), Sigmoid()).append("last", Tanh());
        Assert.Equal(["0", "1", "last"], steps.named_children().Select(entry => entry.name));
        Assert.Equal(3, steps.Count);
        using var none = Sequential();
        using var x = ones([2]);
        using var y = none.call(x);
        Assert.NotSame(x, y);
        Assert.Equal(NnGolden.Values(x), NnGolden.Values(y));
    }

    private static IEnumerable<string> Names(Module module) => module.named_parameters().Select(entry => entry.name);
}
