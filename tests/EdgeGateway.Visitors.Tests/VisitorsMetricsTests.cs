using System.Diagnostics.Metrics;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Identity;
using EdgeGateway.Visitors.Profiles;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGateway.Visitors.Tests;

public sealed class VisitorsMetricsTests
{
    [Fact]
    public void Outcomes_AreCountedUnderTheirWords()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new VisitorsMetrics(services.GetRequiredService<IMeterFactory>());
        var seen = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "EdgeGateway.Visitors")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) =>
                seen.Add($"{instrument.Name} {value} {(tags.Length > 0 ? tags[0].Key + "=" + tags[0].Value : "")}".TrimEnd()));
        listener.Start();

        metrics.Identity(IdentityOutcome.UnknownKey);
        metrics.Consent(ConsentSource.GlobalPrivacyControl);
        metrics.Profile(ProfileDamage.None);
        metrics.Profile(ProfileDamage.Checksum);
        metrics.Bot();

        Assert.Equal(
            [
                "edge.visitors.identities 1 outcome=unknown-key", "edge.visitors.consents 1 source=global-privacy-control",
                "edge.visitors.damaged_profiles 1 damage=checksum", "edge.visitors.bots 1",
            ],
            seen);
    }

    [Fact]
    public void EveryOutcome_HasAWord()
    {
        Assert.All(Enum.GetValues<IdentityOutcome>(), outcome => Assert.NotEmpty(outcome.ToText()));
        Assert.All(Enum.GetValues<ConsentSource>(), source => Assert.NotEmpty(source.ToText()));
        Assert.All(Enum.GetValues<ProfileDamage>(), damage => Assert.NotEmpty(damage.ToText()));
    }
}
