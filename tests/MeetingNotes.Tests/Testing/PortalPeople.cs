using MeetingNotes.Core.Staff;

namespace MeetingNotes.Tests.Testing;

/// <summary>Staff of a <see cref="Portal"/>.</summary>
internal static class PortalPeople
{
    /// <summary>Somebody who has signed in and has one role, for one body or for all.</summary>
    public static async Task<StaffPerson> PersonAsync(this Portal portal, StaffRole role, string? bodySlug = null)
    {
        var ct = TestContext.Current.CancellationToken;
        var sessions = portal.Get<StaffSessions>();
        var session = await sessions.StartAsync(new SignedIn("prov", Guid.CreateVersion7().ToString(), $"Prov {role}", null, false, bodySlug is null ? [role] : []), ct);
        var person = (await sessions.FindAsync(session!.Value, TimeSpan.FromHours(1), ct))!;
        return bodySlug is null
            ? person
            : person with { Grants = [new Grant(role, await portal.ScalarAsync<Guid>($"SELECT id FROM bodies WHERE slug = '{bodySlug}'"))] };
    }
}
