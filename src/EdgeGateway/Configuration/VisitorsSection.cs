using EdgeGateway.Visitors.Consent;

namespace EdgeGateway.Configuration;

/// <summary>Reads <c>Edge:Visitors</c>: what a visitor who was not asked yet has agreed to.</summary>
internal static class VisitorsSection
{
    private static readonly string[] Defaults = ["opt-in", "opt-out"];

    public static ConsentOptions Read(ConfigNode edge)
    {
        var node = edge.Object("Visitors");
        var consent = node.Object("Consent");
        var optOut = consent.Word("Default", Defaults) == "opt-out";
        var options = new ConsentOptions
        {
            Default = optOut ? Purposes.Necessary | Purposes.Analytics | Purposes.Personalisation : Purposes.Necessary,
            HonourDoNotTrack = consent.Flag("HonourDoNotTrack", otherwise: true),
        };
        consent.RejectUnknownKeys();
        node.RejectUnknownKeys();
        return options;
    }
}
