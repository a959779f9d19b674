using System.Collections.Frozen;
using EdgeGateway.Templates.Tokenizing;

namespace EdgeGateway.Templates.Selecting;

/// <summary>
/// Finds the few steps worth testing on an element: each step is filed under its rarest demand (id, else a class, else the
/// type, else an attribute), so that hundreds of selectors cost one look-up per name.
/// </summary>
internal sealed class StepIndex
{
    private readonly FrozenDictionary<ulong, int[]> _byId;
    private readonly FrozenDictionary<ulong, int[]> _byClass;
    private readonly FrozenDictionary<ulong, int[]> _byType;
    private readonly FrozenDictionary<ulong, int[]> _byAttribute;

    public StepIndex(IReadOnlyList<SelectorStep> steps)
    {
        var numbered = steps.Select((step, number) => (step, number)).ToList();
        _byId = File(numbered.Where(s => s.step.Id is not null), s => s.Id!);
        _byClass = File(numbered.Where(s => s.step is { Id: null, Classes.Length: > 0 }), s => s.Classes[0]);
        _byType = File(numbered.Where(s => s.step is { Id: null, Classes.Length: 0, Type: not null }), s => s.Type!);
        var rest = numbered.Where(s => s.step is { Id: null, Classes.Length: 0, Type: null }).ToList();
        _byAttribute = File(rest.Where(s => s.step.Attributes.Length > 0), s => s.Attributes[0].Name);
        WithClass = [.. _byClass.Values.SelectMany(static numbers => numbers)];
        WithAttribute = [.. _byAttribute.Values.SelectMany(static numbers => numbers)];
        Others = [.. rest.Where(s => s.step.Attributes.Length == 0).Select(s => s.number)];
    }

    /// <summary>Steps that ask the start tag for nothing at all.</summary>
    public int[] Others { get; }

    /// <summary>All steps that are filed under a class.</summary>
    public int[] WithClass { get; }

    /// <summary>All steps that are filed under an attribute.</summary>
    public int[] WithAttribute { get; }

    public bool UsesId => _byId.Count > 0;

    public bool UsesClass => _byClass.Count > 0;

    public bool UsesAttribute => _byAttribute.Count > 0;

    public int[]? ForAttribute(ReadOnlySpan<byte> name) => _byAttribute.GetValueOrDefault(Key(name));

    public int[]? ForId(ReadOnlySpan<byte> id) => _byId.GetValueOrDefault(Key(id));

    public int[]? ForClass(ReadOnlySpan<byte> word) => _byClass.GetValueOrDefault(Key(word));

    public int[]? ForType(ReadOnlySpan<byte> name) => _byType.Count == 0 ? null : _byType.GetValueOrDefault(Key(name));

    private static FrozenDictionary<ulong, int[]> File(
        IEnumerable<(SelectorStep Step, int Number)> steps, Func<SelectorStep, byte[]> demand) =>
        steps.GroupBy(s => Key(demand(s.Step)), s => s.Number).ToFrozenDictionary(g => g.Key, g => g.ToArray());

    /// <summary>FNV-1a over the lower-case bytes: a pre-filter only, so collisions cost a test and nothing else.</summary>
    public static ulong Key(ReadOnlySpan<byte> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in text)
        {
            hash = (hash ^ AsciiText.ToLower(b)) * 1099511628211UL;
        }

        return hash;
    }
}
