namespace MeetingNotes.Web.Security.SignIn;

/// <summary>Addresses of the staff area that more than one page names.</summary>
public static class StaffPaths
{
    public const string Root = "/redaktion";
    public const string SignIn = "/redaktion/logga-in";
    public const string SignInFault = "/redaktion/logga-in/fel";
    public const string SignOut = "/redaktion/logga-ut";
    public const string NoAccess = "/redaktion/obehorig";

    /// <summary>Where a sign-in in a tab of its own ends.</summary>
    public const string SignedInAgain = "/redaktion/tillbaka";

    /// <summary>Where the sign-in service sends people back; registered with it.</summary>
    public const string SignedIn = "/redaktion/inloggad";
    public const string SignedOut = "/redaktion/utloggad";

    /// <summary>Whether an address belongs to the staff area, and is never kept by any cache.</summary>
    public static bool Holds(PathString path) => path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is the preview that the editor shows inside itself.</summary>
    public static bool IsPreview(PathString path) =>
        path.StartsWithSegments(Root + "/utkast", StringComparison.OrdinalIgnoreCase, out var rest) && rest.Value?.EndsWith("/forhandsvisning", StringComparison.OrdinalIgnoreCase) == true;
}
