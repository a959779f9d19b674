using System.Diagnostics.Metrics;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Identity;
using EdgeGateway.Visitors.Profiles;

namespace EdgeGateway.Visitors;

/// <summary>What is counted about visitors; tags come from enums only. Thread-safe.</summary>
public sealed class VisitorsMetrics
{
    private readonly Counter<long> _identities;
    private readonly Counter<long> _consents;
    private readonly Counter<long> _damaged;
    private readonly Counter<long> _bots;

    /// <summary>Makes the meter <c>EdgeGateway.Visitors</c>.</summary>
    public VisitorsMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("EdgeGateway.Visitors");
        _identities = meter.CreateCounter<long>(
            "edge.visitors.identities", "{request}", "Requests by what became of their visitor cookie.");
        _consents = meter.CreateCounter<long>("edge.visitors.consents", "{request}", "Requests by what decided their consent.");
        _damaged = meter.CreateCounter<long>(
            "edge.visitors.damaged_profiles", "{profile}", "Stored profiles that could not be read.");
        _bots = meter.CreateCounter<long>("edge.visitors.bots", "{request}", "Requests of programs.");
    }

    /// <summary>Counts a request by its visitor cookie.</summary>
    public void Identity(IdentityOutcome outcome)
    {
        if (_identities.Enabled)
        {
            _identities.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToText()));
        }
    }

    /// <summary>Counts a request by what decided its consent.</summary>
    public void Consent(ConsentSource source)
    {
        if (_consents.Enabled)
        {
            _consents.Add(1, new KeyValuePair<string, object?>("source", source.ToText()));
        }
    }

    /// <summary>Counts a profile that could not be read; <see cref="ProfileDamage.None"/> counts nothing.</summary>
    public void Profile(ProfileDamage damage)
    {
        if (damage != ProfileDamage.None && _damaged.Enabled)
        {
            _damaged.Add(1, new KeyValuePair<string, object?>("damage", damage.ToText()));
        }
    }

    /// <summary>Counts a request of a program.</summary>
    public void Bot() => _bots.Add(1);
}
