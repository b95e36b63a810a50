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

public static class StaffRoles
{
    /// <summary>In Swedish: skribent, redaktör, administratör.</summary>
    public static string Name(this StaffRole role) => role switch
    {
        StaffRole.Writer => "skribent",
        StaffRole.Editor => "redaktör",
        _ => "administratör",
    };

    /// <summary>The role of that Swedish name.</summary>
    public static StaffRole? Named(string? name) => Enum.GetValues<StaffRole>().Where(role => role.Name() == name).Select(role => (StaffRole?)role).FirstOrDefault();

    internal static string Column(this StaffRole role) => role.ToString().ToLower(CultureInfo.InvariantCulture);

    internal static StaffRole Of(string column) => Enum.Parse<StaffRole>(column, ignoreCase: true);
}
