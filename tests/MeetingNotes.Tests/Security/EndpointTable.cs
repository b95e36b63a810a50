namespace MeetingNotes.Tests.Security;

/// <summary>
/// Who may ask what (promise 5). A new page or address is a new line here: until it has one, the tests fail. Key: verb and page with its
/// handler, or verb and pattern; address: with {draft}, {person} …, which <see cref="EndpointFixture"/> makes.
/// </summary>
internal static class EndpointTable
{
    public static readonly IReadOnlyList<Row> Rows =
    [
        // public pages
        new("GET /Index", "/", Who.Anybody),
        new("GET /Noterat/Index", "/noterat", Who.Anybody),
        new("GET /Noterat/Notering", "/noterat/{note}", Who.Anybody),
        new("GET /Organ/Index", "/organ", Who.Anybody),
        new("GET /Organ/Organ", "/organ/kulturforum", Who.Anybody),
        new("GET /Moten", "/moten", Who.Anybody),
        new("GET /Amnen/Index", "/amnen", Who.Anybody),
        new("GET /Amnen/Amne", "/amnen/kollektivtrafik", Who.Anybody),
        new("GET /Arenden/Index", "/arenden", Who.Anybody),
        new("GET /Arenden/Arende", "/arenden/{matter}", Who.Anybody),
        new("GET /Uppfoljningar/Index", "/uppfoljningar", Who.Anybody),
        new("GET /Uppfoljningar/Uppfoljning", "/uppfoljningar/{followup}", Who.Anybody),
        new("GET /Sok", "/sok?q=buss", Who.Anybody),
        new("GET /OppnaData", "/oppna-data", Who.Anybody),
        new("GET /Sokhjalp", "/sokhjalp", Who.Anybody),
        new("GET /Om", "/om", Who.Anybody),
        new("GET /Kontakt", "/kontakt", Who.Anybody),
        new("GET /Kakor", "/kakor", Who.Anybody),
        new("GET /Personuppgifter", "/personuppgifter", Who.Anybody),
        new("GET /Prenumerera/Index", "/prenumerera?organ=kulturforum&sok=q%3Dbuss", Who.Anybody),
        new("POST /Prenumerera/Index", "/prenumerera", Who.Anybody),
        new("GET /Prenumerera/Skickat", "/prenumerera/skickat", Who.Anybody),
        new("GET /Prenumerera/Bekrafta", "/prenumerera/bekrafta/finns-inte", Who.Anybody, 404),
        new("POST /Prenumerera/Bekrafta", "/prenumerera/bekrafta/finns-inte", Who.Anybody, 404),
        new("GET /Prenumerera/Mina", "/prenumerera/mina/finns-inte", Who.Anybody, 404),
        new("POST /Prenumerera/Mina?Stop", "/prenumerera/mina/finns-inte?handler=Stop", Who.Anybody, 404),
        new("POST /Prenumerera/Mina?Rhythm", "/prenumerera/mina/finns-inte?handler=Rhythm", Who.Anybody, 404),
        new("POST /Prenumerera/Mina?Pause", "/prenumerera/mina/finns-inte?handler=Pause", Who.Anybody, 404),
        new("GET /Prenumerera/Sluta", "/prenumerera/sluta/finns-inte", Who.Anybody),
        new("POST /Prenumerera/Sluta", "/prenumerera/sluta/finns-inte", Who.Anybody, 200),
        new("GET /Tillganglighet", "/tillganglighet", Who.Anybody),
        new("GET /Webbkarta", "/webbkarta", Who.Anybody),
        new("GET /Fel", "/fel", Who.Anybody, 404),
        new("GET /Forhandsvisning", "/forhandsvisning/finns-inte", Who.Anybody, 404),
        new("GET /forhandsvisning/{token}/bilder/{name}", "/forhandsvisning/finns-inte/bilder/x.png", Who.Anybody, 404),

        // for machines
        new("GET /css/{fileName}", "/css/finns-inte.css", Who.Anybody, 404),
        new("GET /logotyp/{fileName}", "/logotyp/finns-inte.svg", Who.Anybody, 404),
        new("GET /bilder/{hash}/{name}", "/bilder/finns-inte/x.png", Who.Anybody, 404),
        new("GET /kopior/{id:guid}/{name}", "/kopior/00000000-0000-0000-0000-000000000000/x.pdf", Who.Anybody, 404),
        new("GET /noterat/{organ}/{dag}.md", "/noterat/{note}.md", Who.Anybody),
        new("GET /noterat/{organ}/{dag}.json", "/noterat/{note}.json", Who.Anybody),
        new("GET /api/v1/search", "/api/v1/search?q=buss", Who.Anybody),
        new("GET /api/v1/suggest", "/api/v1/suggest?q=bus", Who.Anybody),
        new("GET /api-info", "/api-info", Who.Anybody),
        new("GET /openapi/v1.json", "/openapi/v1.json", Who.Anybody),
        new("GET /datasets/dcat", "/datasets/dcat", Who.Anybody),
        new("GET /api/v1/", "/api/v1", Who.Anybody),
        new("GET /api/v1/api-info", "/api/v1/api-info", Who.Anybody),
        new("GET /api/v1/bodies", "/api/v1/bodies", Who.Anybody),
        new("GET /api/v1/bodies/{id}", "/api/v1/bodies/finns-inte", Who.Anybody, 404),
        new("GET /api/v1/meetings", "/api/v1/meetings", Who.Anybody),
        new("GET /api/v1/meetings/{id}", "/api/v1/meetings/finns-inte", Who.Anybody, 404),
        new("GET /api/v1/notes", "/api/v1/notes", Who.Anybody),
        new("GET /api/v1/notes/{id}", "/api/v1/notes/finns-inte", Who.Anybody, 404),
        new("GET /api/v1/agenda-items", "/api/v1/agenda-items", Who.Anybody),
        new("GET /api/v1/agenda-items/{id}", "/api/v1/agenda-items/finns-inte", Who.Anybody, 404),
        new("GET /api/v1/matters", "/api/v1/matters", Who.Anybody),
        new("GET /api/v1/matters/{id}", "/api/v1/matters/finns-inte", Who.Anybody, 404),
        new("GET /api/v1/dead-links", "/api/v1/dead-links", Who.Anybody),
        new("GET /api/v1/topics", "/api/v1/topics", Who.Anybody),
        new("GET /api/v1/topics/{id}", "/api/v1/topics/finns-inte", Who.Anybody, 404),
        new("GET /api/v1/follow-ups", "/api/v1/follow-ups", Who.Anybody),
        new("GET /api/v1/follow-ups/{id}", "/api/v1/follow-ups/finns-inte", Who.Anybody, 404),
        new("GET /api/v1/changes", "/api/v1/changes", Who.Anybody),
        new("GET /api/v1/dump.jsonl.gz", "/api/v1/dump.jsonl.gz", Who.Anybody),
        new("GET /api/v1/dump.csv", "/api/v1/dump.csv", Who.Anybody),
        new("GET /oparl/v1/", "/oparl/v1", Who.Anybody),
        new("GET /oparl/v1/bodies", "/oparl/v1/bodies", Who.Anybody),
        new("GET /oparl/v1/body", "/oparl/v1/body", Who.Anybody),
        new("GET /oparl/v1/organizations", "/oparl/v1/organizations", Who.Anybody),
        new("GET /oparl/v1/organizations/{id}", "/oparl/v1/organizations/finns-inte", Who.Anybody, 404),
        new("GET /oparl/v1/organizations/{id}/meetings", "/oparl/v1/organizations/finns-inte/meetings", Who.Anybody, 404),
        new("GET /oparl/v1/meetings", "/oparl/v1/meetings", Who.Anybody),
        new("GET /oparl/v1/meetings/{id}", "/oparl/v1/meetings/finns-inte", Who.Anybody, 404),
        new("GET /oparl/v1/agenda-items", "/oparl/v1/agenda-items", Who.Anybody),
        new("GET /oparl/v1/agenda-items/{id}", "/oparl/v1/agenda-items/finns-inte", Who.Anybody, 404),
        new("GET /oparl/v1/locations", "/oparl/v1/locations", Who.Anybody),
        new("GET /oparl/v1/locations/{id}", "/oparl/v1/locations/finns-inte", Who.Anybody, 404),
        new("GET /oparl/v1/people", "/oparl/v1/people", Who.Anybody),
        new("GET /oparl/v1/papers", "/oparl/v1/papers", Who.Anybody),
        new("GET /oparl/v1/legislative-terms", "/oparl/v1/legislative-terms", Who.Anybody),
        new("GET /oparl/v1/memberships", "/oparl/v1/memberships", Who.Anybody),
        new("GET /oparl/v1/consultations", "/oparl/v1/consultations", Who.Anybody),
        new("GET /oparl/v1/files", "/oparl/v1/files", Who.Anybody),
        new("GET /sok.atom", "/sok.atom?q=buss", Who.Anybody),
        new("GET /sok.rss", "/sok.rss?q=buss", Who.Anybody),
        new("GET /noterat.atom", "/noterat.atom", Who.Anybody),
        new("GET /noterat.rss", "/noterat.rss", Who.Anybody),
        new("GET /organ/{organ}.atom", "/organ/kulturforum.atom", Who.Anybody),
        new("GET /organ/{organ}.rss", "/organ/kulturforum.rss", Who.Anybody),
        new("GET /amnen/{amne}.atom", "/amnen/kollektivtrafik.atom", Who.Anybody),
        new("GET /amnen/{amne}.rss", "/amnen/kollektivtrafik.rss", Who.Anybody),
        new("GET /arenden/{arende}.atom", "/arenden/{matter}.atom", Who.Anybody),
        new("GET /arenden/{arende}.rss", "/arenden/{matter}.rss", Who.Anybody),
        new("GET /moten.ics", "/moten.ics", Who.Anybody),
        new("GET /organ/{organ}.ics", "/organ/kulturforum.ics", Who.Anybody),
        new("GET /moten/{organ}/{dag}.ics", "/moten/{note}.ics", Who.Anybody),
        new("GET /uppfoljningar.ics", "/uppfoljningar.ics", Who.Anybody),
        new("GET /opensearch.xml", "/opensearch.xml", Who.Anybody),
        new("GET /robots.txt", "/robots.txt", Who.Anybody),
        new("GET /sitemap.xml", "/sitemap.xml", Who.Anybody),
        new("GET /.well-known/security.txt", "/.well-known/security.txt", Who.Anybody),
        new("GET /healthz", "/healthz", Who.Anybody),
        new("GET /readyz", "/readyz", Who.Anybody),

        // signing in and out
        new("GET /Redaktion/LoggaIn", "/redaktion/logga-in", Who.Anybody),
        new("GET /Redaktion/LoggaIn?Organisation", "/redaktion/logga-in?handler=Organisation", Who.Anybody, 404),
        new("POST /Redaktion/LoggaIn", "/redaktion/logga-in", Who.Anybody, 404),
        new("GET /Redaktion/LoggaInFel", "/redaktion/logga-in/fel/nekad", Who.Anybody, 403),
        new("GET /Redaktion/LoggaUt", "/redaktion/logga-ut", Who.Anybody),
        new("GET /Redaktion/LoggaUt?Everywhere", "/redaktion/logga-ut?handler=Everywhere", Who.Anybody, 302),
        new("POST /Redaktion/LoggaUt", "/redaktion/logga-ut", Who.Anybody, 302),
        new("GET /Redaktion/Obehorig", "/redaktion/obehorig", Who.Anybody, 403),
        new("GET /Redaktion/Avbruten", "/redaktion/avbruten", Who.Anybody, 404),
        new("GET /Redaktion/Tillbaka", "/redaktion/tillbaka", Who.Staff),

        // the desk
        new("GET /Redaktion/Index", "/redaktion", Who.Staff),
        new("GET /Redaktion/Ny", "/redaktion/ny", Who.Staff),
        new("POST /Redaktion/Ny", "/redaktion/ny", Who.Staff),
        new("GET /Redaktion/Uppfoljningar/Index", "/redaktion/uppfoljningar", Who.Staff),
        new("GET /Redaktion/Lankar/Index", "/redaktion/lankar", Who.Staff),
        new("GET /Redaktion/Lankar/Lank", "/redaktion/lankar/{dead-link}", Who.EditorsOfTheBody),
        new("POST /Redaktion/Lankar/Lank?Recheck", "/redaktion/lankar/{dead-link}?handler=Recheck", Who.EditorsOfTheBody),
        new("POST /Redaktion/Lankar/Lank?Trust", "/redaktion/lankar/{dead-link}?handler=Trust", Who.EditorsOfTheBody),
        new("POST /Redaktion/Lankar/Lank?Copy", "/redaktion/lankar/{dead-link}?handler=Copy", Who.EditorsOfTheBody),
        new("POST /Redaktion/Lankar/Lank?RemoveCopy", "/redaktion/lankar/{dead-link}?handler=RemoveCopy", Who.EditorsOfTheBody),
        new("GET /redaktion/noteringar/{organ}/{dag}/arkiv.zip", "/redaktion/noteringar/{note}/arkiv.zip", Who.WritersOfTheBody),
        new("GET /redaktion/arkiv.zip", "/redaktion/arkiv.zip", Who.Editors),
        new("GET /Redaktion/Utkast/Utkast", "/redaktion/utkast/{draft}", Who.WritersOfTheBody),
        new("POST /Redaktion/Utkast/Utkast", "/redaktion/utkast/{draft}", Who.WritersOfTheBody),
        new("POST /Redaktion/Utkast/Utkast?Save", "/redaktion/utkast/{draft}?handler=Save", Who.WritersOfTheBody),
        new("GET /Redaktion/Utkast/Forhandsvisning", "/redaktion/utkast/{draft}/forhandsvisning", Who.WritersOfTheBody),
        new("GET /Redaktion/Utkast/Slang", "/redaktion/utkast/{draft}/slang", Who.WritersOfTheBody),
        new("POST /Redaktion/Utkast/Slang", "/redaktion/utkast/{draft}/slang", Who.WritersOfTheBody),
        new("GET /Redaktion/Utkast/LamnaOver", "/redaktion/utkast/{draft}/lamna-over", Who.WritersOfTheBody),
        new("POST /Redaktion/Utkast/LamnaOver", "/redaktion/utkast/{draft}/lamna-over", Who.WritersOfTheBody),
        new("GET /Redaktion/Utkast/BytDag", "/redaktion/utkast/{draft}/byt-dag", Who.WritersOfTheBody),
        new("POST /Redaktion/Utkast/BytDag", "/redaktion/utkast/{draft}/byt-dag", Who.WritersOfTheBody),
        new("GET /Redaktion/Utkast/Narvaro", "/redaktion/utkast/{draft}/narvaro", Who.WritersOfTheBody),
        new("POST /Redaktion/Utkast/Narvaro", "/redaktion/utkast/{draft}/narvaro", Who.WritersOfTheBody),
        new("POST /Redaktion/Utkast/Narvaro?Leave", "/redaktion/utkast/{draft}/narvaro?handler=Leave", Who.WritersOfTheBody),
        new("GET /Redaktion/Utkast/Bilder", "/redaktion/utkast/{draft}/bilder", Who.WritersOfTheBody),
        new("POST /Redaktion/Utkast/Bilder", "/redaktion/utkast/{draft}/bilder", Who.WritersOfTheBody),
        new("GET /Redaktion/Utkast/Lank", "/redaktion/utkast/{draft}/lank", Who.WritersOfTheBody),
        new("POST /Redaktion/Utkast/Lank", "/redaktion/utkast/{draft}/lank", Who.WritersOfTheBody),
        new("POST /Redaktion/Utkast/Lank?Revoke", "/redaktion/utkast/{draft}/lank?handler=Revoke", Who.WritersOfTheBody),
        new("GET /Redaktion/Klistra", "/redaktion/klistra-in", Who.Staff),
        new("POST /Redaktion/Klistra?Read", "/redaktion/klistra-in?handler=Read", Who.Staff),
        new("POST /Redaktion/Klistra?Create", "/redaktion/klistra-in?handler=Create", Who.Staff),

        // review, publishing, published notes
        new("GET /Redaktion/Utkast/Granska", "/redaktion/utkast/{draft}/granska", Who.WritersOfTheBody),
        new("POST /Redaktion/Utkast/Granska?Submit", "/redaktion/utkast/{draft}/granska?handler=Submit", Who.WritersOfTheBody),
        new("POST /Redaktion/Utkast/Granska?Return", "/redaktion/utkast/{draft}/granska?handler=Return", Who.EditorsOfTheBody),
        new("GET /Redaktion/Utkast/Kommentera", "/redaktion/utkast/{draft}/kommentera", Who.WritersOfTheBody),
        new("POST /Redaktion/Utkast/Kommentera", "/redaktion/utkast/{draft}/kommentera", Who.WritersOfTheBody),
        new("POST /Redaktion/Utkast/Kommentera?Resolve", "/redaktion/utkast/{draft}/kommentera?handler=Resolve", Who.WritersOfTheBody, 404),
        new("GET /Redaktion/Utkast/Personnummer", "/redaktion/utkast/{draft}/personnummer", Who.Editors),
        new("POST /Redaktion/Utkast/Personnummer", "/redaktion/utkast/{draft}/personnummer", Who.Editors),
        new("GET /Redaktion/Utkast/Publicera", "/redaktion/utkast/{draft}/publicera", Who.Editors),
        new("POST /Redaktion/Utkast/Publicera", "/redaktion/utkast/{draft}/publicera", Who.Editors),
        new("POST /Redaktion/Utkast/Publicera?Approve", "/redaktion/utkast/{draft}/publicera?handler=Approve", Who.Editors),
        new("GET /Redaktion/Utkast/TaBortTiden", "/redaktion/utkast/{draft}/ta-bort-tiden", Who.Editors, 302),
        new("POST /Redaktion/Utkast/TaBortTiden", "/redaktion/utkast/{draft}/ta-bort-tiden", Who.Editors),
        new("GET /Redaktion/Noteringar/Index", "/redaktion/noteringar", Who.Staff),
        new("GET /Redaktion/Noteringar/Notering", "/redaktion/noteringar/{note}", Who.WritersOfTheBody),
        new("POST /Redaktion/Noteringar/Notering?Correct", "/redaktion/noteringar/{note}?handler=Correct", Who.WritersOfTheBody),
        new("POST /Redaktion/Noteringar/Notering?Reinstate", "/redaktion/noteringar/{note}?handler=Reinstate", Who.EditorsOfTheBody),
        new("GET /Redaktion/Noteringar/Version", "/redaktion/noteringar/{note}/versioner/1", Who.WritersOfTheBody),
        new("GET /Redaktion/Noteringar/DraIn", "/redaktion/noteringar/{note}/dra-in", Who.Editors),
        new("POST /Redaktion/Noteringar/DraIn", "/redaktion/noteringar/{note}/dra-in", Who.Editors),
        new("GET /Redaktion/Noteringar/Gallra", "/redaktion/noteringar/{note}/gallra", Who.Administrators),
        new("POST /Redaktion/Noteringar/Gallra", "/redaktion/noteringar/{note}/gallra", Who.Administrators),

        // meetings, matters, bodies, topics, abbreviations
        new("GET /Redaktion/Moten/Index", "/redaktion/moten", Who.Staff),
        new("GET /Redaktion/Moten/Planera", "/redaktion/moten/planera", Who.Staff),
        new("POST /Redaktion/Moten/Planera", "/redaktion/moten/planera", Who.Staff),
        new("GET /Redaktion/Moten/Andra", "/redaktion/moten/{new-meeting}/andra", Who.WritersOfTheBody),
        new("POST /Redaktion/Moten/Andra", "/redaktion/moten/{new-meeting}/andra", Who.WritersOfTheBody),
        new("POST /Redaktion/Moten/Andra?Remove", "/redaktion/moten/{new-meeting}/andra?handler=Remove", Who.WritersOfTheBody),
        new("GET /Redaktion/Moten/Flytta", "/redaktion/moten/{new-meeting}/flytta", Who.WritersOfTheBody),
        new("POST /Redaktion/Moten/Flytta", "/redaktion/moten/{new-meeting}/flytta", Who.WritersOfTheBody),
        new("GET /Redaktion/Moten/StallIn", "/redaktion/moten/{new-meeting}/stall-in", Who.WritersOfTheBody),
        new("POST /Redaktion/Moten/StallIn", "/redaktion/moten/{new-meeting}/stall-in", Who.WritersOfTheBody),
        new("POST /Redaktion/Moten/StallIn?Reinstate", "/redaktion/moten/{new-meeting}/stall-in?handler=Reinstate", Who.WritersOfTheBody),
        new("GET /Redaktion/Arenden/Index", "/redaktion/arenden", Who.Editors),
        new("GET /Redaktion/Arenden/Andra", "/redaktion/arenden/{new-matter}/andra", Who.Editors),
        new("POST /Redaktion/Arenden/Andra", "/redaktion/arenden/{new-matter}/andra", Who.Editors),
        new("GET /Redaktion/Arenden/SlaIhop", "/redaktion/arenden/{new-matter}/sla-ihop", Who.Editors),
        new("POST /Redaktion/Arenden/SlaIhop", "/redaktion/arenden/{new-matter}/sla-ihop", Who.Editors),
        new("GET /Redaktion/Organ/Index", "/redaktion/organ", Who.Administrators),
        new("GET /Redaktion/Organ/Nytt", "/redaktion/organ/nytt", Who.Administrators),
        new("POST /Redaktion/Organ/Nytt", "/redaktion/organ/nytt", Who.Administrators),
        new("GET /Redaktion/Organ/Andra", "/redaktion/organ/{new-body}/andra", Who.Administrators),
        new("POST /Redaktion/Organ/Andra", "/redaktion/organ/{new-body}/andra", Who.Administrators),
        new("GET /Redaktion/Organ/Upplos", "/redaktion/organ/{new-body}/upplos", Who.Administrators),
        new("POST /Redaktion/Organ/Upplos", "/redaktion/organ/{new-body}/upplos", Who.Administrators),
        new("POST /Redaktion/Organ/Upplos?Revive", "/redaktion/organ/{new-body}/upplos?handler=Revive", Who.Administrators),
        new("GET /Redaktion/Amnen/Index", "/redaktion/amnen", Who.Administrators),
        new("POST /Redaktion/Amnen/Index", "/redaktion/amnen", Who.Administrators),
        new("GET /Redaktion/Amnen/Andra", "/redaktion/amnen/{new-topic}/andra", Who.Administrators),
        new("POST /Redaktion/Amnen/Andra", "/redaktion/amnen/{new-topic}/andra", Who.Administrators),
        new("POST /Redaktion/Amnen/Andra?Remove", "/redaktion/amnen/{new-topic}/andra?handler=Remove", Who.Administrators),
        new("GET /Redaktion/Amnen/SlaIhop", "/redaktion/amnen/{new-topic}/sla-ihop", Who.Administrators),
        new("POST /Redaktion/Amnen/SlaIhop", "/redaktion/amnen/{new-topic}/sla-ihop", Who.Administrators),
        new("GET /Redaktion/Forkortningar/Index", "/redaktion/forkortningar", Who.Administrators),
        new("POST /Redaktion/Forkortningar/Index", "/redaktion/forkortningar", Who.Administrators),
        new("GET /Redaktion/Forkortningar/Andra", "/redaktion/forkortningar/andra?kort={new-abbreviation}", Who.Administrators),
        new("POST /Redaktion/Forkortningar/Andra", "/redaktion/forkortningar/andra?kort={new-abbreviation}", Who.Administrators),
        new("POST /Redaktion/Forkortningar/Andra?Remove", "/redaktion/forkortningar/andra?kort={new-abbreviation}&handler=Remove", Who.Administrators),
        new("GET /Redaktion/Mejl/Index", "/redaktion/mejl", Who.Administrators),
        new("POST /Redaktion/Mejl/Index?Retry", "/redaktion/mejl?mejl={given-up-mail}&handler=Retry", Who.Administrators),
        new("POST /Redaktion/Mejl/Index?Remove", "/redaktion/mejl?mejl={given-up-mail}&handler=Remove", Who.Administrators),
        new("GET /Redaktion/Synonymer/Index", "/redaktion/synonymer", Who.Administrators),
        new("POST /Redaktion/Synonymer/Index", "/redaktion/synonymer", Who.Administrators),
        new("POST /Redaktion/Synonymer/Index?Remove", "/redaktion/synonymer?ord={new-synonym}&handler=Remove", Who.Administrators),

        // people and log
        new("GET /Redaktion/Personer/Index", "/redaktion/personer", Who.Administrators),
        new("POST /Redaktion/Personer/Index", "/redaktion/personer", Who.Administrators),
        new("POST /Redaktion/Personer/Index?Withdraw", "/redaktion/personer?handler=Withdraw", Who.Administrators),
        new("GET /Redaktion/Personer/Person", "/redaktion/personer/{person}", Who.Administrators),
        new("POST /Redaktion/Personer/Person", "/redaktion/personer/{person}", Who.Administrators),
        new("POST /Redaktion/Personer/Person?Take", "/redaktion/personer/{person}?handler=Take", Who.Administrators),
        new("GET /Redaktion/Personer/Sparr", "/redaktion/personer/{person}/sparr", Who.Administrators),
        new("POST /Redaktion/Personer/Sparr", "/redaktion/personer/{person}/sparr", Who.Administrators),
        new("GET /Redaktion/Logg", "/redaktion/logg", Who.Administrators),
    ];

