namespace EdgeGateway.Tests.Support;

/// <summary>One gateway for all tests of a class that leave no traces for each other.</summary>
public sealed class PlainGateway : IAsyncLifetime
{
    internal HostedGateway Gateway { get; private set; } = null!;

    public async Task InitializeAsync() => Gateway = await HostedGateway.StartAsync(
        "\"Segments\": { \"<b>x</b>\": { \"When\": \"true\" } }, \"Events\": { \"Limits\": { \"EventsPerRequest\": 3, \"BodyBytes\": \"1kB\" } }");

    public Task DisposeAsync() => Gateway.DisposeAsync().AsTask();
}
