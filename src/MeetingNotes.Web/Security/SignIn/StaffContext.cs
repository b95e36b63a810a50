using MeetingNotes.Core.Staff;

namespace MeetingNotes.Web.Security.SignIn;

public static class StaffContext
{
    /// <summary>Who is signed in, with the rights of this request; <c>null</c> for a visitor.</summary>
    public static StaffPerson? StaffOrVisitor(this HttpContext context) => context.Features.Get<StaffPerson>();

    /// <summary>Who is signed in, on an address that nobody else reaches.</summary>
    public static StaffPerson Staff(this HttpContext context) =>
        context.StaffOrVisitor() ?? throw new InvalidOperationException("Nobody is signed in at an address that takes it for granted.");
}
