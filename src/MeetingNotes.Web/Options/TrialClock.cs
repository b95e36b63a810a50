using MeetingNotes.Core.Time;

namespace MeetingNotes.Web.Options;

/// <summary>Starts at another time than now and runs on from there: for tests and trials of what time alone changes.</summary>
internal sealed class TrialClock(DateTimeOffset start) : TimeProvider
{
    private readonly TimeSpan _ahead = start - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;
}

internal static class TrialClockRegistration
{
    /// <summary>Uses the setting <c>Portal:Now</c> when there is one; outside Development the settings refuse it.</summary>
    public static IServiceCollection AddTrialClock(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment) =>
        environment.IsDevelopment()
        && configuration.GetValue<DateTime?>($"{PortalOptions.Section}:{nameof(PortalOptions.Now)}") is { } local
        && StockholmTime.FromStockholm(local) is { } start
            ? services.AddSingleton<TimeProvider>(new TrialClock(start))
            : services;
}
