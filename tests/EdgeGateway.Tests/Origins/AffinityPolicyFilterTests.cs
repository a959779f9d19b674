using EdgeGateway.Origins;
using Yarp.ReverseProxy.Configuration;

namespace EdgeGateway.Tests.Origins;

public sealed class AffinityPolicyFilterTests
{
    [Theory]
    [InlineData(true, null, "ArrCookie")]
    [InlineData(true, "HashCookie", "ArrCookie")]
    [InlineData(true, "Cookie", "Cookie")]
    [InlineData(true, "CustomHeader", "CustomHeader")]
    [InlineData(false, "HashCookie", "HashCookie")]
    [InlineData(null, null, null)]
    public void PolicyThatIsAbsentHere_IsReplaced(bool? enabled, string? policy, string? expected)
    {
        var cluster = new ClusterConfig
        {
            ClusterId = "a",
            SessionAffinity = new SessionAffinityConfig { Enabled = enabled, Policy = policy, AffinityKeyName = "k" },
        };

        Assert.Equal(expected, AffinityPolicyFilter.Apply(cluster).SessionAffinity!.Policy);
    }

    [Fact]
    public void ClusterWithoutAffinity_StaysAsItIs()
    {
        var cluster = new ClusterConfig { ClusterId = "a" };

        Assert.Same(cluster, AffinityPolicyFilter.Apply(cluster));
    }
}
