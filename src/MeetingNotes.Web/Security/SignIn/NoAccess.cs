using Microsoft.AspNetCore.Http.Features;

namespace MeetingNotes.Web.Security.SignIn;

/// <summary>Tells somebody who is signed in but lacks the role why, with 403 at the address they asked for: when they have got the role, they load it again.</summary>
internal static class NoAccess
{
    /// <summary>Shows the page; must come before routing.</summary>
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Features.Get<Refusal>() is null || context.Response.HasStarted)
        {
            return;
        }

        var (method, path) = (context.Request.Method, context.Request.Path);
        context.Features.Set<Refusal>(null);
        context.Response.Clear();
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = StaffPaths.NoAccess;
        context.SetEndpoint(null);
        context.Features.Get<IRouteValuesFeature>()?.RouteValues.Clear();
        await next(context);
        (context.Request.Method, context.Request.Path) = (method, path);
    }

    public static Task RefuseAsync(HttpContext context)
    {
        if (LostForms.IsFetch(context.Request))
        {
            return LostForms.AnswerScriptAsync(context, StatusCodes.Status403Forbidden, "Du har inte längre behörighet till det här.");
        }

        context.Features.Set(new Refusal());
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private sealed record Refusal;
}
