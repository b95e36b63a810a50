using System.Security.Cryptography;
using MeetingNotes.Web.Api;
using MeetingNotes.Web.Machines;
using MeetingNotes.Web.Pages.Noterat;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.Net.Http.Headers;

namespace MeetingNotes.Web.Caching;

/// <summary>
/// Gives every successful, cacheable text answer an ETag made from its bytes and answers 304 when the reader already has them.
/// The ETag is weak: one page, whatever the compression that follows (RFC 9110, 8.8.1). A page may set <c>Last-Modified</c>;
/// an answer that sets <c>no-store</c>, a cookie or its own ETag is left alone, and so are the staff area and what is streamed.
/// </summary>
public sealed class ConditionalGet(RequestDelegate next)
{
    private const string AskEveryTime = "public, max-age=0, must-revalidate";

    private static readonly string[] TextTypes =
    [
        "text/", "application/json", "application/xml", "application/atom+xml", "application/rss+xml", "application/ld+json",
        Datasets.ContentType, OpenSearch.ContentType,
    ];

    public async Task InvokeAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if ((!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) || StaffPaths.Holds(request.Path) || DumpFiles.Holds(request.Path) || SiteMap.Holds(request.Path) || NoteFiles.HoldsCopy(request.Path))
        {
            await next(context);
            return;
        }

        var body = response.Body;
        using var buffer = new MemoryStream();
        response.Body = buffer;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = body;
        }

        if (IsCacheableText(response))
        {
            var tag = Hash(buffer);
            response.Headers.ETag = $"W/\"{tag}\"";
            response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
            if (response.Headers.CacheControl.Count == 0)
            {
                response.Headers.CacheControl = AskEveryTime;
            }

            if (HttpMethods.IsGet(request.Method) && context.Features.Get<PageSources>() is { } sources)
            {
                context.Features.Set(new MadePage(sources, buffer.ToArray(), tag));
            }

            if (ReaderHasIt(request.GetTypedHeaders(), response.GetTypedHeaders()))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentType = null;
                response.ContentLength = null;
                return;
            }
        }

        if (buffer.Length > 0 && HttpMethods.IsGet(request.Method))
        {
            response.ContentLength = buffer.Length;
            buffer.Position = 0;
            await buffer.CopyToAsync(body, CancellationToken.None);    // a reader who has left is no error: the server drops the bytes
        }
    }

    /// <summary>
    /// For an answer whose tag is known before it is made: says the tag, and tells whether the reader has it already. If so, answer 304.
    /// </summary>
    internal static bool IsUnchanged(HttpContext context, string tag, DateTimeOffset? lastModified = null)
    {
        var response = context.Response;
        response.Headers.ETag = $"W/\"{tag}\"";
        response.Headers.CacheControl = AskEveryTime;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        response.GetTypedHeaders().LastModified = lastModified;
        return ReaderHasIt(context.Request.GetTypedHeaders(), response.GetTypedHeaders());
    }

    private static bool IsCacheableText(HttpResponse response) =>
        response is { StatusCode: StatusCodes.Status200OK, ContentType: { } type }
        && TextTypes.Any(t => type.StartsWith(t, StringComparison.OrdinalIgnoreCase))
        && response.Headers.ETag.Count == 0
        && response.Headers.SetCookie.Count == 0
        && response.GetTypedHeaders().CacheControl is not { NoStore: true };

    /// <summary>If-None-Match decides; If-Modified-Since only when it is absent (RFC 9110, 13.2.2).</summary>
    private static bool ReaderHasIt(Microsoft.AspNetCore.Http.Headers.RequestHeaders asked, Microsoft.AspNetCore.Http.Headers.ResponseHeaders answer) =>
        asked.IfNoneMatch is { Count: > 0 } tags
            ? tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(answer.ETag, useStrongComparison: false))
            : asked.IfModifiedSince is { } since && answer.LastModified is { } modified && modified <= since;

    private static string Hash(MemoryStream content)
    {
        var hash = SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length));
        return Convert.ToHexStringLower(hash.AsSpan(0, 16));
    }
}
