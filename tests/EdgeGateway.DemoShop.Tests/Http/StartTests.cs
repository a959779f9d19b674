namespace EdgeGateway.DemoShop.Tests.Http;

public sealed class StartTests(RunningShop shop) : IClassFixture<RunningShop>
{
    [Fact]
    public async Task PortInUse_IsToldInOneSentence()
    {
        var main = typeof(ShopSite).Assembly.EntryPoint!;
        var errors = new StringWriter();
        var before = Console.Error;
        Console.SetError(errors);
        try
        {
            // The compiler's entry point for an asynchronous Program waits and hands on the exit code.
            var exit = await Task.Run(() => main.Invoke(null, [new[] { "--urls", shop.Address.ToString() }]));

            Assert.Equal(2, exit);
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.StartsWith("The shop cannot start: Failed to bind to address", errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors.ToString(), StringComparison.Ordinal);
    }
}
