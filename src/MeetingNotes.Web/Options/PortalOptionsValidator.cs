using System.Globalization;
using System.Text.RegularExpressions;
using MeetingNotes.Core.Time;
using MeetingNotes.Web.Security;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Options;

/// <summary>Refuses settings that would give a wrong, unreadable or unlawful page. Each message begins with the setting's name.</summary>
public sealed partial class PortalOptionsValidator : IValidateOptions<PortalOptions>
{
    private const double BrandContrast = 7;
    private const double TextContrast = 4.5;
    private const string LightPage = "#ffffff";
    private const string DarkPage = "#16191b";

    public ValidateOptionsResult Validate(string? name, PortalOptions options)
    {
        var failures = Check(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Check(PortalOptions portal) =>
    [
        .. CheckSite(portal),
        .. CheckTheme(portal.Theme),
        .. CheckLinks("Portal:FooterLinks", portal.FooterLinks),
        .. CheckLinks("Portal:LanguageLinks", portal.LanguageLinks),
        .. CheckAccessibility(portal.Accessibility),
        .. MailOptionsCheck.Check(portal.Mail, address => Email().IsMatch(address)),
    ];

    private static IEnumerable<string> CheckSite(PortalOptions portal)
    {
        if (portal.TrustedProxies.Any(proxy => ProxyTrust.NetworkOf(proxy) is null))
        {
            yield return "Portal:TrustedProxies ska vara adresser eller nät, till exempel 10.0.0.7 eller 10.0.0.0/24.";
        }

        if (!IsWebAddress(portal.PublicBaseUrl) || new Uri(portal.PublicBaseUrl) is not { PathAndQuery: "/", UserInfo: "", Fragment: "" })
        {
            yield return "Portal:PublicBaseUrl ska vara portalens adress utan sökväg, till exempel https://noterat.region.example.";
        }

        (string Setting, string Value, string Meaning)[] required =
        [
            ("Name", portal.Name, "webbplatsens namn"),
            ("Organisation:Name", portal.Organisation.Name, "organisationens namn"),
            ("Organisation:LogoPath", portal.Organisation.LogoPath, "logotypens fil"),
            ("Contact:Unit", portal.Contact.Unit, "den enhet som ansvarar för webbplatsen"),
            ("Contact:AnswersWithin", portal.Contact.AnswersWithin, "hur snart ni svarar"),
            ("PersonalData:Controller", portal.PersonalData.Controller, "den som är personuppgiftsansvarig"),
            ("DataFolder", portal.DataFolder, "mappen för portalens egna filer"),
        ];

        foreach (var (setting, value, meaning) in required)
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                yield return $"Portal:{setting} saknas: ange {meaning}.";
            }
        }

        (string Setting, string? Value)[] emails =
        [
            ("Contact:Email", portal.Contact.Email),
            ("PersonalData:DataProtectionOfficerEmail", portal.PersonalData.DataProtectionOfficerEmail),
            ("Contact:RegistratorEmail", portal.Contact.RegistratorEmail),
            ("Accessibility:FeedbackEmail", portal.Accessibility.FeedbackEmail),
        ];

        foreach (var (setting, value) in emails)
        {
            if (value is not null && !Email().IsMatch(value))
            {
                yield return $"Portal:{setting} ska vara en e-postadress.";
            }
        }

        if (portal.Organisation.Website is { } website && !IsWebAddress(website))
        {
            yield return "Portal:Organisation:Website ska vara en adress som börjar med https:// eller http://.";
        }

        if (portal.BulletinBoardUrl is { Length: > 0 } board && !IsWebAddress(board))
        {
            yield return "Portal:BulletinBoardUrl ska vara en adress som börjar med https:// eller http://.";
        }

        if (portal.SecurityContact is { } contact
            && !(contact.StartsWith("mailto:", StringComparison.Ordinal) && Email().IsMatch(contact["mailto:".Length..]))
            && !(IsWebAddress(contact) && contact.StartsWith("https://", StringComparison.Ordinal)))
        {
            yield return "Portal:SecurityContact ska börja med mailto: eller https://.";
        }

        if (portal.PageCacheMegabytes is < 0 or > 4096)
        {
            yield return "Portal:PageCacheMegabytes ska vara 0–4096; 0 stänger av minnet för färdiga sidor.";
        }

        if (portal.LinkChecks.Allow.Concat(portal.LinkChecks.Deny).Any(host => Uri.CheckHostName(host) == UriHostNameType.Unknown))
        {
            yield return "Portal:LinkChecks:Allow och Portal:LinkChecks:Deny ska vara värdnamn, till exempel diariet.region.example.";
        }

        if (portal.Telemetry.Otlp is { Length: > 0 } otlp && TelemetryOptions.ReceiverOf(otlp) is null)
        {
            yield return "Portal:Telemetry:Otlp ska vara adressen till en mottagare av OTLP över HTTP, utan sökfråga och lösenord, till exempel http://localhost:4318.";
        }

        if (portal.OldAfterMonths is < 1 or > 600)
        {
            yield return "Portal:OldAfterMonths ska vara ett antal månader från 1 till 600.";
        }
    }

