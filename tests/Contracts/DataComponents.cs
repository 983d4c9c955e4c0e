using InpaintLab.Core.Registry;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Packing;
using InpaintLab.Tests.Data;

namespace InpaintLab.Tests.Contracts;

/// <summary>Creates every registered mask, transform and dataset with its default options, and with files for those that read some.</summary>
public sealed class DataComponents : IDisposable
{
    private const string Pack = "images.pack";

    private static readonly ComponentRegistry Registry = new ComponentRegistry(typeof(IDataset).Assembly).With(NewComponents.Types);

    private readonly TemporaryFolder _files = new TemporaryFolder()
        .WithImages("train", 7).WithImages("val", 4).WithImages("test", 3).WithMasks("masks", 9)
        .WithImages("img_align_celeba", 14, width: 178, height: 218, extension: ".jpg");

    public DataComponents()
    {
        File.WriteAllLines(_files["list_eval_partition.txt"], Enumerable.Range(0, 14).Select(i => $"{i:d2}.jpg {(i < 7 ? 0 : i < 11 ? 1 : 2)}"));
        var images = new Images(new ImagesOptions { Root = _files.Path });
        PackWriter.Write(_files[Pack], images, images.Splits, PackStorage.Decoded, side: null, _ => { }, CancellationToken.None);
    }

    public static TheoryData<string> Masks => [.. Registry.All<MaskAttribute>().Select(c => c.Name)];

    public static TheoryData<string> Transforms => [.. Registry.All<TransformAttribute>().Select(c => c.Name)];

    public static TheoryData<string> Datasets => [.. Registry.All<DatasetAttribute>().Select(c => c.Name)];

    public T Create<T>(Type attribute, string name, params (string Property, object Value)[] changes)
        where T : class
    {
        var info = Registry.Find(attribute, name);
        var options = Activator.CreateInstance(info.OptionsType)!;
        var root = attribute == typeof(MaskAttribute) ? _files["masks"] : name == "packed" ? _files[Pack] : _files.Path;
        info.OptionsType.GetProperty("Root")?.SetValue(options, root);
        foreach (var (property, value) in changes)
            info.OptionsType.GetProperty(property)!.SetValue(options, value);
        return ComponentRegistry.Create<T>(info, options);
    }

    public void Dispose() => _files.Dispose();
}
