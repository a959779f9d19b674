using EdgeGateway.Caching.Invalidation;
using EdgeGateway.Purging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace EdgeGateway.Tests.Purging;

public sealed class PurgeOrderTests
{
    [Theory]
    [InlineData("url=http://a/b%3Fc", PurgeKind.Url, "http://a/b?c", PurgeMode.Hard)]
    [InlineData("tag=page&soft=true", PurgeKind.Tag, "page", PurgeMode.Soft)]
    [InlineData("prefix=HTTPS://a/&soft=false", PurgeKind.Prefix, "HTTPS://a/", PurgeMode.Hard)]
    [InlineData("soft=true&host=shop.test:8443", PurgeKind.Host, "shop.test:8443", PurgeMode.Soft)]
    [InlineData("all=true", PurgeKind.All, "", PurgeMode.Hard)]
    public void ClearOrder_IsRead(string query, object kind, string target, PurgeMode mode)
    {
        Assert.Equal(new PurgeOrder((PurgeKind)kind, target, mode), PurgeOrder.Read(Query(query), out var problem));
        Assert.Empty(problem);
    }

    [Theory]
    [InlineData("", "exactly one of")]
    [InlineData("soft=true", "exactly one of")]
    [InlineData("all=false", "exactly one of")]
    [InlineData("tag=", "exactly one of")]
    [InlineData("tag=a&tag=b", "exactly one of")]
    [InlineData("tag=a&url=http://a/", "exactly one of")]
    [InlineData("url=/only/a/path", "'/only/a/path'")]
    [InlineData("prefix=shop.test/", "'shop.test/'")]
    [InlineData("url=ftp://a/", "'ftp://a/'")]
    [InlineData("host=http://a/", "'http://a/'")]
    [InlineData("tag=a&soft=maybe", "'maybe'")]
    [InlineData("tag=a&sofft=true", "Did you mean 'soft'?")]
    [InlineData("tags=a", "Did you mean 'tag'?")]
    public void UnclearOrder_IsRefusedInASentence(string query, string said)
    {
        Assert.Null(PurgeOrder.Read(Query(query), out var problem));
        Assert.Contains(said, problem, StringComparison.Ordinal);
    }

    private static QueryCollection Query(string text) => new(QueryHelpers.ParseQuery(text));
}
