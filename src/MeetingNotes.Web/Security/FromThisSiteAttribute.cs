using MeetingNotes.Web.Options;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Security;

/// <summary>
/// Refuses a form that another site has sent. Public pages have no cookie and so no token to compare: the browser itself says where a form comes from
/// (Sec-Fetch-Site, or Origin). A program that says neither acts for nobody but itself.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FromThisSiteAttribute : Attribute, IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpMethods.IsPost(context.HttpContext.Request.Method) && IsFromElsewhere(context.HttpContext))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status400BadRequest);
            return;
        }

        await next();
    }

    private static bool IsFromElsewhere(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.TryGetValue("Sec-Fetch-Site", out var site))
        {
            return site != "same-origin" && site != "none";
        }

        return headers.Origin.ToString() is { Length: > 0 } origin
            && origin != context.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value.PublicBaseUrl.TrimEnd('/')
            && origin != $"{context.Request.Scheme}://{context.Request.Host}";
    }
}
