using EdgeGateway.Caching;

namespace EdgeGateway.Pipeline;

/// <summary>
/// Step 5: bytes into the pipe. A page with slots becomes this visitor's page, from its plan or while it passes; any other answer is
/// written as stored or as it arrives; without an answer the request goes on to the origin.
/// </summary>
internal sealed class AssembleStep(RequestDelegate next, PageWriter pages, PassingPages passing)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.EdgeRequest();
        if (request.Answer is not { } answer)
        {
            return request.Passing is null ? next(context) : PassForwardedAsync(context, request);
        }

        var writing = request.Page is { } page ? pages.WriteAsync(context, request, page, answer)
            : request.Passing is null ? AnswerWriter.WriteAsync(context, answer)
            : PassAnswerAsync(context, request, answer);
        return writing.IsCompletedSuccessfully ? next(context) : GoOnAfterAsync(writing, context);
    }

    // Methods of their own: the closures would be made for every request otherwise.
    private Task PassForwardedAsync(HttpContext context, EdgeRequestFeature request) =>
        passing.PassAsync(context, request, () => next(context));

    private Task PassAnswerAsync(HttpContext context, EdgeRequestFeature request, CacheAnswer answer) =>
        passing.PassAsync(context, request, () => AnswerWriter.WriteAsync(context, answer));

    private async Task GoOnAfterAsync(Task writing, HttpContext context)
    {
        await writing;
        await next(context);
    }
}
