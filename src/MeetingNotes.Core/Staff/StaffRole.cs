using System.Globalization;

namespace MeetingNotes.Core.Staff;

/// <summary>skribent, redaktör, administratör: each may also do what the former may.</summary>
public enum StaffRole
{
    Writer,
    Editor,
    Administrator,
}

/// <summary>A role for one body, or (null) for all of them.</summary>
public sealed record Grant(StaffRole Role, Guid? BodyId);

internal static class StaffRoles
{
    public static string Column(this StaffRole role) => role.ToString().ToLower(CultureInfo.InvariantCulture);

    public static StaffRole Of(string column) => Enum.Parse<StaffRole>(column, ignoreCase: true);
}
