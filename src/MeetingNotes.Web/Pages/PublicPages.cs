using System.Text.Encodings.Web;
using System.Text.Unicode;
using MeetingNotes.Web.Errors;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace MeetingNotes.Web.Pages;

public static class PublicPages
{
    private const string StaffFolder = "/Redaktion";

    /// <summary>
    /// Razor Pages as the portal uses them: lower-case addresses, Swedish letters unescaped in HTML and JSON, no antiforgery token or cookie outside
    /// the staff folder, and 405 for a method that a page does not handle.
    /// </summary>
    public static IServiceCollection AddPublicPages(this IServiceCollection services)
    {
        services.AddRazorPages(options =>
        {
            options.Conventions.AddFolderApplicationModelConvention("/", page =>
            {
                page.Filters.Add(new MethodGuard());
                // The framework takes an overridden OnPageHandlerExecution for the handler of a verb named PAGE.
                foreach (var handler in page.HandlerMethods.Where(handler => handler.HttpMethod == "Page").ToList())
                {
                    page.HandlerMethods.Remove(handler);
                }

                if (!page.ViewEnginePath.StartsWith(StaffFolder, StringComparison.OrdinalIgnoreCase))
                {
                    page.Filters.Add(new IgnoreAntiforgeryTokenAttribute());
                }
                else
                {
                    page.Filters.Add(new LostForms.Filter());
                }
            });

            // Deny by default: a new page of the desk is for staff until it says that fewer, or more, may open it.
            options.Conventions.AuthorizeFolder(StaffFolder, StaffSignIn.Staff);
            options.Conventions.AllowAnonymousToPage(StaffFolder + "/Avbruten");
            options.Conventions.AllowAnonymousToPage(StaffFolder + "/LoggaIn");
            options.Conventions.AllowAnonymousToPage(StaffFolder + "/LoggaInFel");
            options.Conventions.AllowAnonymousToPage(StaffFolder + "/LoggaUt");
            options.Conventions.AllowAnonymousToPage(StaffFolder + "/Obehorig");
        }).AddMvcOptions(options =>
        {
            options.Filters.Add(new ConnectionKeeping());
            FormMessages.Apply(options.ModelBindingMessageProvider);
        });
        services.Configure<RouteOptions>(options => options.LowercaseUrls = true);
        services.Configure<JsonOptions>(options => options.JsonSerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All));
        return services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
    }
}
