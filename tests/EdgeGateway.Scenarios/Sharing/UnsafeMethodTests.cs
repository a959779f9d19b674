namespace EdgeGateway.Scenarios.Sharing;

/// <summary>What an unsafe request ends (RFC 9111 section 4.4).</summary>
public sealed class UnsafeMethodTests(PlainSite site) : IClassFixture<PlainSite>
{
    [Theory]
    [InlineData("POST", "201 Created", "Location: {0}", true)]
    [InlineData("PUT", "200 OK", "Content-Location: {0}", true)]
    [InlineData("DELETE", "303 See Other", "Location: {0}", true)]
    [InlineData("M-SEARCH", "200 OK", "Location: {0}", true)]
    [InlineData("POST", "500 Internal Server Error", "Location: {0}", false)]
    [InlineData("POST", "404 Not Found", "Location: {0}", false)]
    [InlineData("POST", "200 OK", "Location: http://other.example{0}", false)]
    [InlineData("OPTIONS", "200 OK", "Location: {0}", false)]
    public async Task TargetNamedByTheAnswer_IsFetchedAnew(string method, string status, string field, bool ended)
    {
        var named = $"/named/{method}-{status[..3]}-{field.Length}";
        var target = "/changes" + named;
        site.Origin.Answer(named, "old", "Cache-Control: max-age=60");
        site.Origin.Answer(target, "done", string.Format(field, named), status: status);
        await site.GetHitAsync(named);

        await site.SendAsync(method, target, "", "");
        site.Origin.Answer(named, "new", "Cache-Control: max-age=60");

        Assert.Equal(ended ? "new" : "old", (await site.GetAsync(named)).Text);
    }
}