    /// <summary>What somebody gets: the answer, or how it is kept from them.</summary>
    public static Answer Expected(Row row, Persona persona) => (row.Who, persona) switch
    {
        (Who.Anybody, _) => Answer.Given,
        (_, Persona.Visitor) => Answer.SignIn,
        (_, Persona.WithoutRole) => Answer.Forbidden,
        (Who.Staff, _) or (_, Persona.Administrator) => Answer.Given,
        (Who.Administrators, _) => Answer.Forbidden,
        (_, Persona.Editor) => Answer.Given,
        (Who.Editors, _) => Answer.Forbidden,
        (Who.WritersOfTheBody, Persona.Writer) => Answer.Given,
        (Who.EditorsOfTheBody, _) or (Who.WritersOfTheBody, _) => Answer.Missing,
        _ => throw new ArgumentOutOfRangeException(nameof(row)),
    };
}

/// <param name="Key">Names the endpoint and the verb; once in the table.</param>
/// <param name="Address">How to ask it.</param>
/// <param name="Who">Who gets an answer.</param>
/// <param name="Status">What they get: of a GET 200 if left out, of a POST (an empty form, with a token) any redirect, a page with what is wrong, or a conflict.</param>
internal sealed record Row(string Key, string Address, Who Who, int? Status = null)
{
    private static readonly string[] Trials = ["/forhandsvisning", "/granska", "/publicera"];

    public string Verb => Key[..Key.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>Whether it publishes in a transaction that is undone, to show the page as it will be.</summary>
    public bool Rehearses => Trials.Any(trial => Address.Contains(trial, StringComparison.Ordinal));

    public bool IsStaffs => Address.StartsWith("/redaktion", StringComparison.Ordinal);
}

internal enum Who
{
    Anybody,
    Staff,

    /// <summary>Writers of the body whose draft or note it is, editors and administrators of all; for others it does not exist.</summary>
    WritersOfTheBody,

    /// <summary>Editors of the body; for others it does not exist.</summary>
    EditorsOfTheBody,
    Editors,
    Administrators,
}

public enum Persona
{
    Visitor,
    WithoutRole,
    WriterOfAnotherBody,
    Writer,
    Editor,
    Administrator,
}

internal enum Answer
{
    Given,
    SignIn,
    Forbidden,
    Missing,
}
