using EdgeGateway.Benchmarks.Fuzzing;
using EdgeGateway.TestKit.Pages;
using Xunit.Abstractions;

namespace EdgeGateway.Templates.Tests.Streaming;

/// <summary>Damaged real pages and tag soup, with very long tokens: the same page comes out however it is cut.</summary>
public sealed class DamagedPagesTests(ITestOutputHelper output)
{
    [Fact]
    public void DamagedPages_PassTheSameHoweverTheyAreCut()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (pages, check) = (new PageMutator(random), new StreamCheck(random));
        for (var count = 1; count <= 150; count++)
        {
            var problem = check.Run(pages.Next());

            Assert.True(problem is null, $"page {count} of seed {seed}: {problem}");
        }

        Assert.True(check.Found > 0, $"no slot of seed {seed} was filled");
    }
}
