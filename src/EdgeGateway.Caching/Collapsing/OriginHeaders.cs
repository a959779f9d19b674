using EdgeGateway.Caching.Keys;
using EdgeGateway.Caching.Storage;
using Microsoft.AspNetCore.Http;

namespace EdgeGateway.Caching.Collapsing;

/// <summary>Builds the header fields of a shared fetch from those of the request that caused it. Cookies never pass.</summary>
internal static class OriginHeaders
{
    /// <param name="request">The request that causes the fetch.</param>
    /// <param name="variance">The fields known to be part of the key.</param>
    /// <param name="withAuthorization">
    /// Send the request's Authorization on; the answer is then shared only if it allows that.
    /// </param>
    /// <param name="validated">The stored response to validate, or null.</param>
    public static IHeaderDictionary Create(
        CacheRequest request, Variance variance, bool withAuthorization, StoredResponse? validated)
    {
        IHeaderDictionary headers = new HeaderDictionary();
        if (request.Policy.Forward == ForwardMode.All)
        {
            CopyAll(request.Headers, headers);
        }
        else
        {
            headers.Accept = "*/*";
            headers.UserAgent = DeviceUserAgent.Of("");
        }

        foreach (var name in variance.Names)
        {
            Copy(request.Headers, headers, name);
        }

        PolicyKey.CopyTo(headers, request);
        headers.AcceptEncoding = "identity";
        if (withAuthorization)
        {
            headers.Authorization = request.Headers.Authorization;
        }

        AddConditions(headers, validated);
        return headers;
    }

    private static void CopyAll(IHeaderDictionary source, IHeaderDictionary target)
    {
        var connection = new ConnectionFields(source.Connection);
        foreach (var (name, values) in source)
        {
            if (values.Count > 0 && MayPass(name) && !connection.IsHopByHop(name))
            {
                target[name] = values;
            }
        }
    }

    /// <summary>
    /// Copies one field when a shared fetch may send it, in the spelling that is keyed: two requests under one key ask for the same.
    /// </summary>
    public static void Copy(IHeaderDictionary source, IHeaderDictionary target, string name)
    {
        if (source.TryGetValue(name, out var values) && values.Count > 0 && MayPass(name)
            && !new ConnectionFields(source.Connection).IsHopByHop(name))
        {
            target[name] = FieldForm.Of(name, values);
        }
    }

    /// <summary>Whether a shared fetch may send a field at all.</summary>
    public static bool MayPass(string name) => !VisitorFields.Contains(name) && !OverrideHeaders.Contains(name);

    private static void AddConditions(IHeaderDictionary headers, StoredResponse? validated)
    {
        if (validated?.ETag is { } tag)
        {
            headers.IfNoneMatch = tag;
        }

        if (validated?.Headers["Last-Modified"] is { Count: 1 } modified)
        {
            headers.IfModifiedSince = modified;
        }
    }
}
