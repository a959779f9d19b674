using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using EdgeGateway.LoadTests.Measuring;
using EdgeGateway.LoadTests.Scenarios;
using EdgeGateway.Templates.Assembling;
using EdgeGateway.Templates.Compiling;
using EdgeGateway.Templates.Slots;

namespace EdgeGateway.LoadTests.Servers;

/// <summary>
/// What the gateway is compared with, on the same Kestrel: the finished page as one block, and the page assembled from a plan
/// with ready fragments and nothing decided. Also the origin of the measured gateways.
/// </summary>
internal static class BaselineServer
{
    /// <summary>Starts a server of this kind in a process of its own.</summary>
    public static Task<ServerProcess> StartAsync(string kind, int port, CancellationToken cancellationToken) =>
        ServerProcess.StartAsync(typeof(BaselineServer).Assembly.Location, ["serve", kind, $"{port}"],
            new Uri($"http://127.0.0.1:{port}/allocated"), new Uri($"http://127.0.0.1:{port}/allocated"), cancellationToken);

    public static async Task RunAsync(string kind, int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        var app = builder.Build();
        var page = kind switch
        {
            "raw" => WriteRaw(),
            "assembled" => WriteAssembled(),
            "objects" => WriteObjects(),
            _ => WriteOrigin(),
        };
        app.Run(context => context.Request.Path.StartsWithSegments("/allocated")
            ? context.Response.WriteAsync(
                $"dotnet_gc_heap_total_allocated_bytes_total {GC.GetTotalAllocatedBytes()}\n", cancellationToken)
            : page(context));
        await app.RunAsync(cancellationToken);
    }

    private static RequestDelegate WriteRaw()
    {
        var page = FilledPage();
        return context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = page.Length;
            return context.Response.Body.WriteAsync(page).AsTask();
        };
    }

    private static RequestDelegate WriteAssembled()
    {
        var (plan, contents) = PlanAndContents();
        return async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = PageAssembler.Measure(plan, contents);
            await context.Response.StartAsync();
            PageAssembler.Write(plan, contents, context.Response.BodyWriter);
        };
    }

    /// <summary>The plain page; with include tags under <c>/esi</c>, and what they name under <c>/include/</c>.</summary>
    private static RequestDelegate WriteOrigin()
    {
        var pages = ShopPage.Fragments().ToDictionary(static f => $"/include/{f.Slot}.html", static f => Encoding.UTF8.GetBytes(f.Html));
        pages["/esi"] = Encoding.UTF8.GetBytes(ShopPage.Include(static slot => $"<esi:include src=\"/include/{slot}.html\"/>"));
        return context =>
        {
            var page = pages.GetValueOrDefault(context.Request.Path.Value ?? "/", ShopPage.Html);
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.CacheControl = "public, max-age=3600";
            context.Response.ContentLength = page.Length;
            return context.Response.Body.WriteAsync(page).AsTask();
        };
    }

    /// <summary><c>/object/N</c> is N bytes that any cache may keep.</summary>
    private static RequestDelegate WriteObjects()
    {
        var objects = new ConcurrentDictionary<string, byte[]>();
        return context =>
        {
            var path = context.Request.Path.Value!;
            var bytes = objects.GetOrAdd(path, static path =>
            {
                var made = new byte[int.Parse(path.AsSpan("/object/".Length), CultureInfo.InvariantCulture)];
                new Random(7).NextBytes(made);
                return made;
            });
            context.Response.ContentType = "image/webp";
            context.Response.Headers.CacheControl = "public, max-age=3600";
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes).AsTask();
        };
    }

    private static byte[] FilledPage()
    {
        var (plan, contents) = PlanAndContents();
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        PageAssembler.Write(plan, contents, output);
        return output.WrittenSpan.ToArray();
    }

    private static (PagePlan Plan, SlotContent[] Contents) PlanAndContents()
    {
        var program = PageProgram.Compile(
            [.. ShopPage.Slots.Select(slot => new SlotMarkup(slot, "#" + slot, SlotPosition.Inner))], []);
        var plan = program.CreatePlan(ShopPage.Html, "text/html; charset=utf-8");
        return (plan, SampleFragments.For(plan));
    }
}
