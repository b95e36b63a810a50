using System.Collections;
using System.Reflection;

namespace MeetingNotes.Web.Options;

/// <summary>Tells, once at start, of settings under <c>Portal</c> that nothing reads: a misspelt one would otherwise just not work.</summary>
internal sealed class UnknownSettings(IConfiguration configuration, ILogger<UnknownSettings> logger) : IHostedService
{
    /// <summary>Read before there are options: where the private database lies and runs from.</summary>
    private static readonly string[] OfTheDatabase = ["PostgresFolder", "PostgresPrograms"];

    /// <summary>Their whole names, such as <c>Portal:Organisation:Nmae</c>, in the order of the settings.</summary>
    public static IReadOnlyList<string> In(IConfiguration configuration) =>
    [
        .. configuration.GetSection(PortalOptions.Section).GetChildren()
            .Where(setting => !OfTheDatabase.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            .SelectMany(setting => UnknownIn(setting, typeof(PortalOptions))),
    ];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (In(configuration) is { Count: > 0 } unknown)
        {
            logger.LogWarning("Inställningar som inte finns och inte används: {Settings}. Rätta stavningen eller ta bort dem.", string.Join(", ", unknown));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IEnumerable<string> UnknownIn(IConfigurationSection setting, Type owner)
    {
        var property = owner.GetProperty(setting.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        return property is { CanWrite: true } ? UnknownBelow(setting, property.PropertyType) : [setting.Path];
    }

    private static IEnumerable<string> UnknownBelow(IConfigurationSection setting, Type type) =>
        ElementOf(type) is { } element ? setting.GetChildren().SelectMany(entry => UnknownBelow(entry, element))
        : type.Assembly == typeof(PortalOptions).Assembly && !type.IsEnum ? setting.GetChildren().SelectMany(child => UnknownIn(child, type))
        : setting.GetChildren().Select(child => child.Path);

    private static Type? ElementOf(Type type) =>
        type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[0] : null;
}
