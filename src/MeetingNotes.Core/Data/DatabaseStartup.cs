using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MeetingNotes.Core.Data;

/// <summary>The database is there before the first request is taken; the container closes it when the host has stopped.</summary>
internal sealed class DatabaseStartup(Database database) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => database.StartAsync(migrate: true, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class DatabaseServices
{
    /// <param name="services">Where it goes.</param>
    /// <param name="configuration">Says which server, or where the private one lies.</param>
    /// <param name="afterMigration">What code makes from the rows must follow the code too: runs at start, before anybody asks.</param>
    public static IServiceCollection AddDatabase(
        this IServiceCollection services, IConfiguration configuration, Func<NpgsqlConnection, CancellationToken, Task> afterMigration) =>
        services
            .AddSingleton(_ => DatabaseOptions.From(configuration))
            .AddSingleton(provider => new Database(
                provider.GetRequiredService<DatabaseOptions>(), provider.GetRequiredService<ILoggerFactory>(), afterMigration))
            .AddHostedService<DatabaseStartup>();
}
