using Dapper;
using MeetingNotes.Tests.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MeetingNotes.Tests.Security;

/// <summary>Instances share nothing but the database, and understand each other's cookies and forms (promise 26).</summary>
public sealed class KeysInDatabaseTests(PostgresFixture postgres, WebFixture web)
{
    [Fact]
    public async Task Promise26_InstancesThatStartTogether_MakeOneKeyAndReadWhatTheOthersWrote()
    {
        await using var database = await postgres.CreateMigratedDatabaseAsync();
        var instances = Enumerable.Range(0, 4).Select(_ => web.With(host => host
            .UseSetting("ConnectionStrings:MeetingNotes", database.ConnectionString)
            .UseSetting("Portal:SampleNotes", ""))).ToList();
        try
        {
            var protectors = await Task.WhenAll(instances.Select(instance => Task.Run(() => instance.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("prov"))));
            await using (var connection = new NpgsqlConnection(database.ConnectionString))
            {
                Assert.Equal(1, await connection.ExecuteScalarAsync<int>("SELECT count(*)::int FROM data_protection_keys"));
            }

            var written = protectors[0].Protect("en kaka");
            Assert.All(protectors, protector => Assert.Equal("en kaka", protector.Unprotect(written)));
        }
        finally
        {
            foreach (var instance in instances)
            {
                await instance.DisposeAsync();
            }
        }
    }
}
