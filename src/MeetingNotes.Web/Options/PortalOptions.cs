namespace MeetingNotes.Web.Options;

/// <summary>
/// Everything that makes the portal one organisation's own: section <c>Portal</c> of the settings. Checked when the portal
/// starts, by <see cref="PortalOptionsValidator"/>; another region changes these and no code.
/// </summary>
public sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>
    /// Scheme and host that every permanent address begins with, for example <c>https://noterat.region.example</c>. Required
    /// outside Development; there it falls back to the address the portal listens on. Never taken from the request.
    /// </summary>
    public string PublicBaseUrl { get; set; } = "";

    /// <summary>Name of the site, in the header and last in every title.</summary>
    public string Name { get; set; } = "Noterat";

    /// <summary>The public body behind the site.</summary>
    public OrganisationOptions Organisation { get; set; } = new();

    /// <summary>The organisation's colours; those left out are the portal's own.</summary>
    public ThemeOptions Theme { get; set; } = new();

    /// <summary>Who answers for the site and how they are reached.</summary>
    public ContactOptions Contact { get; set; } = new();

    /// <summary>Address of the organisation's anslagstavla. Left out: no link is printed.</summary>
    public string? BulletinBoardUrl { get; set; }

    /// <summary>More links in the footer column "Läsa vidare". Those without an address are not printed.</summary>
    public IList<LinkOptions> FooterLinks { get; set; } = [];

    /// <summary>Links to the organisation's pages in other languages. Those without an address are not printed.</summary>
    public IList<LinkOptions> LanguageLinks { get; set; } = [];

    /// <summary>Where a security fault is reported, as <c>mailto:</c> or <c>https:</c>. Left out: the e-mail of <see cref="Contact"/>.</summary>
    public string? SecurityContact { get; set; }

    /// <summary>A note is marked "Äldre information" when its meeting is more than this many months ago.</summary>
    public int OldAfterMonths { get; set; } = 24;

    /// <summary>The facts of the accessibility statement.</summary>
    public AccessibilityOptions Accessibility { get; set; } = new();

    /// <summary>The facts of the page about personal data.</summary>
    public PersonalDataOptions PersonalData { get; set; } = new();

    /// <summary>How staff sign in.</summary>
    public SignInOptions SignIn { get; set; } = new();

    /// <summary>How mail to staff is sent.</summary>
    public MailOptions Mail { get; set; } = new();

    /// <summary>Checking of the links that lead out of the portal.</summary>
    public LinkCheckOptions LinkChecks { get; set; } = new();

    /// <summary>Where traces, metrics and logs are sent.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>Memory for finished public pages in each instance, in megabytes; 0 makes each page anew.</summary>
    public int PageCacheMegabytes { get; set; } = 64;

    /// <summary>So many answers a minute are made for one address (IPv4, or the network of an IPv6 address); 0 for as many as it likes.</summary>
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Addresses or networks of proxies on other machines, whose word is taken on who a visitor is.</summary>
    public IList<string> TrustedProxies { get; set; } = [];

    /// <summary>A file of the earlier website's addresses and where they lead. Left out: they lead nowhere.</summary>
    public string? OldAddresses { get; set; }

    /// <summary>Folder of all local state, relative to the working directory unless rooted.</summary>
    public string DataFolder { get; set; } = ".local";

    /// <summary>A folder of note files that fills an empty portal when it starts. Left out: it stays empty.</summary>
    public string? SampleNotes { get; set; }

    /// <summary>For tests and trials: the time in Stockholm at which the portal believes it was started. Development only.</summary>
    public DateTime? Now { get; set; }

    /// <summary>"Noterat, Region Västernorrland": how the site is named in titles.</summary>
    public string SiteTitle => $"{Name}, {Organisation.Name}";

    /// <summary>The permanent, absolute address of a path that begins with a slash.</summary>
    public string AbsoluteUrl(string path) => PublicBaseUrl.TrimEnd('/') + path;
}

/// <summary>The public body behind the site.</summary>
public sealed class OrganisationOptions
{
    /// <summary>The full name, for example "Region Västernorrland".</summary>
    public string Name { get; set; } = "";

    /// <summary>The name as it stands in the header, line by line. Left out: <see cref="Name"/> on one line.</summary>
    public IList<string> HeaderLines { get; set; } = [];

    /// <summary>An .svg or .png file, square, at most 100 kB; relative to the content root unless rooted.</summary>
    public string LogoPath { get; set; } = "wwwroot/logotyp.svg";

    /// <summary>Address of the organisation's own site.</summary>
    public string? Website { get; set; }
}

/// <summary>
/// Six colours as <c>#rrggbb</c>. Brand colours are links, numbers and buttons: at least 7:1 against the page (white, or
/// #16191b in the dark); text on them at least 4.5:1.
/// </summary>
public sealed class ThemeOptions
{
    /// <summary>Links, numbers and buttons on white.</summary>
    public string? Brand { get; set; }

    /// <summary>The brand colour under the pointer.</summary>
    public string? BrandDeep { get; set; }

    /// <summary>Text on the brand colour.</summary>
    public string? OnBrand { get; set; }

    /// <summary>As <see cref="Brand"/>, where the reader prefers dark.</summary>
    public string? BrandDark { get; set; }

    /// <summary>As <see cref="BrandDeep"/>, where the reader prefers dark.</summary>
    public string? BrandDeepDark { get; set; }

    /// <summary>As <see cref="OnBrand"/>, where the reader prefers dark.</summary>
    public string? OnBrandDark { get; set; }
}

/// <summary>Who answers for the site and how they are reached. What is left out is not printed.</summary>
public sealed class ContactOptions
{
    /// <summary>The responsible unit, for example "Kommunikation".</summary>
    public string Unit { get; set; } = "";

    /// <summary>The address for everything that has none of its own.</summary>
    public string Email { get; set; } = "";

    /// <summary>As it is printed, for example "0611-555 00".</summary>
    public string? Phone { get; set; }

    /// <summary>Line by line.</summary>
    public IList<string> PostalAddress { get; set; } = [];

    /// <summary>Line by line.</summary>
    public IList<string> VisitingAddress { get; set; } = [];

    /// <summary>Where public documents are asked for.</summary>
    public string? RegistratorEmail { get; set; }

    /// <summary>How soon an answer comes, after "Vi svarar inom", for example "två arbetsdagar".</summary>
    public string AnswersWithin { get; set; } = "två arbetsdagar";
}

/// <summary>A link that an organisation adds.</summary>
public sealed class LinkOptions
{
    /// <summary>What the link says; in the language of the page it leads to.</summary>
    public string Text { get; set; } = "";

    /// <summary>A path of this site ("/om") or an absolute http or https address; empty: the link is not printed.</summary>
    public string? Url { get; set; }

    /// <summary>Language of the text and of the page, for example "fi", when it is not Swedish.</summary>
    public string? Language { get; set; }
}

/// <summary>The facts of the page about personal data.</summary>
public sealed class PersonalDataOptions
{
    /// <summary>The body that is responsible by law (personuppgiftsansvarig), for example "Regionstyrelsen i Region Västernorrland".</summary>
    public string Controller { get; set; } = "";

    /// <summary>E-mail of the data protection officer (dataskyddsombud).</summary>
    public string DataProtectionOfficerEmail { get; set; } = "";

    /// <summary>Why the law allows it, one paragraph each.</summary>
    public IList<string> LegalBasis { get; set; } = [];

    /// <summary>How long what is kept, one paragraph each.</summary>
    public IList<string> Retention { get; set; } = [];
}
