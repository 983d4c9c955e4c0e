using InpaintLab.Torch.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam's settings with nothing left open.</summary>
internal readonly record struct AdamSettings(
    double LearningRate, double Beta1, double Beta2, double Epsilon, double WeightDecay, bool AmsGrad, bool Maximize);

/// <summary>
/// The step of Adam (arXiv:1412.6980) and AMSGrad (Reddi et al. 2018) on lists of tensors. On the CPU float32 is updated in one pass;
/// elsewhere the operations and their order are those of PyTorch's multi-tensor version, so results are equal to the last bit on the
/// same libtorch.
/// </summary>
internal static class AdamStep
{
    internal static readonly string[] SlotNames = ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"];

    internal static void Run(UpdateBatch batch, in AdamSettings settings)
    {
        var parameters = batch.Parameters;
        var gradients = Gradients(batch, parameters, settings);
        Tensor[] mean = batch.Slot(0), square = batch.Slot(1);
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

    /// <summary>Multiplies the parameters by a factor.</summary>
    internal static void Shrink(Tensor[] parameters, double factor)
    {
        if (factor != 1)
        {
            Ops.MultiplyScalar.CallVoid(parameters, factor);
        }
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
