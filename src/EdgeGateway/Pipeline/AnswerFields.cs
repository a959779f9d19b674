using EdgeGateway.Caching;

namespace EdgeGateway.Pipeline;

/// <summary>
/// The header rules of a policy, applied as an answer leaves, so that they hold for hits, fetches, passed requests and error pages
/// alike and a reload changes them at once. A policy without rules costs one comparison.
/// </summary>
internal static class AnswerFields
{
    private static readonly Func<object, Task> OnStarting = static state =>
    {
        var (headers, policy) = ((IHeaderDictionary, CachePolicy))state;
        foreach (var name in policy.RemoveHeaders)
        {
            headers.Remove(name);
        }

        foreach (var (name, value) in policy.SetHeaders)
        {
            headers[name] = value;
        }

        return Task.CompletedTask;
    };

    public static void Attach(HttpResponse response, CachePolicy policy)
    {
        if (policy.SetHeaders.Count > 0 || policy.RemoveHeaders.Count > 0)
        {
            response.OnStarting(OnStarting, (response.Headers, policy));
        }
    }
}
