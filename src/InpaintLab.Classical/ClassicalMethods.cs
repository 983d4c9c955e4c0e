using InpaintLab.Core.Registry;

namespace InpaintLab.Classical;

/// <summary>
/// The registered methods. Asking them needs no other part of the program, so that inpainting with one starts in a blink.
/// </summary>
public static class ClassicalMethods
{
    /// <summary>The registry of this assembly alone; built once.</summary>
    public static ComponentRegistry Registry { get; } = new(typeof(ClassicalMethods).Assembly);

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyCollection<ComponentInfo> All => Registry.All<FamilyAttribute>();

    /// <summary>The method of that name, or null.</summary>
    public static ComponentInfo? Find(string name) => All.FirstOrDefault(method => method.Name == name);
}
