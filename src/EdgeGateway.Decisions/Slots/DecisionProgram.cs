using System.Collections.Frozen;
using EdgeGateway.Decisions.Experiments;
using EdgeGateway.Visitors.Segments;

namespace EdgeGateway.Decisions.Slots;

/// <summary>The compiled slots and experiments of a site. Immutable.</summary>
public sealed class DecisionProgram
{
    private readonly SlotModel[] _slots;
    private readonly ExperimentModel[] _experiments;
    private readonly FrozenDictionary<string, SlotModel> _byId;

    internal DecisionProgram(SlotModel[] slots, ExperimentModel[] experiments)
    {
        _slots = slots;
        _experiments = experiments;
        _byId = slots.ToFrozenDictionary(static slot => slot.Id, StringComparer.Ordinal);
    }

    /// <summary>No slots.</summary>
    public static DecisionProgram Empty { get; } = new([], []);

    /// <summary>The slots in the order written.</summary>
    public ReadOnlySpan<SlotModel> Slots => _slots;

    /// <summary>The experiments in the order written.</summary>
    public ReadOnlySpan<ExperimentModel> Experiments => _experiments;

    /// <summary>
    /// Compiles what an operator wrote. Every problem is added to <paramref name="problems"/>; with any, the program holds only
    /// what could be compiled and must not serve.
    /// </summary>
    public static DecisionProgram Compile(
        DecisionDefinitions definitions, SegmentProgram segments, DecisionNames names, ICollection<DecisionProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(problems);
        var contents = new ContentCompiler(names, problems);
        var experiments = new ExperimentCompiler(contents, problems).Compile(definitions.Experiments);
        var slots = new SlotCompiler(contents, segments, names, problems, definitions.Experiments, experiments)
            .Compile(definitions.Slots);
        return new DecisionProgram(slots, experiments);
    }

    /// <summary>The slot with this id, or null.</summary>
    public SlotModel? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>True when at least one slot belongs on this page; allocates nothing.</summary>
    /// <param name="route">The proxy route's id.</param>
    /// <param name="path">The path as received, without query.</param>
    public bool AppliesTo(string route, ReadOnlySpan<char> path)
    {
        foreach (var slot in _slots)
        {
            if (slot.AppliesTo(route, path))
            {
                return true;
            }
        }

        return false;
    }
}
