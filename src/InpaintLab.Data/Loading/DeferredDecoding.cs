using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Transforms;

namespace InpaintLab.Data.Loading;

/// <summary>When decoding can be left to the device that a batch goes to: nothing but crops and flips may come after it.</summary>
public static class DeferredDecoding
{
    /// <summary>Refuses a dataset or transforms of which the host needs pixels.</summary>
    /// <exception cref="UserErrorException">It names what needs them, and what to do.</exception>
    public static void Check(IDataset dataset, IReadOnlyList<ITransform> transforms)
    {
        if (transforms.Count > 0)
        {
            throw new UserErrorException(
                "training.decode: gpu expects training.transforms: [], since they change pixels on the host before a batch leaves it; "
                    + "leave one of the two out");
        }

        if (dataset is not ImageFileDataset files)
        {
            throw new UserErrorException(
                "training.decode: gpu expects a dataset of image files; this one's images are made, not decoded");
        }

        if (files.WhyNotDeferred is { } reason)
            throw new UserErrorException($"training.decode: gpu expects JPEG files that are used as they are; {reason}");
    }
}
