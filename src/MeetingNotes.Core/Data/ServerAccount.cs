using System.Diagnostics;
using System.Globalization;

namespace MeetingNotes.Core.Data;

/// <summary>
/// The account that PostgreSQL's programs run as, and the files they own. An ordinary user runs them directly. PostgreSQL
/// refuses root, so root runs them through setpriv as the owner of an existing cluster, else as postgres or nobody.
/// </summary>
internal sealed class ServerAccount
{
    private readonly string? _owner;
    private readonly string[] _prefix;

    private ServerAccount(string? owner, string[] prefix)
    {
        _owner = owner;
        _prefix = prefix;
    }

    /// <summary>The account for a cluster in <paramref name="folder"/>, which is made, closed to others and handed to the account.</summary>
    public static async Task<ServerAccount> ForAsync(string folder)
    {
        var existing = Directory.Exists(folder) ? await StatAsync("%u:%g", folder) : null;
        CreatePrivateFolder(folder);
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerAccount(null, []);
        }

        var owner = existing is null || existing.StartsWith("0:", StringComparison.Ordinal) ? await UnprivilegedAsync() : existing;
        await RunHereAsync(["chown", "--no-dereference", owner, folder]);

        // A clone below /root or in a 0700 folder: the server may then walk through, and only read, what is not its own.
        foreach (var capability in (string?[])[null, "dac_read_search", "dac_override"])
        {
            string[] rights = capability is null ? [] : [$"--inh-caps=+{capability}", $"--ambient-caps=+{capability}"];
            var account = new ServerAccount(owner, SetPriv(owner, rights));
            if ((await account.RunAsync("ls", folder)).Succeeded)    // test -x would not do: access(2) ignores capabilities.
            {
                return account;
            }
        }

        throw new DatabaseSetupException(
            $"""
            PostgreSQL får inte köras som root, och användaren {owner} når inte fram till {folder}.
            Välj en annan mapp med inställningen Portal__DataFolder, eller starta portalen som en vanlig användare.
            """);
    }

    /// <summary>Runs a program as this account, without time limit, and returns what it wrote.</summary>
    public Task<ProgramResult> RunAsync(string program, params string[] arguments) => RunHereAsync([.. _prefix, program, .. arguments]);

    /// <summary>Makes a folder that only this account may open.</summary>
    public async Task CreateFolderAsync(string folder)
    {
        CreatePrivateFolder(folder);
        await HandOverAsync(folder);
    }

    /// <summary>Makes a folder with a name that anybody can foresee, for this account.</summary>
    public async Task CreateFolderInTmpAsync(string folder)
    {
        await ClaimFolderInTmpAsync(folder, _owner?.Split(':')[0]);
        await HandOverAsync(folder);
    }

    /// <summary>Makes a folder with a name that anybody can foresee, and refuses one that somebody else made first.</summary>
    public static async Task ClaimFolderInTmpAsync(string folder, string? otherOwner = null)
    {
        CreatePrivateFolder(folder);
        var me = (await RunHereAsync(["id", "-u"])).Output.Trim();
        var made = await StatAsync("%F %u %a", folder);
        if (made != $"directory {me} 700" && made != $"directory {otherOwner} 700")
        {
            throw new DatabaseSetupException($"Mappen {folder} tillhör någon annan eller är öppen för andra. Ta bort den och starta igen.");
        }
    }

    /// <summary>Writes a file that only this account may read; readers see all of it or nothing.</summary>
    public async Task WriteSecretAsync(string path, string text)
    {
        var unfinished = path + ".new";
        await using (var file = new StreamWriter(CreatePrivateFile(unfinished)))
        {
            await file.WriteAsync(text);
        }

        await HandOverAsync(unfinished);
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Makes a file that only we may read, in place of one that is there.</summary>
    public static FileStream CreatePrivateFile(string path)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Runs a program as we are and returns what it wrote.</summary>
    public static async Task<ProgramResult> RunHereAsync(IReadOnlyList<string> command)
    {
        using var process = Process.Start(Prepare(command))!;
        process.StandardInput.Close();
        var written = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new ProgramResult(process.ExitCode, string.Concat(written));
    }

    /// <summary>A program in a neutral folder, without PG* settings of our own surroundings.</summary>
    public static ProcessStartInfo Prepare(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static string[] SetPriv(string owner, string[] rights)
    {
        var ids = owner.Split(':');
        return ["setpriv", $"--reuid={ids[0]}", $"--regid={ids[1]}", "--clear-groups", .. rights, "--"];
    }

    private static async Task<string> UnprivilegedAsync()
    {
        foreach (var name in (string[])["postgres", "nobody"])
        {
            if (await RunHereAsync(["id", "-u", name]) is { Succeeded: true } user && await RunHereAsync(["id", "-g", name]) is { Succeeded: true } group)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{user.Output.Trim()}:{group.Output.Trim()}");
            }
        }

        throw new DatabaseSetupException("PostgreSQL får inte köras som root, och här finns varken användaren postgres eller nobody. Starta portalen som en vanlig användare.");
    }

    private static async Task<string> StatAsync(string format, string path) => (await RunHereAsync(["stat", "--format", format, "--", path])).Output.Trim();

    private static void CreatePrivateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new DatabaseSetupException("Portalens egen PostgreSQL kräver Linux. Ange en databasserver i ConnectionStrings__MeetingNotes.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Task HandOverAsync(string path) => _owner is null ? Task.CompletedTask : RunHereAsync(["chown", "--no-dereference", _owner, path]);
}

/// <summary>How a program ended, and all it wrote.</summary>
internal sealed record ProgramResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}