    private static IEnumerable<string> CheckTheme(ThemeOptions theme)
    {
        (string Setting, string? Value)[] colours =
        [
            ("Brand", theme.Brand), ("BrandDeep", theme.BrandDeep), ("OnBrand", theme.OnBrand),
            ("BrandDark", theme.BrandDark), ("BrandDeepDark", theme.BrandDeepDark), ("OnBrandDark", theme.OnBrandDark),
        ];

        var malformed = colours.Where(c => c.Value is not null && !Colour().IsMatch(c.Value)).ToList();
        if (malformed.Count > 0)
        {
            return malformed.Select(c => $"Portal:Theme:{c.Setting} ska skrivas som #rrggbb.");
        }

        // What is left out is the value of tokens.css.
        var (brand, deep, on) = (theme.Brand ?? "#0f4a6b", theme.BrandDeep ?? "#0a334b", theme.OnBrand ?? "#ffffff");
        var (brandDark, deepDark, onDark) = (theme.BrandDark ?? "#95c8e6", theme.BrandDeepDark ?? "#c3e2f4", theme.OnBrandDark ?? "#0a1f2d");

        var failures = TooWeak(BrandContrast,
            ("Brand", brand, LightPage), ("BrandDeep", deep, LightPage), ("BrandDark", brandDark, DarkPage), ("BrandDeepDark", deepDark, DarkPage));
        return failures.Count > 0 ? failures : TooWeak(TextContrast,
            ("OnBrand", on, brand), ("OnBrand", on, deep), ("OnBrandDark", onDark, brandDark), ("OnBrandDark", onDark, deepDark));
    }

    private static List<string> TooWeak(double atLeast, params (string Setting, string Colour, string Against)[] pairs) =>
    [
        .. from pair in pairs
           let contrast = Contrast(pair.Colour, pair.Against)
           where contrast < atLeast
           select string.Create(StockholmTime.Culture,
               $"Portal:Theme:{pair.Setting} ({pair.Colour}) har kontrasten {contrast:0.0}:1 mot {pair.Against}; det behövs minst {atLeast:0.#}:1."),
    ];

    private static IEnumerable<string> CheckLinks(string setting, IList<LinkOptions> links)
    {
        for (var i = 0; i < links.Count; i++)
        {
            if (links[i] is not { Url: { Length: > 0 } url } link)
            {
                continue;
            }

            if (string.IsNullOrWhiteSpace(link.Text))
            {
                yield return $"{setting}:{i}:Text saknas: ange länkens text.";
            }

            if (!LocalPath().IsMatch(url) && !IsWebAddress(url))
            {
                yield return $"{setting}:{i}:Url ska vara en sökväg som börjar med / eller en adress som börjar med https:// eller http://.";
            }

            if (link.Language is { } language && !LanguageTag().IsMatch(language))
            {
                yield return $"{setting}:{i}:Language ska vara en språkkod, till exempel fi.";
            }
        }
    }

    private static IEnumerable<string> CheckAccessibility(AccessibilityOptions facts)
    {
        if (!Enum.IsDefined(facts.Conformity))
        {
            yield return "Portal:Accessibility:Conformity ska vara Full, Partial eller None.";
        }

        if ((facts.Conformity == Conformity.Full) != (facts.KnownIssues.Count == 0))
        {
            yield return "Portal:Accessibility:KnownIssues ska vara tom om webbplatsen är helt förenlig med lagen, annars räkna upp bristerna.";
        }

        if (facts.KnownIssues.Any(i => string.IsNullOrWhiteSpace(i.Text) || !Enum.IsDefined(i.Situation)))
        {
            yield return "Portal:Accessibility:KnownIssues: varje brist behöver Situation och Text.";
        }

        if (facts.DisproportionateBurden.Any(e => string.IsNullOrWhiteSpace(e.Text) || string.IsNullOrWhiteSpace(e.Reason)))
        {
            yield return "Portal:Accessibility:DisproportionateBurden: varje undantag behöver Text och Reason.";
        }

        if (facts.AssessedOn is null || facts.UpdatedOn is null || facts.UpdatedOn < facts.AssessedOn)
        {
            yield return "Portal:Accessibility:AssessedOn och UpdatedOn ska vara datum (ÅÅÅÅ-MM-DD), och UpdatedOn inte före AssessedOn.";
        }

        if (string.IsNullOrWhiteSpace(facts.Method))
        {
            yield return "Portal:Accessibility:Method saknas: ange hur webbplatsen har bedömts.";
        }
    }

    private static bool IsWebAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

    /// <summary>Contrast ratio of two colours, 1 to 21 (WCAG 2.2).</summary>
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));

        double Channel(int start)
        {
            var value = byte.Parse(colour.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
    }

    [GeneratedRegex(@"\A#[0-9a-fA-F]{6}\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Colour();

    [GeneratedRegex(@"\A[^@\s?&<>""]+@[^@\s?&<>""]+\.[^@\s?&<>""]+\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Email();

    [GeneratedRegex(@"\A/(?![/\\])[^\s\\]*\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex LocalPath();

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex LanguageTag();
}
