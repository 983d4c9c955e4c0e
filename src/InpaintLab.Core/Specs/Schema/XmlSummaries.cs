using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace InpaintLab.Core.Specs.Schema;

/// <summary>
/// The summaries of documentation comments, from the XML files that the compiler puts beside assemblies; nothing where there is no such
/// file.
/// </summary>
internal sealed partial class XmlSummaries
{
    private readonly Dictionary<Assembly, Dictionary<string, string>> _summaries = [];

    public string? Of(Type type) => Find(type.Assembly, $"T:{NameOf(type)}");

    public string? Of(PropertyInfo property) =>
        Find(property.DeclaringType!.Assembly, $"P:{NameOf(property.DeclaringType!)}.{property.Name}");

    public string? Of(FieldInfo field) => Find(field.DeclaringType!.Assembly, $"F:{NameOf(field.DeclaringType!)}.{field.Name}");

    private string? Find(Assembly assembly, string member)
    {
        if (!_summaries.TryGetValue(assembly, out var summaries))
            _summaries[assembly] = summaries = Read(Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml"));
        return summaries.GetValueOrDefault(member);
    }

    private static Dictionary<string, string> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        var members = XDocument.Load(path).Descendants("member");
        return members.Where(m => m.Element("summary") is not null)
            .ToDictionary(m => m.Attribute("name")!.Value, m => Text(m.Element("summary")!));
    }

    // References read as the name of what they refer to, other markup as its text.
    private static string Text(XElement element)
    {
        var words = element.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" or "paramref" or "typeparamref" } e when e.IsEmpty => LastName(e.Attributes().First().Value),
            XElement e => Text(e),
            _ => "",
        });
        return Space().Replace(string.Concat(words), " ").Trim();
    }

    private static string LastName(string reference) => reference[(reference.LastIndexOfAny(['.', ':']) + 1)..];

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Space();
}
