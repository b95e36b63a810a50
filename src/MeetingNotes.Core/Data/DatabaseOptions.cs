using Microsoft.Extensions.Configuration;

namespace MeetingNotes.Core.Data;

/// <summary>Which database to use: a server that somebody else runs, or a private one in a folder.</summary>
public sealed record DatabaseOptions
{
    /// <summary>ConnectionStrings:MeetingNotes; <c>null</c> for a private server.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Portal:PostgresFolder, else postgres in Portal:DataFolder: where a private server keeps its files.</summary>
    public required string Folder { get; init; }

    /// <summary>Portal:PostgresPrograms: the folder of PostgreSQL's programs; <c>null</c> to look for them.</summary>
    public string? Programs { get; init; }

    public static DatabaseOptions From(IConfiguration configuration) => new()
    {
        ConnectionString = Setting(configuration, "ConnectionStrings:MeetingNotes"),
        Folder = Path.GetFullPath(Setting(configuration, "Portal:PostgresFolder") ?? Path.Combine(Setting(configuration, "Portal:DataFolder") ?? ".local", "postgres")),
        Programs = Setting(configuration, PostgresPrograms.Setting),
    };

    private static string? Setting(IConfiguration configuration, string key) => configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
}
