using InpaintLab.Classical;
using InpaintLab.Core.Registry;
using InpaintLab.Data.Datasets;
using InpaintLab.Metrics.Paired;
using InpaintLab.Models;

namespace InpaintLab.Training.Experiments;

/// <summary>All components that specs can name: those of the data, model and metric layers, and the methods without training.</summary>
public static class Components
{
    /// <summary>The registry; built once.</summary>
    public static ComponentRegistry Registry { get; } =
        new(typeof(IDataset).Assembly, typeof(IModelFamily).Assembly, typeof(IClassicalMethod).Assembly, typeof(IPairedMetric).Assembly);
}
