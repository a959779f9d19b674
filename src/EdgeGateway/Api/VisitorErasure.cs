using EdgeGateway.Decisions.Recommendations;
using EdgeGateway.Events;
using EdgeGateway.Primitives.Ids;

namespace EdgeGateway.Api;

/// <summary>
/// Forgets a visitor everywhere: profile and journal first, durably, then the rows that were scored for them. In that order
/// nothing can be scored again from a profile that is still there.
/// </summary>
internal sealed class VisitorErasure(EventLog events, DecisionCache decisions)
{
    public async Task EraseAsync(VisitorId visitor, CancellationToken cancellationToken)
    {
        await events.EraseAsync(visitor, cancellationToken);
        await decisions.ForgetVisitorAsync(visitor, cancellationToken);
    }
}
