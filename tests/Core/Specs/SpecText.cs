using InpaintLab.Core.Specs;

namespace InpaintLab.Tests.Core.Specs;

internal static class SpecText
{
    public static ExperimentSpec Load(string text, params string[] overrides) =>
        SpecLoader.LoadText(text, "spec.yaml", overrides, FakeComponents.Registry);

    public static IReadOnlyList<SpecError> ErrorsOf(string text, params string[] overrides) =>
        Assert.Throws<SpecException>(() => Load(text, overrides)).Errors;

    /// <summary>The one error of the spec, as "line:column: message".</summary>
    public static string ErrorOf(string text, params string[] overrides)
    {
        var error = Assert.Single(ErrorsOf(text, overrides));
        return $"{error.Line}:{error.Column}: {error.Message}";
    }
}
