using MeetingNotes.Core.Data;

namespace MeetingNotes.Tests.Data;

public sealed class PostgresProgramsTests : IDisposable
{
    private const string Nowhere = "/nowhere";

    private readonly string _folder = Directory.CreateTempSubdirectory("noterat-").FullName;

    [Fact]
    public async Task Find_NothingInstalled_SaysWhatToInstall()
    {
        var exception = await Assert.ThrowsAsync<DatabaseSetupException>(() => PostgresPrograms.FindAsync(null, path: Nowhere, library: Nowhere));

        Assert.Contains("PostgreSQL finns inte på den här datorn.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("sudo apt-get install postgresql", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_OnlyTooOld_SaysSo()
    {
        Install("14/bin", 14);

        var exception = await Assert.ThrowsAsync<DatabaseSetupException>(() => PostgresPrograms.FindAsync(null, path: Nowhere, library: _folder));

        Assert.Contains("PostgreSQL 14 i", exception.Message, StringComparison.Ordinal);
        Assert.Contains("version 15 eller senare", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_SettingWithoutPrograms_NamesTheSetting()
    {
        var exception = await Assert.ThrowsAsync<DatabaseSetupException>(() => PostgresPrograms.FindAsync(_folder));

        Assert.Contains("Portal__PostgresPrograms", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_Setting_WinsOverPath()
    {
        var chosen = Install("chosen", 16);
        var onPath = Install("path", 17);

        Assert.Equal(new PostgresPrograms(chosen, 16), await PostgresPrograms.FindAsync(chosen, path: onPath, library: Nowhere));
    }

    [Fact]
    public async Task Find_LinkOnPath_IsFollowed()
    {
        var real = Install("real", 16);
        var links = Directory.CreateDirectory(Path.Combine(_folder, "links")).FullName;
        File.CreateSymbolicLink(Path.Combine(links, "initdb"), Path.Combine(real, "initdb"));

        Assert.Equal(new PostgresPrograms(real, 16), await PostgresPrograms.FindAsync(null, path: links, library: Nowhere));
    }

    [Fact]
    public async Task Find_PgConfigOnPath_IsAsked()
    {
        var real = Install("real", 16);
        Script("links/pg_config", $"echo {real}");

        Assert.Equal(new PostgresPrograms(real, 16), await PostgresPrograms.FindAsync(null, path: Path.Combine(_folder, "links"), library: Nowhere));
    }

    [Theory]
    [InlineData(null, 17)]
    [InlineData(9, 17)]
    [InlineData(16, 16)]
    public async Task Find_SeveralVersions_TakesTheOneThatFitsTheClusterElseTheHighest(int? wanted, int expected)
    {
        Install("9/bin", 9);
        Install("16/bin", 16);
        Install("17/bin", 17);

        Assert.Equal(expected, (await PostgresPrograms.FindAsync(null, wanted is 9 ? 15 : wanted, Nowhere, _folder)).Version);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Install(string folder, int version)
    {
        Script($"{folder}/initdb", "exit 1");
        Script($"{folder}/pg_ctl", "exit 1");
        Script($"{folder}/postgres", $"echo 'postgres (PostgreSQL) {version}.4 (Debian)'");
        return Path.Combine(_folder, folder);
    }

    private void Script(string name, string line)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\n{line}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
