using InpaintLab.Torch.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam's settings with nothing left open.</summary>
internal readonly record struct AdamSettings(
    double LearningRate, double Beta1, double Beta2, double Epsilon, double WeightDecay, bool AmsGrad, bool Maximize);

/// <summary>
/// The step of Adam (arXiv:1412.6980) and AMSGrad (Reddi et al. 2018) on lists of tensors. On the CPU float32 is updated in one pass, on
/// CUDA by libtorch's fused kernel; elsewhere the operations and their order are those of PyTorch's multi-tensor version, so results are
/// equal to the last bit on the same libtorch.
/// </summary>
internal static class AdamStep
{
    private static readonly Tensor[] NoTensors = [];
    private static readonly bool FusedOnCuda = Ops.FusedCuda.HasKernel("CUDA");

    internal static readonly string[] SlotNames = ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"];

    internal static void Run(UpdateBatch batch, in AdamSettings settings)
    {
        var parameters = batch.Parameters;
        var gradients = Gradients(batch, parameters, settings);
        Tensor[] mean = batch.Slot(0), square = batch.Slot(1);
        if (batch.Counted is { } counted)
        {
            RunCounted(counted, parameters, gradients, mean, square, settings);
            return;
        }

        if (!settings.AmsGrad && parameters[0].device_type == DeviceType.CUDA && FusedOnCuda)
        {
            Ops.FusedCuda.CallVoid(
                parameters, gradients, mean, square, NoTensors, Repeated(
                    full([], (double)batch.Step, ScalarType.Float32, parameters[0].device), parameters.Length),
                settings.LearningRate, settings.Beta1, settings.Beta2, 0.0, settings.Epsilon, false, false);
            return;
        }

        if (!settings.AmsGrad && parameters[0].device_type == DeviceType.CPU)
        {
            Ops.Fused.CallVoid(
                parameters, gradients, mean, square, settings.LearningRate, settings.Beta1, settings.Beta2, settings.Epsilon, batch.Step);
            return;
        }

        Ops.MultiplyScalar.CallVoid(mean, settings.Beta1);
        Ops.AddList.CallVoid(mean, gradients, 1 - settings.Beta1);
        Ops.MultiplyScalar.CallVoid(square, settings.Beta2);
        Ops.AddProduct.CallVoid(square, gradients, gradients, 1 - settings.Beta2);
        if (settings.AmsGrad)
        {
            var largest = batch.Slot(2);
            Ops.Maximum.CallVoid(largest, square);
            square = largest;
        }

        var denominator = Ops.Root.CallList(square);
        Ops.DivideScalar.CallVoid(denominator, Math.Sqrt(1 - Math.Pow(settings.Beta2, batch.Step)));
        Ops.AddScalar.CallVoid(denominator, settings.Epsilon);
        Ops.AddQuotient.CallVoid(parameters, mean, denominator, -(settings.LearningRate / (1 - Math.Pow(settings.Beta1, batch.Step))));
    }

    /// <summary>
    /// Whether steps on a device can be counted there: the kernel that takes its numbers as tensors came with libtorch 2.1.
    /// </summary>
    internal static bool CanCountSteps(DeviceType device) =>
        device == DeviceType.CPU || (device == DeviceType.CUDA && Operator.Exists("aten::_fused_adam_", "tensor_lr"));

    /// <summary>Takes its share of the weights from the parameters: 1 - learning rate times decay remains.</summary>
    internal static void Shrink(UpdateBatch batch, in AdamSettings settings)
    {
        if (settings.WeightDecay == 0)
        {
            return;
        }

        if (batch.Counted is { } counted)
        {
            Ops.Scale.CallVoid(batch.Parameters, (1 - (counted.LearningRate * settings.WeightDecay)).to(ScalarType.Float32));
            return;
        }

        var factor = 1 - (settings.LearningRate * settings.WeightDecay);
        if (factor != 1)
        {
            Ops.MultiplyScalar.CallVoid(batch.Parameters, factor);
        }
    }

    // The count goes up on the device, so that a captured step may hold several updates.
    private static void RunCounted(
        CountedStep counted, Tensor[] parameters, Tensor[] gradients, Tensor[] mean, Tensor[] square, in AdamSettings settings)
    {
        counted.Step.add_(1);
        if (parameters[0].device_type == DeviceType.CPU)
        {
            Ops.FusedOfTensors.CallVoid(
                parameters, gradients, mean, square, counted.LearningRate, settings.Beta1, settings.Beta2, settings.Epsilon, counted.Step);
            return;
        }

        CudaOps.FusedOfTensors.CallVoid(
            parameters, gradients, mean, square, NoTensors, Repeated(counted.Step, parameters.Length),
            counted.LearningRate, settings.Beta1, settings.Beta2, 0.0, settings.Epsilon, false, false);
    }

    private static Tensor[] Repeated(Tensor value, int count)
    {
        var list = new Tensor[count];
        Array.Fill(list, value);
        return list;
    }

    private static Tensor[] Gradients(UpdateBatch batch, Tensor[] parameters, in AdamSettings settings)
    {
        var gradients = batch.Gradients;
        if (settings.Maximize)
        {
            gradients = Ops.Negate.CallList(gradients);
        }

        if (settings.WeightDecay != 0)
        {
            gradients = Ops.PlusList.CallList(gradients, parameters, settings.WeightDecay);
        }

        return gradients;
    }
}

file static class Ops
{
    internal static readonly Operator Fused = Operator.Get("inpaintlab::adam_");
    internal static readonly Operator FusedOfTensors = Operator.Get("inpaintlab::adam_", "tensor");
    internal static readonly Operator FusedCuda = Operator.Get("aten::_fused_adam_");
    internal static readonly Operator Scale = Operator.Get("inpaintlab::scale_");
    internal static readonly Operator MultiplyScalar = Operator.Get("aten::_foreach_mul_", "Scalar");
    internal static readonly Operator DivideScalar = Operator.Get("aten::_foreach_div_", "Scalar");
    internal static readonly Operator AddScalar = Operator.Get("aten::_foreach_add_", "Scalar");
    internal static readonly Operator AddList = Operator.Get("aten::_foreach_add_", "List");
    internal static readonly Operator PlusList = Operator.Get("aten::_foreach_add", "List");
    internal static readonly Operator AddProduct = Operator.Get("aten::_foreach_addcmul_", "Scalar");
    internal static readonly Operator AddQuotient = Operator.Get("aten::_foreach_addcdiv_", "Scalar");
    internal static readonly Operator Maximum = Operator.Get("aten::_foreach_maximum_", "List");
    internal static readonly Operator Root = Operator.Get("aten::_foreach_sqrt");
    internal static readonly Operator Negate = Operator.Get("aten::_foreach_neg");
}

// Apart: libtorch before 2.1 has none of these.
file static class CudaOps
{
    internal static readonly Operator FusedOfTensors = Operator.Get("aten::_fused_adam_", "tensor_lr");
}
