using System.Diagnostics;
using System.Text;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Web.Commands;

namespace MeetingNotes.Tests.Commands;

/// <summary>The verb that makes the first administrator, as the executable on a database.</summary>
public sealed class GrantVerbTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Grant_AddressThenKnownPerson_TellsWhatHappened()
    {
        await using var database = await postgres.CreateDatabaseAsync();

        Assert.Equal((0, "Ingen har loggat in med maj@region.example ännu. Den som gör det första gången blir administratör.", ""), await RunAsync(database, "administratör", "maj@region.example"));
        Assert.Equal((0, "maj@region.example är redan administratör, eller inbjuden att bli det.", ""), await RunAsync(database, "administratör", "maj@region.example"));
        Assert.Equal((1, "", "Ingen har loggat in som maj. Ange en e-postadress för att bjuda in någon."), await RunAsync(database, "skribent", "maj"));
    }

    [Theory]
    [InlineData("chef maj@region.example", "grant: ”chef” går inte att använda som ROLL.")]
    [InlineData("skribent", "grant: ROLL PERSON saknas.")]
    public async Task Grant_WrongArguments_SaysWhatIsWrong(string arguments, string message)
    {
        await using var database = await postgres.CreateDatabaseAsync();

        var (code, _, errors) = await RunAsync(database, arguments.Split(' '));

        Assert.Equal((2, message), (code, errors));
    }

    [Theory]
    [InlineData("skribent", StaffRole.Writer)]
    [InlineData("redaktör", StaffRole.Editor)]
    [InlineData("administratör", StaffRole.Administrator)]
    [InlineData("Writer", null)]
    public void Role_ByItsSwedishName_IsFound(string name, StaffRole? role) => Assert.Equal(role, StaffRoles.Named(name));

    private static async Task<(int Code, string Output, string Errors)> RunAsync(TestDatabase database, params string[] arguments)
    {
        var ct = TestContext.Current.CancellationToken;
        string[] command = [typeof(Verbs).Assembly.Location, "grant", .. arguments];
        using var process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", command)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            Environment = { ["ConnectionStrings__MeetingNotes"] = database.ConnectionString },
        })!;
        var errors = process.StandardError.ReadToEndAsync(ct);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, output.Trim(), (await errors).Trim());
    }
}
