namespace EdgeGateway.Scenarios.Conformance;

/// <summary>Where the tests come from.</summary>
public enum Edition
{
    /// <summary>The npm package that build.sh fetches.</summary>
    Package,

    /// <summary>A checkout of the suite's repository, newer than the package, that EDGE_CACHE_TESTS names.</summary>
    Checkout,
}

/// <summary>A fact that needs Node.js and an edition of the suite and skips, saying which, where one is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CacheTestsFactAttribute : FactAttribute
{
    public CacheTestsFactAttribute(Edition edition)
    {
        Edition = edition;
        Skip = ReasonAgainst(edition);
    }

    public Edition Edition { get; }

    private static string? ReasonAgainst(Edition edition)
    {
        var folder = edition == Edition.Package ? CacheTestSuite.PackageFolder : Environment.GetEnvironmentVariable("EDGE_CACHE_TESTS");
        if (!Directory.Exists(folder))
        {
            return edition == Edition.Package
                ? "The HTTP cache tests are not there: run tests/EdgeGateway.Scenarios/Conformance/fetch-cache-tests.sh."
                : "EDGE_CACHE_TESTS does not name a checkout of the HTTP cache tests, with 'npm install' run in it.";
        }

        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator).Any(place => File.Exists(Path.Combine(place, "node")))
            ? null
            : "'node' is not on the path: install Node.js to run the HTTP cache tests.";
    }
}
