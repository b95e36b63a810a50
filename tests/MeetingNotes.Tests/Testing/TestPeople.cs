using MeetingNotes.Core.Staff;

namespace MeetingNotes.Tests.Testing;

/// <summary>People of the desk, known to the database.</summary>
internal static class TestPeople
{
    /// <summary>Somebody new with these rights, and no others.</summary>
    public static async Task<StaffPerson> AddAsync(Portal portal, string name, params Grant[] grants)
    {
        var ct = TestContext.Current.CancellationToken;
        var sessions = portal.Get<StaffSessions>();
        var session = await sessions.StartAsync(new SignedIn("test", Guid.CreateVersion7().ToString(), name, null, false, []), ct);
        return (await sessions.FindAsync(session!.Value, TimeSpan.FromHours(1), ct))! with { Grants = grants };
    }
}
