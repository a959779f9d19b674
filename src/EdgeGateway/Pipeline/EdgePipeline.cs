using EdgeGateway.Explaining;
using EdgeGateway.Origins;

namespace EdgeGateway.Pipeline;

/// <summary>
/// The life of a request: the one list of its steps in their order. The cache comes first because it may know nothing of
/// the visitor; steps 2 to 4 run for pages with slots alone (docs/decisions/0005-cache-before-visitor.md). What follows is
/// YARP's own pipeline.
/// </summary>
internal static class EdgePipeline
{
    public static void UseEdgePipeline(this IApplicationBuilder proxy)
    {
        proxy.UseMiddleware<FailureStep>();    //   a plain error page with a request id for whatever goes wrong below
        if (proxy.ApplicationServices.GetService<ExplainSink>() is not null)
        {
            proxy.UseMiddleware<ExplainStep>(); // only for the explain command: looks at what the steps left behind
        }

        proxy.UseMiddleware<PreviewStep>();    //   explains the answer to those who hold a signed token
        proxy.UseMiddleware<PageCacheStep>();  // 1 shared HTTP cache; a miss fetches the origin once for all who wait
        proxy.UseMiddleware<IdentityStep>();   // 2 cookie, consent, client hints -> visitor or anonymous
        proxy.UseMiddleware<ProfileStep>();    // 3 stored profile, segment rules
        proxy.UseMiddleware<DecideStep>();     // 4 one decision for each slot of the page
        proxy.UseMiddleware<AssembleStep>();   // 5 stored bytes and fragments into the pipe
        proxy.UseMiddleware<CaptureStep>();    // 6 page view and exposures into the journal

        // Requests that the cache does not answer go on to the origin; so do the cache's own fetches.
        proxy.Use(next =>
        {
            proxy.ApplicationServices.GetRequiredService<OriginGate>().Open(next);
            return next;
        });
    }
}
