using FASTER.core;

namespace EdgeGateway.Storage.KeyValue;

/// <summary>What FASTER calls for each record while it holds the record's lock.</summary>
internal sealed class RecordFunctions : SpanByteFunctions<SpanByte, RecordOutput, Empty>
{
    /// <summary>Shared: it has no state.</summary>
    public static readonly RecordFunctions Instance = new();

    /// <inheritdoc/>
    public override bool SingleReader(
        ref SpanByte key, ref SpanByte input, ref SpanByte value, ref RecordOutput dst, ref ReadInfo readInfo)
    {
        dst.Take(key.AsReadOnlySpan(), value.AsReadOnlySpan(), readInfo.Address);
        return true;
    }

    /// <inheritdoc/>
    public override bool ConcurrentReader(
        ref SpanByte key, ref SpanByte input, ref SpanByte value, ref RecordOutput dst, ref ReadInfo readInfo)
    {
        dst.Take(key.AsReadOnlySpan(), value.AsReadOnlySpan(), readInfo.Address);
        return true;
    }

    // In place only when the size class is the same, so that a record never changes its extent in the log; filling records
    // (the empty key) are always new ones.
    /// <inheritdoc/>
    public override bool ConcurrentWriter(
        ref SpanByte key,
        ref SpanByte input,
        ref SpanByte src,
        ref SpanByte dst,
        ref RecordOutput output,
        ref UpsertInfo upsertInfo)
    {
        if (src.Length != dst.Length || key.Length == 0)
        {
            return false;
        }

        src.AsReadOnlySpan().CopyTo(dst.AsSpan());
        return true;
    }
}
