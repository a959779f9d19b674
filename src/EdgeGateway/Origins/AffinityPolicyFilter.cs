using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Origins;

/// <summary>
/// Maps YARP's default session affinity policy, HashCookie, to ArrCookie: the first needs System.IO.Hashing, which is
/// absent from the registry, and would answer 502 (docs/decisions/0001-packages.md).
/// </summary>
internal static class AffinityPolicyFilter
{
    private const string Missing = "HashCookie";
    private const string Replacement = "ArrCookie";

    public static ClusterConfig Apply(ClusterConfig cluster) =>
        cluster.SessionAffinity is { Enabled: true, Policy: null or Missing } affinity
            ? cluster with { SessionAffinity = affinity with { Policy = Replacement } }
            : cluster;
}
