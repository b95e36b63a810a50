namespace MeetingNotes.Tests.Web;

/// <summary>The addresses that the frame itself answers.</summary>
public static class PublicAddresses
{
    public static TheoryData<string> Pages => ["/om", "/kontakt", "/tillganglighet", "/kakor", "/personuppgifter", "/prenumerera", "/sokhjalp", "/oppna-data"];

    public static TheoryData<string> ForMachines => ["/robots.txt", "/.well-known/security.txt", "/favicon.svg", "/favicon.ico", "/opensearch.xml", "/healthz", "/readyz"];

    /// <summary>One of each kind of answer: page, text, file, empty and faulty.</summary>
    public static TheoryData<string> Everything => [.. Pages, .. ForMachines, "/finns-inte", "/finns-inte.json", "/css/finns-inte.css"];
}
