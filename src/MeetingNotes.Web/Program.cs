using MeetingNotes.Core.Time;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Caching;
using MeetingNotes.Web.Errors;
using MeetingNotes.Web.Health;
using MeetingNotes.Web.Logging;
using MeetingNotes.Web.Machines;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Pages;
using MeetingNotes.Web.Pages.Noterat;
using MeetingNotes.Web.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Localization;

var builder = WebApplication.CreateBuilder(args);
var services = builder.Services;

builder.WebHost.ConfigureKestrel(ServerLimits.Apply);
services.AddEventLog(builder.Environment, builder.Configuration);
services.AddPortalOptions(builder.Configuration, builder.Environment);
services.AddSingleton(TimeProvider.System);
services.AddSingleton(new DatabaseProbe(_ => Task.FromResult(true), _ => false));
services.AddSingleton<PortalAssets>();
services.AddDataProtection().PersistKeysToFileSystem(new(Path.GetFullPath(
    Path.Combine(builder.Configuration["Portal:DataFolder"] ?? ".local", "keys"))));
services.AddCompression();
services.AddPublicPages();

var app = builder.Build();

app.UsePortalSecurityHeaders();
app.UseRequestLog();
app.UseResponseCompression();
app.UseMiddleware<ConditionalGet>();
app.UseErrorPages();
app.UseRequestLocalization(new RequestLocalizationOptions
{
    DefaultRequestCulture = new RequestCulture(StockholmTime.Culture),
    SupportedCultures = [StockholmTime.Culture],
    SupportedUICultures = [StockholmTime.Culture],
    RequestCultureProviders = [],
});
app.UseMiddleware<PublicHost>();
app.UsePublicFiles();

app.MapAssets();
app.MapHealth();
app.MapMachineFiles();
app.MapSiteMap();
app.MapNoteFiles();
app.MapRazorPages();

app.Run();

public partial class Program;
