using System.Reflection;
using System.Runtime.CompilerServices;
using InpaintLab.Torch;
using InpaintLab.Torch.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch;

/// <summary>The dispatcher with the awkward schemas: every kind of argument and result crosses the border here.</summary>
public sealed class OperatorTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Optional_tensor_lists_take_null_for_undefined()
    {
        // aten::index.Tensor(Tensor self, Tensor?[] indices): [null, index] is x[:, index].
        var x = arange(6, ScalarType.Float32).view(2, 3);
        var picked = Operator.Get("aten::index", "Tensor").Call(x, new Tensor?[] { null, tensor(new long[] { 2, 0 }) });
        Assert.Equal([2f, 0f, 5f, 3f], picked.data<float>().ToArray());
    }

    [Fact]
    public void Every_operator_that_is_named_is_in_this_libtorch()
    {
        // One that a newer libtorch dropped would be met by whoever first uses its neighbours.
        // Of a GPU's alone it is asked at run time.
        var holders = typeof(Operator).Assembly.GetTypes().Where(t => !t.Name.EndsWith("CudaOps", StringComparison.Ordinal))
            .Where(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Any(f => f.FieldType == typeof(Operator)))
            .ToArray();
        Assert.True(holders.Length > 20, $"{holders.Length} classes");
        Assert.All(holders, t => RuntimeHelpers.RunClassConstructor(t.TypeHandle));
    }

    [Fact]
    public void Cholesky_factors_are_lower_or_upper_triangles()
    {
        var x = tensor(new float[] { 4, 2, 2, 5 }, [2, 2]);
        Assert.Equal([2f, 0f, 1f, 2f], x.cholesky().data<float>().ToArray());
        Assert.Equal([2f, 1f, 0f, 2f], x.cholesky(upper: true).contiguous().data<float>().ToArray());
    }

    [Fact]
    public void Lists_of_tensors_go_in_and_come_out()
    {
        var parts = Operator.Get("aten::split_with_sizes").CallList(arange(5, ScalarType.Int64), new long[] { 2, 3 }, 0);
        Assert.Equal(2, parts.Length);
        var joined = Operator.Get("aten::cat").Call(new[] { parts[1], parts[0] }, 0);
        Assert.Equal([2L, 3L, 4L, 0L, 1L], joined.data<long>().ToArray());
        var sums = Operator.Get("aten::_foreach_add", "List").CallList(parts, parts);
        Assert.Equal([4L, 6L, 8L], sums[1].data<long>().ToArray());
    }

    [Fact]
    public void In_place_operators_change_their_tensor_and_return_the_same_object()
    {
        var x = ones([2]);
        Assert.Same(x, x.add_(2));
        Assert.Equal([3f, 3f], x.data<float>().ToArray());
    }

    [Fact]
    public void Out_variants_write_into_the_given_tensor()
    {
        var target = zeros([2]);
        Operator.Get("aten::add", "out").CallVoid(ones([2]), ones([2]), 3, target);
        Assert.Equal([4f, 4f], target.data<float>().ToArray());
    }

    [Fact]
    public void One_int_fills_an_int2_and_a_list_is_taken_as_it_is()
    {
        var image = ones([1, 1, 5, 5]);
        var kernel = ones([1, 1, 3, 3]);
        var conv = Operator.Get("aten::conv2d");
        Assert.Equal([1, 1, 3, 3], conv.Call(image, kernel, Arg.None, 2, 1).shape);
        Assert.Equal([1, 1, 3, 5], conv.Call(image, kernel, Arg.None, new long[] { 2, 1 }, new long[] { 1, 1 }).shape);
    }

    [Fact]
    public void Strings_are_passed_as_text()
    {
        var conv = Operator.Get("aten::conv2d", "padding");
        Assert.Equal([1, 1, 5, 5], conv.Call(ones([1, 1, 5, 5]), ones([1, 1, 3, 3]), Arg.None, 1, "same").shape);
        Assert.Equal([3f], Operator.Get("aten::div", "Scalar_mode").Call(tensor(new[] { 7f }), 2, "floor").data<float>().ToArray());
    }

    [Fact]
    public void Dtype_device_and_memory_format_arguments()
    {
        var x = Operator.Get("aten::empty", "memory_format").Call(
            new long[] { 1, 2, 3, 4 }, ScalarType.Float64, Arg.None, CPU, false, InpaintLab.Torch.MemoryFormat.ChannelsLast);
        Assert.Equal(ScalarType.Float64, x.dtype);
        Assert.Equal([24, 1, 8, 2], x.stride());
        Assert.Equal(DeviceType.CPU, x.device_type);
        Assert.False(x.is_contiguous());
    }

    [Fact]
    public void Scalars_keep_their_kind()
    {
        var x = arange(3, ScalarType.Int64);
        Assert.Equal(ScalarType.Int64, (x * 2).dtype);
        Assert.Equal(ScalarType.Float32, (x * 2.0).dtype);
        Assert.Equal([0f, 0.5f, 1f], (x / 2).data<float>().ToArray());
        Assert.Equal([5L, 4L, 3L], (5 - x).data<long>().ToArray());
    }

    [Fact]
    public void Several_results_come_as_a_tuple()
    {
        var (values, indexes) = tensor(new[] { 1f, 5f, 2f }).max(0);
        Assert.Equal(5f, values.item<float>());
        Assert.Equal(1, indexes.item<long>());
        var (_, _, v) = Operator.Get("aten::svd").Call3(eye(3), true, true);
        Assert.Equal([3, 3], v.shape);
    }

    [Fact]
    public void Numbers_and_bools_come_back_as_scalars()
    {
        Assert.Equal(2.5, Operator.Get("aten::item").CallDouble(tensor(2.5)));
        Assert.True(Operator.Get("aten::equal").CallBool(ones([2]), ones([2])));
        Assert.Equal(7, tensor(7L).item<int>());
        Assert.True(tensor(true).item<bool>());
    }

    [Fact]
    public void Lists_longer_than_the_stack_buffer()
    {
        var many = Enumerable.Range(0, 500).Select(i => tensor((float)i).view(1)).ToArray();
        Assert.Equal(499f * 500 / 2, cat(many).sum().item<float>());
    }

    [Fact]
    public void Optional_bool_and_double_lists()
    {
        // upsample takes double[]? scale_factors; std.correction takes int? or Scalar? depending on the version.
        var up = Operator.Get("aten::upsample_nearest2d", "vec").Call(ones([1, 1, 2, 2]), Arg.None, new[] { 2.0, 3.0 });
        Assert.Equal([1, 1, 4, 6], up.shape);
        var (gradInput, gradWeight, gradBias) = Operator.Get("aten::convolution_backward").Call3(
            ones([1, 1, 3, 3]), ones([1, 1, 5, 5]), ones([1, 1, 3, 3]), new long[] { 1 }, new long[] { 1, 1 }, new long[] { 0, 0 }, new long[] { 1, 1 }, false, new long[] { 0, 0 }, 1,
            new[] { true, true, true });
        Assert.Equal([1, 1, 5, 5], gradInput.shape);
        Assert.Equal([1, 1, 3, 3], gradWeight.shape);
        Assert.Equal(9f, gradBias.item<float>());
    }

    [Fact]
    public void A_wrong_kind_of_argument_names_operator_argument_and_kinds()
    {
        var error = Assert.Throws<ArgumentException>(() => Operator.Get("aten::view").Call(ones([2]), "2"));
        Assert.Contains("aten::view", error.Message);
        Assert.Contains("'size'", error.Message);
        Assert.Contains("a list of int", error.Message);
        Assert.Contains("a string", error.Message);
    }

    [Fact]
    public void Too_many_or_missing_arguments_are_errors()
    {
        Assert.Contains("at most 1", Assert.Throws<ArgumentException>(() => Operator.Get("aten::relu").Call(ones([1]), 1)).Message);
        Assert.Contains("'mat2' is missing", Assert.Throws<ArgumentException>(() => Operator.Get("aten::mm").Call(ones([1, 1]))).Message);
    }

    [Fact]
    public void An_unknown_operator_is_an_error_and_can_be_asked_for()
    {
        Assert.False(Operator.Exists("aten::no_such_thing"));
        Assert.True(Operator.Exists("aten::add", "Tensor"));
        Assert.Contains("aten::no_such_thing", Assert.Throws<ArgumentException>(() => Operator.Get("aten::no_such_thing")).Message);
    }

    [Fact]
    public void Schemas_and_kernels_can_be_asked_for()
    {
        var add = Operator.Get("aten::add", "Tensor");
        Assert.StartsWith("aten::add.Tensor(Tensor self", add.Schema);
        Assert.True(add.HasKernel("CPU"));
    }

    [Fact]
    public void Libtorchs_errors_become_exceptions_without_a_stack_trace()
    {
        var error = Assert.Throws<TorchException>(() => ones([2, 3]).matmul(ones([2, 3])));
        Assert.Contains("mat1 and mat2 shapes cannot be multiplied", error.Message);
        Assert.DoesNotContain("frame #", error.Message);
        Assert.Equal(TorchErrorKind.Index, Assert.Throws<TorchException>(() => ones([2]).select(0, 5)).Kind);
    }
}
