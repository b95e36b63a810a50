using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Security.SignIn;

/// <summary>Invented people whom anybody may sign in as in Development, to try the desk without a sign-in service.</summary>
public static class SamplePeople
{
    private const string Issuer = "exempel";

    /// <summary>Key in the address, name, what they are, and their roles.</summary>
    public static readonly IReadOnlyList<SamplePerson> All =
    [
        new("alva", "Alva, kommunikation", "Skribent för alla organ", StaffRole.Writer),
        new("signe", "Signe, kansliet", "Redaktör: granskar och publicerar", StaffRole.Editor),
        new("maj", "Maj, systemansvarig", "Administratör: organ, ämnen och personer", StaffRole.Administrator),
        new("ture", "Ture, vikarie", "Ännu ingen behörighet", null),
    ];

    /// <summary>Whether they are let in; <see cref="SignInOptions.SamplePeople"/>.</summary>
    public static bool AreAllowed(SignInOptions options, IHostEnvironment environment) =>
        environment.IsDevelopment() && (options.SamplePeople ?? options.Authority is null);

    public static SignedIn SignedInAs(SamplePerson person) =>
        new(Issuer, person.Key, person.Name, $"{person.Key}@region.example", true, person.Role is { } role ? [role] : []);
}

public sealed record SamplePerson(string Key, string Name, string What, StaffRole? Role);
