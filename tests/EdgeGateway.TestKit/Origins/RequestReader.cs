using System.Globalization;

namespace EdgeGateway.TestKit.Origins;

/// <summary>Reads requests from a connection: head, then a body by Content-Length or chunks.</summary>
internal sealed class RequestReader(Stream stream)
{
    private readonly WireReader _wire = new(stream);

    /// <summary>The next request, or null when the connection ended.</summary>
    public async Task<ReceivedRequest?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await _wire.ReadHeadAsync(cancellationToken) is not { } head)
        {
            return null;
        }

        var bare = new ReceivedRequest(head, []);
        if (bare.Header("Transfer-Encoding") is not null)
        {
            return new ReceivedRequest(head, await _wire.ReadChunksAsync(cancellationToken) ?? []);
        }

        return bare.Header("Content-Length") is { } length
            ? new ReceivedRequest(
                head, await _wire.ReadExactlyAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellationToken) ?? [])
            : bare;
    }
}
