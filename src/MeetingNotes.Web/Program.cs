using MeetingNotes.Core;
using MeetingNotes.Core.Data;
using MeetingNotes.Core.Following;
using MeetingNotes.Core.Limits;
using MeetingNotes.Core.Links;
using MeetingNotes.Core.Mail;
using MeetingNotes.Core.Notes.Publishing;
using MeetingNotes.Core.Search;
using MeetingNotes.Core.Time;
using MeetingNotes.Core.Watching;
using MeetingNotes.Web;
using MeetingNotes.Web.Api;
using MeetingNotes.Web.Archive;
using MeetingNotes.Web.Assets;
using MeetingNotes.Web.Caching;
using MeetingNotes.Web.Calendars;
using MeetingNotes.Web.Commands;
using MeetingNotes.Web.Errors;
using MeetingNotes.Web.Feeds;
using MeetingNotes.Web.Health;
using MeetingNotes.Web.Logging;
using MeetingNotes.Web.Machines;
using MeetingNotes.Web.OParl;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Pages;
using MeetingNotes.Web.Pages.Noterat;
using MeetingNotes.Web.Redirects;
using MeetingNotes.Web.Security;
using MeetingNotes.Web.Security.SignIn;
using MeetingNotes.Web.Telemetry;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        // A published portal carries its pages' files with it and starts from any folder.
        ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null,
    });
    if (Verbs.IsVerb(args))
    {
        return await Verbs.RunAsync(args, builder.Configuration);
    }

    var services = builder.Services;

    builder.WebHost.ConfigureKestrel(ServerLimits.Apply);
    services.Configure<FormOptions>(ServerLimits.Apply);
    services.Configure<MvcOptions>(ServerLimits.Apply);
    services.AddEventLog(builder.Environment, builder.Configuration);
    services.AddTelemetry(builder.Configuration);
    services.AddPortalOptions(builder.Configuration, builder.Environment);
    services.AddProxyTrust();
    services.AddTrialClock(builder.Configuration, builder.Environment);
    services.AddMeetingNotes(builder.Configuration);
    services.AddSingleton(provider => new DatabaseProbe(provider.GetRequiredService<Database>().IsReadyAsync, Database.IsUnavailable));
    services.AddHostedService<SampleNotes>();
    services.AddHostedService(provider => provider.GetRequiredService<ScheduledPublishing>());
    services.AddHostedService(provider => provider.GetRequiredService<NoteRerendering>());
    services.AddHostedService(provider => provider.GetRequiredService<SearchIndexing>());
    services.AddHostedService(provider => provider.GetRequiredService<FollowingWork>());
    services.AddHostedService(provider => provider.GetRequiredService<MailWorker>());
    services.AddHostedService(provider => provider.GetRequiredService<LinkChecking>());
    services.AddHostedService(provider => provider.GetRequiredService<RequestCounts>());
    services.AddHostedService(provider => provider.GetRequiredService<PortalWatch>());
    services.AddSingleton<PortalAssets>();
    services.AddKeysInDatabase();
    services.AddCompression();
    services.AddPublicPages();
    services.AddPageCache();
    services.AddOpenDataCors();
    services.AddSingleton<SiteMap>();
    services.AddSingleton<OParlReader>();
    services.AddStaffSignIn(builder.Configuration, builder.Environment);

    var app = builder.Build();

    app.UseMiddleware<KeptPages>();
    app.UseForwardedHeaders();
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
    app.UseOldAddresses();
    app.UseMiddleware<PublicReads>();
    app.UseStaffArea();
    app.UseRouting();
    app.UseCors();
    app.UsePublicFiles();
    app.UseMiddleware<RequestLimit>();
    app.UseAuthorization();

    app.MapAssets();
    app.MapHealth();
    app.MapMachineFiles();
    app.MapSiteMap();
    app.MapOpenSearch();
    app.MapApi();
    app.MapOParl();
    app.MapNoteFeeds();
    app.MapSearchFeed();
    app.MapCalendars();
    app.MapNoteFiles();
    app.MapNoteArchives();
    app.MapSharedPreviewImages();
    app.MapRazorPages();
    app.UseStartMessage();

    await app.RunAsync();
    return 0;
}
catch (Exception fault) when (StartFault.Explain(fault) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}

public partial class Program;
