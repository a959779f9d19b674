using System.Collections.Frozen;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Templates.Fragments;

namespace EdgeGateway.Templates.Tests;

/// <summary>A folder of templates for one test, removed after it.</summary>
internal sealed class TemplateFolder : IDisposable
{
    public static readonly Dictionary<string, string> NoValues = [];

    public TemplateFolder(params (string Name, string Text)[] templates)
    {
        foreach (var (name, text) in templates)
        {
            File.WriteAllText(System.IO.Path.Combine(Path, $"{name}.hbs"), text);
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("edge-templates").FullName;

    public FragmentLibrary Load() => FragmentLibrary.Load(Path);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public static CatalogueItem Item(string id, ulong version, params (string Name, string Value)[] fields) =>
        new(id, 0, version, true, string.Empty, fields.ToFrozenDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal));
}
