using InpaintLab.Classical;
using InpaintLab.Core.Registry;
using InpaintLab.Data.Datasets;
using InpaintLab.Metrics.Paired;
using InpaintLab.Models;
using InpaintLab.Training.Scripts;

namespace InpaintLab.Training.Experiments;

/// <summary>
/// All components that specs can name without a script: those of the data, model and metric layers, and the methods without training.
/// </summary>
public static class Components
{
    /// <summary>The scripts that specs can name.</summary>
    public static ScriptLibrary Scripts => ScriptLibrary.Default;

    /// <summary>The registry; built once.</summary>
    public static ComponentRegistry Registry { get; } = With(Scripts);

    /// <summary>The same components, with other scripts.</summary>
    public static ComponentRegistry With(IComponentScripts scripts) =>
        new(typeof(IDataset).Assembly, typeof(IModelFamily).Assembly, typeof(IClassicalMethod).Assembly, typeof(IPairedMetric).Assembly)
        {
            Scripts = scripts,
        };
}
