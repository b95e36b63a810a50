using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MeetingNotes.Core.Data;

/// <summary>The database is there before the first request is taken; the container closes it when the host has stopped.</summary>
internal sealed class DatabaseStartup(Database database) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => database.StartAsync(migrate: true, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class DatabaseServices
{
    public static IServiceCollection AddDatabase(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddSingleton(_ => DatabaseOptions.From(configuration))
            .AddSingleton<Database>()
            .AddHostedService<DatabaseStartup>();
}
