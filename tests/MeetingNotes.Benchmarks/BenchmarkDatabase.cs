using MeetingNotes.Core;
using MeetingNotes.Core.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeetingNotes.Benchmarks;

/// <summary>Everything in Core on an empty, migrated database of a throw-away cluster.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    private readonly ThrowAwayPostgres _postgres;
    private readonly ServiceProvider _services;

    private BenchmarkDatabase(ThrowAwayPostgres postgres, ServiceProvider services)
    {
        _postgres = postgres;
        _services = services;
    }

    public string ConnectionString => _postgres.ConnectionString;

    public static async Task<BenchmarkDatabase> StartAsync()
    {
        var postgres = await ThrowAwayPostgres.StartAsync(NullLogger.Instance, CancellationToken.None);
        var services = new ServiceCollection()
            .AddLogging()
            .AddMeetingNotes(new ConfigurationBuilder()
                .AddInMemoryCollection([new("ConnectionStrings:MeetingNotes", postgres.ConnectionString)])
                .Build())
            .BuildServiceProvider();
        await services.GetRequiredService<Database>().StartAsync(migrate: true, CancellationToken.None);
        return new BenchmarkDatabase(postgres, services);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
