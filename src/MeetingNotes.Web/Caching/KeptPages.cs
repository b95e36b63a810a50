using System.Collections.Concurrent;
using MeetingNotes.Web.Security;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.Net.Http.Headers;

namespace MeetingNotes.Web.Caching;

/// <summary>
/// Answers from <see cref="PageCache"/> before anything else looks at the request, and keeps what pages allow to be kept. A page is made by one request
/// at a time: others wait for it, or get the one before. While the database is away they get the one before, too, and who has asked for too much as well.
/// </summary>
internal sealed class KeptPages(RequestDelegate next, PageCache cache, AllowedHosts hosts, TimeProvider clock)
{
    private const int MaxAcceptances = 200;

    /// <summary>Where nothing is a page.</summary>
    private static readonly string[] Elsewhere = ["/api", "/oparl", "/prenumerera", "/forhandsvisning", "/kopior"];

    private readonly ConcurrentDictionary<string, Task> _making = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Packing> _acceptances = new(StringComparer.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!cache.IsOn || (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) || request.QueryString.HasValue || !hosts.Allow(request.Host))
        {
            return next(context);
        }

        var path = request.Path.Value ?? "/";
        var kept = cache.Find(path);
        return kept is not null && cache.IsFresh(kept) ? AnswerAsync(context, kept)
            : HttpMethods.IsGet(request.Method) && MayBePage(request.Path) ? MakeAsync(context, path, kept)
            : next(context);
    }

    private async Task MakeAsync(HttpContext context, string path, KeptPage? before)
    {
        var making = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_making.GetOrAdd(path, making.Task) is var other && other != making.Task)
        {
            if (before is null)
            {
                await other.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if ((before ?? cache.Find(path)) is { } made)
            {
                await AnswerAsync(context, made);
                return;
            }

            await next(context);
            return;
        }

        try
        {
            await KeepAsync(context, path, before);
        }
        finally
        {
            _making.TryRemove(path, out _);
            making.SetResult();
        }
    }

    /// <summary>Has the page made and keeps it, or sends the one before when the database is away or the reader has asked for too much.</summary>
    private async Task KeepAsync(HttpContext context, string path, KeptPage? before)
    {
        var (since, madeAt) = (cache.Changes, clock.GetTimestamp());
        context.Request.Headers.Remove(HeaderNames.IfNoneMatch);
        context.Request.Headers.Remove(HeaderNames.IfModifiedSince);
        IHeaderDictionary? headers = null;
        KeptPage? instead = null;
        context.Response.OnStarting(() =>    // registered first, so last: others have put theirs, and who handled a fault has forbidden to keep it
        {
            if (instead is not null)
            {
                context.Response.Headers.Clear();
                PutHeaders(context, instead);
            }

            headers = new HeaderDictionary(context.Response.Headers.ToDictionary());
            return Task.CompletedTask;
        });

        var body = context.Response.Body;
        using var buffer = new MemoryStream();
        if (before is not null)
        {
            context.Response.Body = buffer;
        }

        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        if (before is not null && context.Response is { StatusCode: StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests, HasStarted: false })
        {
            context.Response.Clear();
            instead = before;
            await AnswerAsync(context, before);
            return;
        }

        if (before is not null)
        {
            await body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), CancellationToken.None);
        }

        if (headers is { SetCookie.Count: 0 } && context.Response.StatusCode == StatusCodes.Status200OK && context.Features.Get<MadePage>() is { } made)
        {
            cache.Keep(new KeptPage(path, made, headers, madeAt), since);
        }
    }

    private Task AnswerAsync(HttpContext context, KeptPage page)
    {
        var (request, response) = (context.Request, context.Response);
        var body = PutHeaders(context, page);
        if (ReaderHasIt(request, page))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.ContentType = null;
            response.Headers.ContentEncoding = default;
            response.ContentLength = null;
            return Task.CompletedTask;
        }

        if (HttpMethods.IsHead(request.Method))
        {
            return Task.CompletedTask;
        }

        var written = response.BodyWriter.WriteAsync(body.Bytes, context.RequestAborted);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }

    private KeptPage.Body PutHeaders(HttpContext context, KeptPage page)
    {
        var headers = context.Response.Headers;
        foreach (var (name, value) in page.Headers)
        {
            headers[name] = value;
        }

        var body = page.BodyIn(PackingFor(context.Request.Headers.AcceptEncoding.ToString()));
        headers.ETag = body.ETag;
        headers.ContentEncoding = body.Encoding;
        headers.ContentLength = body.Bytes.Length;
        return body;
    }

    /// <summary>If-None-Match decides; any of its tags with the page's own in it, whatever the compression. If-Modified-Since only when it is absent.</summary>
    private static bool ReaderHasIt(HttpRequest request, KeptPage page) => request.Headers.IfNoneMatch is { Count: > 0 } tags
        ? tags.Any(tag => tag is not null && (tag == "*" || tag.Contains(page.Tag, StringComparison.Ordinal)))
        : page.LastModified is { } modified && HeaderUtilities.TryParseDate(request.Headers.IfModifiedSince.ToString(), out var since) && modified <= since;

    private Packing PackingFor(string accepted)
    {
        if (accepted.Length == 0)
        {
            return Packing.None;
        }

        if (_acceptances.TryGetValue(accepted, out var packing))
        {
            return packing;
        }

        packing = Accepts("br") ? Packing.Brotli : Accepts("gzip") ? Packing.Gzip : Packing.None;
        if (_acceptances.Count < MaxAcceptances)
        {
            _acceptances[accepted] = packing;
        }

        return packing;

        bool Accepts(string encoding) => StringWithQualityHeaderValue.TryParseList([accepted], out var list)
            && list.FirstOrDefault(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase)) is { } asked && asked.Quality is null or > 0;
    }

    private static bool MayBePage(PathString path) =>
        !StaffPaths.Holds(path) && !path.Value!.Contains('.') && !Elsewhere.Any(start => path.StartsWithSegments(start, StringComparison.OrdinalIgnoreCase));
}
