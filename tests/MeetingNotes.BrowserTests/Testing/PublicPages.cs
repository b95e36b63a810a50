namespace MeetingNotes.BrowserTests.Testing;

/// <summary>One address of every kind of public page, on the sample notes.</summary>
public static class PublicPages
{
    /// <summary>The meeting that started the project.</summary>
    public const string Note = "/noterat/regionala-samverkansradet/2018-04-11";

    /// <summary>Has a table and an image.</summary>
    public const string NoteWithTable = "/noterat/regionala-transportgruppen/2018-04-05";

    /// <summary>Has an item in English and a quotation.</summary>
    public const string NoteInTwoLanguages = "/noterat/regionala-samverkansradet/2018-05-30";

    /// <summary>Young enough to carry no mark of age.</summary>
    public const string RecentNote = "/noterat/regionstyrelsen/2026-11-10";

    /// <summary>Withdrawn by <see cref="PortalFixture"/>.</summary>
    public const string Withdrawn = "/noterat/kulturforum/2018-04-10";

    /// <summary>Opens the pages of a reader, made by <see cref="PortalFixture"/>.</summary>
    public static readonly string ReaderSecret = new('a', 48);

    /// <summary>Confirms a request that has been made there, too.</summary>
    public static readonly string RequestToken = new('b', 48);

    public static TheoryData<string> Notes => [Note, NoteWithTable, NoteInTwoLanguages, RecentNote];

    public static TheoryData<string> Answered200 =>
    [
        "/", "/noterat", "/noterat?sida=2", "/noterat?organ=regionala-samverkansradet&ar=2018", .. Notes,
        "/organ", "/organ/regionala-samverkansradet", "/organ/hallbarhetsradet",
        "/moten", "/moten?organ=regionstyrelsen", "/moten?ar=2018", "/amnen", "/amnen/kollektivtrafik",
        "/sok", "/sok?q=kollektivtrafik", "/sok?q=zebraost",
        "/uppfoljningar", "/uppfoljningar?organ=regionstyrelsen&status=klar&nar=2018",
        "/uppfoljningar/regionala-samverkansradet/bred-eller-spetsig", "/uppfoljningar/regionstyrelsen/budget-2027",
        "/arenden", "/arenden/ny-regional-utvecklingsstrategi",
        "/webbkarta", "/om", "/kontakt", "/prenumerera?organ=kulturforum&amne=kollektivtrafik&sok=q%3Dbuss", "/prenumerera/skickat",
        $"/prenumerera/bekrafta/{RequestToken}", $"/prenumerera/mina/{ReaderSecret}?klart=bekraftad", $"/prenumerera/sluta/{ReaderSecret}",
        "/tillganglighet", "/kakor", "/personuppgifter", "/sokhjalp", "/oppna-data", "/sok?q=%22regional%20utvecklingsstrategi%22%20-kommun&organ=regionala-samverkansradet",
    ];

    public static TheoryData<string, int> Refused => new()
    {
        { "/finns-inte", 404 },
        { Withdrawn, 410 },
        { "/sok?q=buss&sida=0", 400 },
        { "/prenumerera/bekrafta/gammal", 404 },
    };

    public static TheoryData<string> All => [.. Answered200, .. Refused.Select(row => row.Data.Item1)];
}
