using MeetingNotes.Web.Options;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace MeetingNotes.Web.Security.SignIn;

/// <summary>
/// What somebody had written when their session ended, or when the form's token no longer fitted: it comes back on a page from which it can be
/// sent again. When the draft that it was for is gone, it can be copied. Only for forms of our own pages. A form from another site must not come back with a button that sends it.
/// </summary>
public static class LostForms
{
    private const string Page = "/redaktion/avbruten";

    /// <summary>As our scripts ask, by <c>X-Requested-With</c>: they want a status and no page.</summary>
    private const string Fetch = "fetch";

    /// <summary>Where refused requests get their page; must come before routing.</summary>
    internal static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Features.Get<LostForm>() is not { } lost || context.Response.HasStarted)
        {
            return;
        }

        var (path, query) = (context.Request.Path, context.Request.QueryString);
        context.Features.Set<LostForm>(null);
        context.Features.Set(new KeptForm(path + query, lost.Status, lost.Gone));
        context.Response.Clear();
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = Page;
        context.Request.QueryString = QueryString.Empty;
        context.SetEndpoint(null);
        context.Features.Get<IRouteValuesFeature>()?.RouteValues.Clear();
        await next(context);
        (context.Request.Method, context.Request.Path, context.Request.QueryString) = (HttpMethods.Post, path, query);
    }

    /// <summary>Answers somebody who is not signed in and asks for what only staff may.</summary>
    internal static Task RefuseAsync(HttpContext context, string signInAddress)
    {
        if (IsFetch(context.Request))
        {
            return AnswerScriptAsync(context, StatusCodes.Status401Unauthorized, "Du har loggats ut. Logga in igen i en ny flik, så kan du spara.");
        }

        if (HttpMethods.IsPost(context.Request.Method) && IsOurs(context.Request))
        {
            context.Features.Set(new LostForm(StatusCodes.Status401Unauthorized));
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            context.Response.Redirect(signInAddress);
        }

        return Task.CompletedTask;
    }

    /// <summary>Answers with what somebody typed for a draft that is gone. The form's token has been checked: it is theirs.</summary>
    internal static void Keep(HttpContext context, GoneDraft gone) => context.Features.Set(new LostForm(StatusCodes.Status404NotFound, gone));

    internal static bool IsFetch(HttpRequest request) => request.Headers.XRequestedWith == Fetch;

    internal static Task AnswerScriptAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new ProblemDetails { Status = status, Detail = detail }, options: null, "application/problem+json", context.RequestAborted);
    }

    /// <summary>Whether a page of ours sent it, as the browser says; a browser that says nothing is not believed.</summary>
    private static bool IsOurs(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site, ..])
        {
            return site == "same-origin";
        }

        var portal = request.HttpContext.RequestServices.GetRequiredService<IOptions<PortalOptions>>().Value;
        return request.Headers[HeaderNames.Origin] is [{ } origin, ..]
            && (origin == portal.PublicBaseUrl.TrimEnd('/') || origin == $"{request.Scheme}://{request.Host}");
    }

    /// <summary>Stands after the check of the token, and sees what it refused.</summary>
    internal sealed class Filter : IAsyncAlwaysRunResultFilter
    {
        public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
        {
            var http = context.HttpContext;
            if (context.Result is IAntiforgeryValidationFailedResult)
            {
                if (IsFetch(http.Request))
                {
                    context.Cancel = true;
                    await AnswerScriptAsync(http, StatusCodes.Status400BadRequest, "Sidan är för gammal. Ladda om den innan du sparar; kopiera först det du har skrivit.");
                    return;
                }

                if (StaffPaths.SignOut.Equals(http.Request.Path, StringComparison.OrdinalIgnoreCase) && http.StaffOrVisitor() is null)
                {
                    context.Result = new LocalRedirectResult(StaffPaths.SignOut);    // already is
                }
                else if (IsOurs(http.Request))
                {
                    http.Features.Set(new LostForm(StatusCodes.Status400BadRequest));
                }
            }

            await next();
        }
    }

    private sealed record LostForm(int Status, GoneDraft? Gone = null);
}

/// <summary>A form that comes back to whoever sent it.</summary>
/// <param name="Action">Path and query that it was sent to.</param>
/// <param name="Status">401 when nobody was signed in, 400 when the token did not fit, 404 when the draft is gone.</param>
/// <param name="Gone">The draft that it was for, when it cannot be sent again.</param>
internal sealed record KeptForm(string Action, int Status, GoneDraft? Gone);

/// <summary>A draft that was published or thrown away while somebody wrote on it.</summary>
/// <param name="NotePath">Where the desk has the note that it became.</param>
/// <param name="Text">What was typed, to be copied.</param>
public sealed record GoneDraft(string? NotePath, string Text);
