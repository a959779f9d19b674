using EdgeGateway.Templates.Compiling;

namespace EdgeGateway.Templates.Assembling;

/// <summary>A plan with each of its segments as a piece of a gzip body. Immutable, shared.</summary>
public sealed class DeflatedPlan
{
    private const int ObjectBytes = 64;

    private readonly DeflatedBytes[] _segments;

    private DeflatedPlan(PagePlan plan)
    {
        Plan = plan;
        SizeBytes = ObjectBytes;
        _segments = new DeflatedBytes[plan.Segments.Length];
        for (var i = 0; i < _segments.Length; i++)
        {
            _segments[i] = DeflatedBytes.Create(plan.Segments[i].Bytes.Span);
            SizeBytes += sizeof(long) + _segments[i].SizeBytes;
        }
    }

    /// <summary>Bytes of memory that it takes beside the plan, estimated.</summary>
    public long SizeBytes { get; }

    internal PagePlan Plan { get; }

    internal ReadOnlySpan<DeflatedBytes> Segments => _segments;

    /// <summary>Deflates all segments: about 11 ms a megabyte, so at most once on a request's way.</summary>
    public static DeflatedPlan Create(PagePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new DeflatedPlan(plan);
    }
}
