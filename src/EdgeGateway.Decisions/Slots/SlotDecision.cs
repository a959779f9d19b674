using System.Runtime.InteropServices;
using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Primitives.Catalogue;
using EdgeGateway.Primitives.Hashing;
using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Decisions.Slots;

/// <summary>
/// What fills one slot and why. Pooled and reused by the caller; each decision overwrites the one before. Not thread-safe.
/// </summary>
public sealed class SlotDecision
{
    private static readonly IReadOnlyDictionary<string, string> NoValues = new Dictionary<string, string>();

    private readonly CatalogueItem[] _items = new CatalogueItem[RecommendDefinition.MaxCount];
    private SlotContentModel? _content;

    /// <summary>The slot decided; null before the first decision.</summary>
    public SlotModel? Slot { get; private set; }

    /// <summary>What to show; null keeps the origin's bytes.</summary>
    public SlotContentModel? Content => _content is { KeepsOrigin: false } ? _content : null;

    /// <summary>The fragment to show, or null.</summary>
    public string? Fragment => _content?.Fragment;

    /// <summary>Number of the decision of the page that this one repeats, -1 for none.</summary>
    public int RepeatOf { get; private set; } = -1;

    /// <summary>Texts for the fragment by name.</summary>
    public IReadOnlyDictionary<string, string> Values => _content?.Values ?? NoValues;

    /// <summary>Items for the fragment's cards, best first; empty for a fragment without a row.</summary>
    public ReadOnlySpan<CatalogueItem> Items => _items.AsSpan(0, Count);

    /// <summary>
    /// The array behind <see cref="Items"/>, for readers that cannot take a span; longer than <see cref="Count"/>.
    /// </summary>
    public CatalogueItem[] ItemArray => _items;

    /// <summary>How many items there are.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// What filled the slot. A row inside a variant says where its items came from; <see cref="Experiment"/> tells the test.
    /// </summary>
    public DecisionSource Source { get; private set; }

    /// <summary>Why the origin's bytes stayed or a row took a lower rung; <see cref="FallbackReason.None"/> otherwise.</summary>
    public FallbackReason Reason { get; private set; }

    /// <summary>Position in <c>Choose</c> of the choice that decided; -1 when none did.</summary>
    public int Choice { get; private set; }

    /// <summary>The experiment that decided, or null.</summary>
    public string? Experiment { get; private set; }

    /// <summary>The variant the visitor is assigned to, or null.</summary>
    public string? Variant { get; private set; }

    /// <summary>
    /// True when the variant was truly shown, so that an exposure may be recorded: a variant whose row failed or came late
    /// left the origin's bytes, while a control arm without fragment shows exactly those.
    /// </summary>
    public bool IsExposure => Variant is not null && Source != DecisionSource.Fallback && RepeatOf < 0;

    /// <summary>Name of the model that scored the items, or null.</summary>
    public string? Model { get; private set; }

    /// <summary>Version of that model, or null.</summary>
    public string? ModelVersion { get; private set; }

    /// <summary>Time the decision took.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>
    /// Hash of what the slot shows: fragment, values, ids and versions of the items; 0 for the origin's bytes. Equal decisions
    /// give equal hashes on every node. A page's entity tag needs beside it the stored page and the version of the fragments.
    /// </summary>
    public ulong DecisionHash
    {
        get
        {
            if (Content is null)
            {
                return 0;
            }

            var hash = _content!.FrameHash;
            Span<ulong> parts = stackalloc ulong[2];
            foreach (var item in Items)
            {
                parts[0] = Hash64.Compute(MemoryMarshal.AsBytes(item.Id.AsSpan()));
                parts[1] = item.Version;
                hash = Hash64.Compute(MemoryMarshal.AsBytes(parts), hash);
            }

            return hash == 0 ? 1 : hash;
        }
    }

    /// <summary>Where a row is collected before it is decided.</summary>
    internal Span<CatalogueItem> Buffer => _items;

    /// <summary>Nothing is decided, because an outer slot that is filled hides this one.</summary>
    /// <param name="slot">The hidden slot.</param>
    public void Skip(SlotModel slot)
    {
        Begin(slot);
        Reason = FallbackReason.OuterSlot;
    }

    /// <summary>The same slot at another place of the page shows the same.</summary>
    /// <param name="other">The decision.</param>
    /// <param name="index">Its number.</param>
    public void Repeat(SlotDecision other, int index)
    {
        ArgumentNullException.ThrowIfNull(other);
        Begin(other.Slot!);
        other.Items.CopyTo(_items);
        (_content, Count, Source, Reason, Choice) = (other._content, other.Count, other.Source, other.Reason, other.Choice);
        (Experiment, Variant, Model, ModelVersion) = (other.Experiment, other.Variant, other.Model, other.ModelVersion);
        RepeatOf = other.RepeatOf < 0 ? index : other.RepeatOf;
    }

    internal void Begin(SlotModel slot)
    {
        RepeatOf = -1;
        Slot = slot;
        Choice = -1;
        Experiment = null;
        Variant = null;
        Elapsed = TimeSpan.Zero;
        KeepOrigin(FallbackReason.None);
    }

    internal void Assign(int choice, string experiment, string variant)
    {
        Choice = choice;
        Experiment = experiment;
        Variant = variant;
    }

    internal void Show(int choice, SlotContentModel content, DecisionSource source)
    {
        Choice = choice;
        _content = content;
        Source = source;
        Reason = FallbackReason.None;
    }

    internal void ShowItems(int choice, SlotContentModel content, in RowResult row)
    {
        Show(choice, content, row.Source);
        Count = row.Count;
        Reason = row.Reason;
        Model = row.Model;
        ModelVersion = row.ModelVersion;
    }

    /// <summary>
    /// The origin's bytes stay. An assignment is kept: who was assigned and got nothing must still be countable.
    /// </summary>
    /// <param name="reason">Why.</param>
    public void KeepOrigin(FallbackReason reason)
    {
        _content = null;
        Count = 0;
        Source = DecisionSource.Fallback;
        Reason = reason;
        Model = null;
        ModelVersion = null;
    }

    internal void Finish(TimeSpan elapsed) => Elapsed = elapsed;
}
