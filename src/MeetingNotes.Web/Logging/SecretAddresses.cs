namespace MeetingNotes.Web.Logging;

/// <summary>Addresses that open something for whoever has them, and so may stand in no log.</summary>
internal static class SecretAddresses
{
    private static readonly string[] Beginnings = ["/forhandsvisning/", "/prenumerera/bekrafta/", "/prenumerera/mina/", "/prenumerera/sluta/"];

    /// <summary>The path with what comes after the known beginning left out.</summary>
    public static string WithoutSecret(string path) =>
        Beginnings.FirstOrDefault(beginning => path.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)) is { } known ? known + "…" : path;
}
