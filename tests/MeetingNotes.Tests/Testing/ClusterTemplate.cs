using MeetingNotes.Core.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeetingNotes.Tests.Testing;

/// <summary>A stopped, durable cluster to copy, so that only the tests of making one wait for initdb.</summary>
public sealed class ClusterTemplate : IAsyncLifetime
{
    private readonly string _closed = Directory.CreateTempSubdirectory("noterat-").FullName;

    public async ValueTask InitializeAsync() =>
        await (await PrivatePostgres.StartAsync(new PrivatePostgresOptions(Path.Combine(_closed, "postgres")), NullLogger.Instance, CancellationToken.None)).DisposeAsync();

    public Task CopyToAsync(string folder) => ServerAccount.RunHereAsync(["cp", "--archive", Path.Combine(_closed, "postgres"), folder]);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_closed, recursive: true);
        return ValueTask.CompletedTask;
    }
}
