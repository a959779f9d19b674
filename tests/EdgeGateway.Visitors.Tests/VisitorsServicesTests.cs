using EdgeGateway.Primitives.Ids;
using EdgeGateway.Storage.KeyValue;
using EdgeGateway.TestKit;
using EdgeGateway.Visitors.Consent;
using EdgeGateway.Visitors.Identity;
using EdgeGateway.Visitors.Profiles;
using EdgeGateway.Visitors.Tests.Profiles;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGateway.Visitors.Tests;

public sealed class VisitorsServicesTests
{
    [Fact]
    public async Task RegisteredServices_WorkTogetherOverOneKeyFolder()
    {
        var folder = Directory.CreateTempSubdirectory("edge-visitors");
        try
        {
            await using var services = new ServiceCollection()
                .AddSingleton<TimeProvider>(new ManualTimeProvider())
                .AddSingleton<IKeyValueStore, MemoryKeyValueStore>()
                .AddMetrics()
                .AddVisitors(folder.FullName, new ConsentOptions())
                .BuildServiceProvider();
            var cookie = services.GetRequiredService<VisitorCookie>();
            var id = cookie.NewId();

            services.GetRequiredService<ProfileStore>().Write(id, ProfileViewTests.Sample().Bytes);
            var header = cookie.CreateSetCookie(id, secure: true).Split(';')[0];

            Assert.Equal(id, cookie.Read(header).Visitor);
            Assert.NotEqual(VisitorId.None, id);
            Assert.True(services.GetRequiredService<ProfileStore>().TryRead(id, new byte[4096], out _));
            Assert.Equal(
                ConsentSource.Default, services.GetRequiredService<ConsentReader>().Read(header, default, default).Source);
            Assert.NotNull(services.GetRequiredService<VisitorsMetrics>());
            Assert.Equal(2, folder.GetFiles().Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
