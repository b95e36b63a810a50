using System.Globalization;
using System.Text.RegularExpressions;

namespace MeetingNotes.Core.Data;

/// <summary>The folder that holds initdb, pg_ctl and postgres, and the major version they belong to.</summary>
internal sealed partial record PostgresPrograms(string Folder, int Version)
{
    public const int OldestVersion = 15;

    /// <summary>The setting that names the folder when it is none of the usual.</summary>
    public const string Setting = "Portal:PostgresPrograms";

    /// <summary>Where Debian and Ubuntu keep them: one folder per major version, none of them on PATH.</summary>
    public const string DebianLibrary = "/usr/lib/postgresql";

    private static readonly string[] Names = ["initdb", "pg_ctl", "postgres"];

    public string Path(string program) => System.IO.Path.Combine(Folder, program);

    /// <summary>
    /// Looks in the setting (then nowhere else), on PATH, where pg_config points, and in the Debian folders from the highest
    /// version down. <paramref name="wantedVersion"/> is the version of an existing cluster: programs that fit it go first.
    /// </summary>
    /// <exception cref="DatabaseSetupException">Nothing usable was found.</exception>
    public static async Task<PostgresPrograms> FindAsync(string? setting, int? wantedVersion = null, string? path = null, string library = DebianLibrary)
    {
        if (setting is not null)
        {
            return await TryReadAsync(setting) is { Version: >= OldestVersion } chosen
                ? chosen
                : throw new DatabaseSetupException(
                    $"""
                    I {setting} finns inte programmen initdb, pg_ctl och postgres från PostgreSQL {OldestVersion} eller senare.
                    Rätta inställningen {Setting.Replace(":", "__", StringComparison.Ordinal)} eller ta bort den, så letar portalen själv.
                    """);
        }

        var found = new List<PostgresPrograms>();
        foreach (var folder in await CandidatesAsync(path ?? Environment.GetEnvironmentVariable("PATH") ?? "", library))
        {
            if (await TryReadAsync(folder) is { } programs)
            {
                found.Add(programs);
            }
        }

        return found.Find(programs => programs.Version == wantedVersion)
            ?? found.Find(programs => programs.Version >= OldestVersion)
            ?? throw new DatabaseSetupException(
                $"""
                {(found is [var old, ..] ? $"PostgreSQL {old.Version} i {old.Folder} är för gammal: det krävs version {OldestVersion} eller senare." : "PostgreSQL finns inte på den här datorn.")}
                Installera med: sudo apt-get install postgresql
                Eller ange en egen databasserver i ConnectionStrings__MeetingNotes.
                """);
    }

    /// <summary>The path of a program that only asks a server (pg_dump, psql). It must not be older than the server; the nearest version goes first.</summary>
    /// <exception cref="DatabaseSetupException">There is none.</exception>
    public static async Task<string> FindClientAsync(string program, int serverVersion, string? setting)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        var folders = setting is not null ? [setting] : (await CandidatesAsync(path, DebianLibrary)).Concat(path.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
        var found = new List<(string Path, int Version)>();
        foreach (var candidate in folders.Select(folder => System.IO.Path.Combine(folder, program)).Where(File.Exists).Distinct(StringComparer.Ordinal))
        {
            var answer = await ServerAccount.RunHereAsync([candidate, "--version"]);
            if (answer.Succeeded && VersionPattern.Match(answer.Output) is { Success: true } match)
            {
                found.Add((candidate, int.Parse(match.ValueSpan, CultureInfo.InvariantCulture)));
            }
        }

        return found.Where(one => one.Version >= serverVersion).OrderBy(one => one.Version).Select(one => one.Path).FirstOrDefault()
            ?? throw new DatabaseSetupException(
                $"""
                Programmet {program} från PostgreSQL {serverVersion} eller senare finns inte på den här datorn.
                Installera med: sudo apt-get install postgresql-client
                """);
    }

    private static async Task<IEnumerable<string>> CandidatesAsync(string path, string library)
    {
        var candidates = new List<string>();
        var folders = path.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

        // A link on PATH leads to the folder where all three are.
        candidates.AddRange(folders
            .Select(folder => new FileInfo(System.IO.Path.Combine(folder, "initdb")))
            .Where(initdb => initdb.Exists)
            .Select(initdb => (initdb.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? initdb.FullName))
            .Select(initdb => System.IO.Path.GetDirectoryName(initdb)!));

        foreach (var pgConfig in folders.Select(folder => System.IO.Path.Combine(folder, "pg_config")).Where(File.Exists).Take(1))
        {
            if (await ServerAccount.RunHereAsync([pgConfig, "--bindir"]) is { Succeeded: true } answer)
            {
                candidates.Add(answer.Output.Trim());
            }
        }

        if (Directory.Exists(library))
        {
            candidates.AddRange(Directory.GetDirectories(library)
                .OrderByDescending(folder => int.TryParse(System.IO.Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(folder => System.IO.Path.Combine(folder, "bin")));
        }

        return candidates.Distinct(StringComparer.Ordinal);
    }

    private static async Task<PostgresPrograms?> TryReadAsync(string folder)
    {
        if (!Names.All(name => File.Exists(System.IO.Path.Combine(folder, name))))
        {
            return null;
        }

        var answer = await ServerAccount.RunHereAsync([System.IO.Path.Combine(folder, "postgres"), "--version"]);
        return answer.Succeeded && VersionPattern.Match(answer.Output) is { Success: true } match
            ? new PostgresPrograms(folder, int.Parse(match.ValueSpan, CultureInfo.InvariantCulture))
            : null;
    }

    [GeneratedRegex(@"(?<=\(PostgreSQL\) )\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern { get; }
}
