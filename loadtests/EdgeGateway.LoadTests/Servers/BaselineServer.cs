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

    private static RequestDelegate WriteOrigin() => context =>
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "public, max-age=3600";
        context.Response.ContentLength = ShopPage.Html.Length;
        return context.Response.Body.WriteAsync(ShopPage.Html).AsTask();
    };

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
