using System.Collections.Concurrent;
using System.Globalization;
using MeetingNotes.Web.Errors;
using MeetingNotes.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Npgsql;

namespace MeetingNotes.Tests.Testing;

/// <summary>Makes any page behave as one that fails, is gone or shows its culture, when the request asks for it by header.</summary>
public sealed class StagedFilter : IAsyncPageFilter
{
    public const string Header = "X-Staged";
    public const string Throw = "throw";
    public const string Gone = "gone";
    public const string Culture = "culture";
    public const string Dated = "dated";
    public const string Away = "away";
    public const string Slow = "slow";
    public const string LateCookie = "late-cookie";
    public const string SecretInException = "hemlig-detalj";
    public const string Reason = "Mötet hölls <script>aldrig</script>.";
    public static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(500);
    public static readonly DateTimeOffset LastModified = new(2018, 4, 12, 9, 50, 0, TimeSpan.Zero);

    /// <summary>How often pages of each path have been made slowly.</summary>
    public static ConcurrentDictionary<string, int> SlowlyMade { get; } = new();

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        switch (context.HandlerInstance is FelModel ? "" : http.Request.Headers[Header].ToString())
        {
            case Throw:
                throw new InvalidOperationException(SecretInException);
            case Gone:
                http.Features.Set(new GoneReason(Reason));
                context.Result = new StatusCodeResult(StatusCodes.Status410Gone);
                break;
            case Culture:
                context.Result = new ContentResult { Content = string.Create(CultureInfo.CurrentCulture, $"{1.5} {new DateOnly(2018, 4, 12):D}") };
                break;
            case Dated:
                http.Response.GetTypedHeaders().LastModified = LastModified;
                await next();
                break;
            case Away:
                throw new NpgsqlException("away", new IOException("the database is away"));
            case LateCookie:
                http.Response.OnStarting(() =>
                {
                    http.Response.Headers.SetCookie = "secret=of-one";
                    return Task.CompletedTask;
                });
                await next();
                break;
            case Slow:
                SlowlyMade.AddOrUpdate(http.Request.Path.Value!, 1, (_, times) => times + 1);
                await Task.Delay(Slowness, http.RequestAborted);
                await next();
                break;
            default:
                await next();
                break;
        }
    }
}
