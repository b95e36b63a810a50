using Microsoft.Net.Http.Headers;

namespace MeetingNotes.Web.Security.SignIn;

public static class StaffArea
{
    /// <summary>The staff area knows who asks, and no cache keeps its answers. Public addresses never look at a cookie.</summary>
    public static void UseStaffArea(this WebApplication app)
    {
        // Else the framework adds it before everything, where it looks at cookies for public addresses too and a fault in it has no page.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseWhen(context => StaffPaths.Holds(context.Request.Path), staff =>
        {
            staff.Use((context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers[HeaderNames.CacheControl] = "no-store";
                    context.Response.Headers["X-Robots-Tag"] = "noindex";
                    return Task.CompletedTask;
                });
                return next(context);
            });
            staff.UseAuthentication();
            staff.Use(LostForms.InvokeAsync);
            staff.Use(NoAccess.InvokeAsync);
        });
    }
}
