using InpaintLab.Classical;
using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;
using InpaintLab.Imaging;
using InpaintLab.Metrics.Paired;
using InpaintLab.Models;
using InpaintLab.Runs;
using InpaintLab.Scripting;
using TorchSharp;

namespace InpaintLab.Training.Scripts;

/// <summary>
/// Scripts that define components: classes with the attributes of built-in ones, <c>[Mask("...")]</c> and so on. Only their classes count;
/// statements beside them are compiled and never run.
/// </summary>
public sealed class ComponentGlobals : ScriptGlobals
{
    /// <summary>The kind of these scripts.</summary>
    public static ScriptKind Kind { get; } = Of(typeof(ComponentGlobals));

    /// <summary>What scripts of a spec see: all layers up to training, and their namespaces.</summary>
    /// <param name="globals">The class whose members they can name.</param>
    internal static ScriptKind Of(Type globals) => new(
        globals,
        [
            typeof(UserErrorException).Assembly, typeof(ImageBuffer).Assembly, typeof(torch).Assembly, typeof(IDataset).Assembly,
            typeof(IClassicalMethod).Assembly, typeof(IModelFamily).Assembly, typeof(IPairedMetric).Assembly, typeof(RunWriter).Assembly,
            typeof(ScriptGlobals).Assembly, typeof(ComponentGlobals).Assembly,
        ],
        [
            "System", "System.Collections.Generic", "System.ComponentModel.DataAnnotations", "System.IO", "System.Linq",
            "InpaintLab.Core.Errors", "InpaintLab.Core.Randomness", "InpaintLab.Core.Registry", "InpaintLab.Core.Specs",
            "InpaintLab.Data.Masks", "InpaintLab.Data.Transforms", "InpaintLab.Imaging", "InpaintLab.Metrics.Paired",
            "InpaintLab.Models", "InpaintLab.Models.Layers", "InpaintLab.Models.Losses", "InpaintLab.Torch",
            "InpaintLab.Training.Evaluation", "InpaintLab.Training.Hooks", "InpaintLab.Training.Loop",
            "TorchSharp", "TorchSharp.Modules", "TorchSharp.torch",
        ]);
}
