using MeetingNotes.Core.OpenData;
using MeetingNotes.Web.Security;

namespace MeetingNotes.Web.Caching;

public static class PageCacheRegistration
{
    /// <summary>Finished public pages in memory, and the watch that says when they are old.</summary>
    public static IServiceCollection AddPageCache(this IServiceCollection services) => services
        .AddSingleton<AllowedHosts>()
        .AddSingleton<PageCache>()
        .AddHostedService(provider =>
        {
            _ = provider.GetRequiredService<PageCache>();    // hears the first look, too
            return provider.GetRequiredService<ChangeWatch>();
        });
}
