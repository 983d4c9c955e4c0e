using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Training.Experiments;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Sweeps;

/// <summary>What the networks of a cell cost.</summary>
/// <param name="GeneratorParameters">Trained numbers of the generator.</param>
/// <param name="DiscriminatorParameters">Trained numbers of the discriminator; null where the cell trains none.</param>
/// <param name="GeneratorMultiplyAdds">Multiply-adds of one forward of the generator on one image at the cell's resolution.</param>
internal sealed record CellCost(long GeneratorParameters, long? DiscriminatorParameters, long GeneratorMultiplyAdds)
{
    /// <summary>
    /// One for each cell, null for a method without a network: networks are made and run once, so this loads libtorch. Equal networks are
    /// made once.
    /// </summary>
    /// <exception cref="Core.Errors.UserErrorException">Networks that do not take their cell's resolution.</exception>
    public static IReadOnlyList<CellCost?> Of(IReadOnlyList<SpecCell> cells)
    {
        var known = new Dictionary<(string, object, int, bool), CellCost>();
        return [.. cells.Select(cell =>
        {
            var spec = cell.Resolved.Spec;
            if (spec.Model.IsClassical())
                return null;
            var isAdversarial = spec.Objective.Adversarial.Kind != AdversarialKind.None;
            var key = (spec.Model.Name, spec.Model.Options, spec.Resolution, isAdversarial);
            if (!known.TryGetValue(key, out var cost))
                known[key] = cost = Of(spec, isAdversarial);
            return cost;
        })];
    }

    private static CellCost Of(ExperimentSpec spec, bool isAdversarial)
    {
        using var scope = NewDisposeScope();
        var family = spec.Model.Create<IModelFamily>();
        family.CheckResolution(spec.Model.Name, spec.Resolution);
        using var generator = family.CreateGenerator(spec.Resolution);
        using var discriminator = isAdversarial ? family.CreateDiscriminator(spec.Resolution) : null;
        var cost = NetworkCost.Of(generator, spec.Resolution);
        return new CellCost(cost.Parameters, discriminator is null ? null : NetworkCost.ParametersOf(discriminator), cost.MultiplyAdds);
    }
}
