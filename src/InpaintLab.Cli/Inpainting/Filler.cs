using InpaintLab.Classical;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Inpainting;

/// <summary>
/// What <c>inpaint</c> fills holes with: a classical method by its name or as a run evaluated it, or the network of a run.
/// </summary>
/// <param name="Run">The run; null for a method by its name.</param>
/// <param name="Method">The method with its options; null for a network.</param>
internal sealed record Filler(RunFolder? Run, ComponentSpec? Method)
{
    /// <summary>Finds it. A method's name wins over a run of the same name, which has an id, too.</summary>
    /// <param name="name">A method or a run.</param>
    /// <param name="methodOptions">Options of a method named so, as "radius=5".</param>
    /// <exception cref="UserErrorException">There is no such method or run, or the options do not fit.</exception>
    public static Filler Find(string name, IReadOnlyList<string> methodOptions)
    {
        const string Option = "--method-option";
        if (ClassicalMethods.Find(name) is { } method)
            return new Filler(null, ComponentOptions.Read(method, methodOptions, Option));
        var run = FindRun(name);
        if (methodOptions.Count > 0)
        {
            throw new UserErrorException(
                $"{Option}: expected the name of a method ({Names}), received the run '{name}', whose options are those of its spec");
        }

        var model = SpecLoader.Load(run.SpecPath, [], Components.Registry).Model;
        return new Filler(run, model.IsClassical() ? model : null);
    }

    private static string Names => string.Join(", ", ClassicalMethods.All.Select(m => m.Name));

    private static RunFolder FindRun(string name)
    {
        try
        {
            return RunSelector.Resolve(RunsRoot.Default(), name);
        }
        catch (UserErrorException e) when (NearestName.Of(name, ClassicalMethods.All.Select(m => m.Name)) is { } nearest)
        {
            throw new UserErrorException($"{e.Message} Or did you mean the method '{nearest}'?", e);
        }
    }
}
