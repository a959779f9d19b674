using System.Diagnostics;
using System.IO.Compression;
using EdgeGateway.Scenarios.Sites;

namespace EdgeGateway.Scenarios.Sharing;

/// <summary>A personalised page for clients that take gzip: ready pieces in one ordinary member.</summary>
public sealed class GzipPageTests(PersonalSite site) : IClassFixture<PersonalSite>
{
    private const string Gzip = "Accept-Encoding: gzip, deflate, br, zstd\r\n";

    [Fact]
    public async Task ClientWithGzip_GetsTheSamePagePacked()
    {
        var visitor = await Visitor.ConsentingAsync(site);
        await visitor.ViewAsync("a1", "b2", "a3");
        var plain = await visitor.GetAsync("/other");

        var packed = await visitor.GetAsync("/other", Gzip + TestSite.HasAnother);

        Assert.Equal((200, "gzip", "Accept-Encoding"), (packed.Status, packed.Header("Content-Encoding"), packed.Header("Vary")));
        Assert.Equal(plain.Body, Unpack(packed.Body));
        Assert.Equal($"{packed.Body.Length}", packed.Header("Content-Length"));
        Assert.Equal((null, "Accept-Encoding"), (plain.Header("Content-Encoding"), plain.Header("Vary")));
        Assert.Equal(["a3", "b2", "a1"], Visitor.Row(plain, "Recently viewed"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Accept-Encoding: br\r\n")]
    [InlineData("Accept-Encoding: identity\r\n")]
    [InlineData("Accept-Encoding: gzip;q=0, *\r\n")]
    public async Task ClientWithoutGzip_GetsThePageAsItIs(string headers)
    {
        var page = await site.GetAsync("/", headers);

        Assert.Equal((200, null), (page.Status, page.Header("Content-Encoding")));
        Assert.EndsWith("</html>", page.Text.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_HaveTagsOfTheirOwnAndEachIsAnswered304()
    {
        var plain = (await site.GetAsync("/", TestSite.HasAnother)).Header("ETag");
        var packed = (await site.GetAsync("/", Gzip + TestSite.HasAnother)).Header("ETag");

        var same = await site.GetAsync("/", $"{Gzip}If-None-Match: {packed}\r\n");
        var other = await site.GetAsync("/", $"{Gzip}If-None-Match: {plain}\r\n");

        Assert.NotEqual(plain, packed);
        Assert.Equal((304, packed, "Accept-Encoding", null),
            (same.Status, same.Header("ETag"), same.Header("Vary"), same.Header("Content-Encoding")));
        Assert.Equal((200, packed), (other.Status, other.Header("ETag")));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Gzip)]
    public async Task Head_HasTheFieldsOfGet(string headers)
    {
        var get = await site.GetAsync("/product/a1", headers);

        var head = await site.SendAsync("HEAD", "/product/a1", headers);

        foreach (var name in new[] { "Content-Length", "Content-Encoding", "Content-Type", "ETag", "Vary", "Cache-Control" })
        {
            Assert.Equal((name, get.Header(name)), (name, head.Header(name)));
        }

        Assert.Empty(head.Body);
    }

    [Theory]
    [InlineData("Range: bytes=0-9\r\n")]
    [InlineData("Range: bytes=0-9\r\nAccept-Encoding: gzip\r\n")]
    public async Task Range_IsAnsweredWithTheWholePage(string headers)
    {
        var page = await site.GetAsync("/", headers);

        Assert.Equal((200, null, null), (page.Status, page.Header("Content-Range"), page.Header("Accept-Ranges")));
        Assert.True(page.Body.Length > 100);
    }

    [Fact]
    public async Task ManyAtOnce_GetThePagePackedFromTheFirst()
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => site.GetAsync("/product/b1", Gzip)));

        Assert.All(pages, page => Assert.Equal((200, "gzip"), (page.Status, page.Header("Content-Encoding"))));
        Assert.Single(pages.Select(page => Convert.ToHexString(page.Body)).Distinct());
    }

    [Theory]
    [InlineData("gzip", "-dc")]
    [InlineData("python3", "-c", "import sys,zlib;d=zlib.decompressobj(31);b=d.decompress(open(sys.argv[1],'rb').read());assert d.eof and not d.unused_data;sys.stdout.buffer.write(b)")]
    [InlineData("node", "-e", "process.stdout.write(require('zlib').gunzipSync(require('fs').readFileSync(process.argv[1])))")]
    public async Task OtherUnpackers_ReadTheSameBytes(string program, params string[] arguments)
    {
        var packed = await site.GetAsync("/product/a2", Gzip);
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, packed.Body);

        var read = await RunAsync(program, [.. arguments, file]);

        File.Delete(file);
        Assert.Equal(Unpack(packed.Body), read ?? Unpack(packed.Body));
    }

    [Fact]
    public async Task Curl_ShowsThePage()
    {
        var plain = await site.GetHitAsync("/product/a3");

        var read = await RunAsync("curl", ["-sS", "--compressed", "--noproxy", "*", $"{site.Gateway.Site}product/a3"]);

        Assert.Equal(plain.Body, read ?? plain.Body);
    }

    /// <summary>What a program wrote; null where it is not installed.</summary>
    private static async Task<byte[]?> RunAsync(string program, string[] arguments)
    {
        if (!Array.Exists((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), folder => File.Exists(Path.Combine(folder, program))))
        {
            return null;
        }

        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var unpacking = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        unpacking.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
