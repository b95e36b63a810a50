using System.Security.Claims;
using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Options;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Security.SignIn;

/// <summary>
/// The staff's session: a cookie that holds nothing but the session's id. Who that is and what they may do is read from the database at
/// every request. Only addresses under <see cref="StaffPaths.Root"/> look at it.
/// </summary>
public static class StaffSignIn
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>Name of the policies, each with the least role that it takes for some body.</summary>
    public const string Staff = nameof(Staff);
    public const string Editors = nameof(Editors);
    public const string Administrators = nameof(Administrators);

    private const string SessionClaim = "session";

    public static IServiceCollection AddStaffSignIn(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        // Plain http is for Development only; there a browser would refuse the prefix and Secure.
        var isSecure = !environment.IsDevelopment();
        var settings = configuration.GetSection(PortalOptions.Section).GetSection(nameof(PortalOptions.SignIn)).Get<SignInOptions>() ?? new SignInOptions();
        services.AddAuthentication(Scheme).AddSignInService(settings, isSecure).AddCookie(options =>
        {
            Shape(options.Cookie, "noterat", isSecure);
            options.LoginPath = StaffPaths.SignIn;
            options.ReturnUrlParameter = "till";
            options.ExpireTimeSpan = TimeSpan.FromDays(30);    // the session in the database decides
            options.Events.OnValidatePrincipal = ValidateAsync;
            options.Events.OnRedirectToLogin = context => LostForms.RefuseAsync(context.HttpContext, context.RedirectUri);
            options.Events.OnRedirectToAccessDenied = context => NoAccess.RefuseAsync(context.HttpContext);
        });
        services.AddAuthorizationBuilder()
            .AddPolicy(Staff, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Person(context)?.IsStaff == true))
            .AddPolicy(Editors, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Person(context)?.IsSomewhere(StaffRole.Editor) == true))
            .AddPolicy(Administrators, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Person(context)?.IsAdministrator == true));
        services.Configure<AntiforgeryOptions>(options =>
        {
            Shape(options.Cookie, "noterat-formular", isSecure);
            options.FormFieldName = "_token";
            options.HeaderName = "X-Token";
            options.SuppressXFrameOptionsHeader = true;    // frame-ancestors says it
        });
        services.Configure<CookieTempDataProviderOptions>(options => Shape(options.Cookie, "noterat-klart", isSecure));
        return services;
    }

    /// <summary>Begins a session with a new id and gives the browser its cookie; whoever had a session in this browser is signed out.</summary>
    /// <returns>False for somebody who is blocked.</returns>
    public static async Task<bool> StartSessionAsync(this HttpContext context, SignedIn signedIn)
    {
        await context.EndSessionAsync();
        if (await context.RequestServices.GetRequiredService<StaffSessions>().StartAsync(signedIn, context.RequestAborted) is not { } session)
        {
            return false;
        }

        await context.SignInAsync(Scheme, PrincipalOf(session));
        return true;
    }

    /// <summary>Ends the session on every instance, and takes the cookie back.</summary>
    public static async Task EndSessionAsync(this HttpContext context)
    {
        if (SessionOf(context.User) is { } session)
        {
            await context.RequestServices.GetRequiredService<StaffSessions>().EndAsync(session, context.RequestAborted);
        }

        await context.SignOutAsync(Scheme);
    }

    internal static ClaimsPrincipal PrincipalOf(Guid session) => new(new ClaimsIdentity([new Claim(SessionClaim, session.ToString())], Scheme));

    internal static Guid? SessionOf(ClaimsPrincipal? principal) => Guid.TryParse(principal?.FindFirst(SessionClaim)?.Value, out var session) ? session : null;

    private static StaffPerson? Person(AuthorizationHandlerContext context) => (context.Resource as HttpContext)?.StaffOrVisitor();

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var services = http.RequestServices;
        var idle = TimeSpan.FromHours(services.GetRequiredService<IOptions<PortalOptions>>().Value.SignIn.IdleHours);
        if (SessionOf(context.Principal) is { } session
            && await services.GetRequiredService<StaffSessions>().FindAsync(session, idle, http.RequestAborted) is { } person)
        {
            http.Features.Set(person);
            return;
        }

        context.RejectPrincipal();
        await http.SignOutAsync(Scheme);
    }

    internal static void Shape(CookieBuilder cookie, string name, bool isSecure)
    {
        cookie.Name = isSecure ? $"__Host-{name}" : name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        cookie.IsEssential = true;
    }
}
