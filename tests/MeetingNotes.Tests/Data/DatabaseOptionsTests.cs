using MeetingNotes.Core.Data;
using Microsoft.Extensions.Configuration;

namespace MeetingNotes.Tests.Data;

public sealed class DatabaseOptionsTests
{
    [Fact]
    public void Options_NothingConfigured_IsAPrivateServerInTheDataFolder()
    {
        Assert.Equal(Path.GetFullPath(".local/postgres"), From([]).Folder);
        Assert.Null(From([]).ConnectionString);
        Assert.Equal("/data/postgres", From(new() { ["Portal:DataFolder"] = "/data" }).Folder);
        Assert.Equal("/pg", From(new() { ["Portal:DataFolder"] = "/data", ["Portal:PostgresFolder"] = "/pg" }).Folder);
        Assert.Null(From(new() { ["ConnectionStrings:MeetingNotes"] = " " }).ConnectionString);
        Assert.Equal("Host=a", From(new() { ["ConnectionStrings:MeetingNotes"] = "Host=a" }).ConnectionString);
    }

    private static DatabaseOptions From(Dictionary<string, string?> settings) =>
        DatabaseOptions.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
