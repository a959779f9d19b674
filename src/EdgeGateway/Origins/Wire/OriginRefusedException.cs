using EdgeGateway.Primitives.Outcomes;

namespace EdgeGateway.Origins.Wire;

/// <summary>The origin's response has no clear meaning.</summary>
internal sealed class OriginRefusedException(OriginRefusal refusal, Exception inner)
    : HttpRequestException($"The origin's response is refused: {refusal.ToText()}.", inner)
{
    public OriginRefusal Refusal { get; } = refusal;
}
