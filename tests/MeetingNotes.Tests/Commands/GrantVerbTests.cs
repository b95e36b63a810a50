using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;

namespace MeetingNotes.Tests.Commands;

/// <summary>The verb that makes the first administrator, as the executable on a database.</summary>
public sealed class GrantVerbTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Grant_AddressThenKnownPerson_TellsWhatHappened()
    {
        await using var database = await postgres.CreateMigratedDatabaseAsync();

        Assert.Equal((0, "Ingen har loggat in med maj@region.example ännu. Den som gör det första gången blir administratör.", ""), await VerbProcess.RunAsync(database, "grant", "administratör", "maj@region.example"));
        Assert.Equal((0, "maj@region.example är redan administratör, eller inbjuden att bli det.", ""), await VerbProcess.RunAsync(database, "grant", "administratör", "maj@region.example"));
        Assert.Equal((1, "", "Ingen har loggat in som maj. Ange en e-postadress för att bjuda in någon."), await VerbProcess.RunAsync(database, "grant", "skribent", "maj"));
    }

    [Theory]
    [InlineData("chef maj@region.example", "grant: ”chef” går inte att använda som ROLL.")]
    [InlineData("skribent", "grant: ROLL PERSON saknas.")]
    public async Task Grant_WrongArguments_SaysWhatIsWrong(string arguments, string message)
    {
        await using var database = await postgres.CreateMigratedDatabaseAsync();

        var (code, _, errors) = await VerbProcess.RunAsync(database, ["grant", .. arguments.Split(' ')]);

        Assert.Equal((2, message), (code, errors));
    }

    [Theory]
    [InlineData("skribent", StaffRole.Writer)]
    [InlineData("redaktör", StaffRole.Editor)]
    [InlineData("administratör", StaffRole.Administrator)]
    [InlineData("Writer", null)]
    public void Role_ByItsSwedishName_IsFound(string name, StaffRole? role) => Assert.Equal(role, StaffRoles.Named(name));
}
