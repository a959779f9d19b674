using System.Text;
using EdgeGateway.Primitives.Hashing;
using EdgeGateway.Primitives.Ids;

namespace EdgeGateway.Decisions.Experiments;

/// <summary>
/// A compiled experiment. Who gets what is a pure function of salt and visitor, so it is sticky without storage, equal on
/// every node, and independent of every other experiment. Immutable; assignment allocates nothing.
/// </summary>
/// <remarks>
/// Changing weights moves about as many visitors as the shares change and no more (see <see cref="VariantBuckets"/>).
/// The holdout is drawn by its own hash: growing or shrinking it moves nobody between variants.
/// </remarks>
public sealed class ExperimentModel
{
    private readonly VariantModel[] _variants;
    private readonly byte[] _buckets;
    private readonly ulong _variantSeed;
    private readonly ulong _holdoutSeed;
    private readonly int _holdoutBuckets;

    internal ExperimentModel(ExperimentDefinition definition, VariantModel[] variants)
    {
        var salt = definition.Salt ?? definition.Name;
        Name = definition.Name;
        _variants = variants;
        _buckets = VariantBuckets.Deal(salt, definition.Variants);
        _variantSeed = Hash64.Compute(Encoding.UTF8.GetBytes($"{salt}\nvariant"));
        _holdoutSeed = Hash64.Compute(Encoding.UTF8.GetBytes($"{salt}\nholdout"));
        _holdoutBuckets = (int)Math.Round(definition.Holdout * VariantBuckets.Count);
    }

    /// <summary>As the operator named it.</summary>
    public string Name { get; }

    /// <summary>The arms in the order written.</summary>
    public ReadOnlySpan<VariantModel> Variants => _variants;

    /// <summary>The visitor's arm; null for <see cref="VisitorId.None"/> and for visitors in the holdout.</summary>
    public VariantModel? Assign(VisitorId visitor)
    {
        if (visitor.IsNone)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[VisitorId.Size];
        visitor.Write(bytes);
        return Bucket(bytes, _holdoutSeed) < _holdoutBuckets ? null : _variants[_buckets[Bucket(bytes, _variantSeed)]];
    }

    /// <summary>The arm with this name, or null.</summary>
    public VariantModel? Find(ReadOnlySpan<char> name)
    {
        foreach (var variant in _variants)
        {
            if (name.SequenceEqual(variant.Name))
            {
                return variant;
            }
        }

        return null;
    }

    private static int Bucket(ReadOnlySpan<byte> visitor, ulong seed) =>
        (int)(Hash64.Compute(visitor, seed) % VariantBuckets.Count);
}
