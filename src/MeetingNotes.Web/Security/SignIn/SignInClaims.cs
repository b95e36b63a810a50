using System.Security.Claims;
using MeetingNotes.Core.Staff;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.Security.SignIn;

/// <summary>What a checked token says, read by the portal's settings.</summary>
internal static class SignInClaims
{
    /// <summary>As the table of people has it.</summary>
    private const int SubjectMaxLength = 500;

    private static readonly string[] Names = ["name", "preferred_username", "email", "sub"];

    /// <summary>Who it is; <c>null</c> when the token does not name a person in a way that can be kept.</summary>
    public static SignedIn? Read(ClaimsPrincipal token, SignInOptions settings)
    {
        var (issuer, subject) = (token.FindFirst("iss")?.Value, token.FindFirst("sub")?.Value);
        if (!IsKey(issuer) || !IsKey(subject))
        {
            return null;
        }

        var email = Text(token.FindFirst("email")?.Value);
        var verified = token.FindFirst("email_verified")?.Value;
        var isVerified = email.Contains('@', StringComparison.Ordinal)
            && (verified is null ? settings.TrustsEmail : string.Equals(verified, "true", StringComparison.OrdinalIgnoreCase));
        var name = Names.Select(claim => Text(token.FindFirst(claim)?.Value)).First(text => text.Length > 0);
        return new SignedIn(issuer!, subject!, name, email.Length > 0 ? email : null, isVerified, Roles(token, settings, subject!, isVerified ? email : null));
    }

    private static StaffRole[] Roles(ClaimsPrincipal token, SignInOptions settings, string subject, string? email)
    {
        var given = token.FindAll(settings.RoleClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var isFirst = settings.FirstAdministrators.Any(one => one == subject || string.Equals(one, email, StringComparison.OrdinalIgnoreCase));
        return
        [
            .. Role(StaffRole.Writer, given.Overlaps(settings.Writers)),
            .. Role(StaffRole.Editor, given.Overlaps(settings.Editors)),
            .. Role(StaffRole.Administrator, isFirst || given.Overlaps(settings.Administrators)),
        ];
    }

    private static StaffRole[] Role(StaffRole role, bool isGiven) => isGiven ? [role] : [];

    private static bool IsKey(string? value) => value is { Length: >= 1 and <= SubjectMaxLength } && Text(value) == value;

    /// <summary>Without what neither the database nor a page can hold: control characters and halves of letters.</summary>
    private static string Text(string? value) =>
        string.Concat((value ?? "").EnumerateRunes().Where(rune => !System.Text.Rune.IsControl(rune) && rune != System.Text.Rune.ReplacementChar).Select(rune => rune.ToString())).Trim();
}
