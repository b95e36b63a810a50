using MeetingNotes.Core.Mail;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Tests.Web;

public sealed class PortalOptionsTests(WebFixture portal)
{
    private static readonly PortalOptionsValidator Validator = new();

    public static TheoryData<string, Action<PortalOptions>> Faults => new()
    {
        { "Portal:PublicBaseUrl", o => o.PublicBaseUrl = "" },
        { "Portal:PublicBaseUrl", o => o.PublicBaseUrl = "noterat.region.example" },
        { "Portal:PublicBaseUrl", o => o.PublicBaseUrl = "ftp://region.example" },
        { "Portal:PublicBaseUrl", o => o.PublicBaseUrl = "https://region.example/noterat" },
        { "Portal:PublicBaseUrl", o => o.PublicBaseUrl = "https://region.example?x=1" },
        { "Portal:Name", o => o.Name = " " },
        { "Portal:Organisation:Name", o => o.Organisation.Name = "" },
        { "Portal:Organisation:LogoPath", o => o.Organisation.LogoPath = "" },
        { "Portal:Organisation:Website", o => o.Organisation.Website = "javascript:alert(1)" },
        { "Portal:Theme:Brand ", o => o.Theme.Brand = "#6aa0c8" },
        { "Portal:Theme:Brand ", o => o.Theme.Brand = "blue" },
        { "Portal:Theme:Brand ", o => o.Theme.Brand = "#0f4a6b;}" },
        { "Portal:Theme:BrandDeep ", o => o.Theme.BrandDeep = "#888888" },
        { "Portal:Theme:OnBrand ", o => o.Theme.OnBrand = "#808080" },
        { "Portal:Theme:BrandDark ", o => o.Theme.BrandDark = "#1c4f3f" },
        { "Portal:Theme:BrandDeepDark ", o => o.Theme.BrandDeepDark = "#777777" },
        { "Portal:Theme:OnBrandDark ", o => o.Theme.OnBrandDark = "#ffffff" },
        { "Portal:Contact:Unit", o => o.Contact.Unit = "" },
        { "Portal:Contact:Email", o => o.Contact.Email = "noterat" },
        { "Portal:Contact:Email", o => o.Contact.Email = "a@b.se?bcc=c@d.se" },
        { "Portal:Contact:RegistratorEmail", o => o.Contact.RegistratorEmail = "x" },
        { "Portal:BulletinBoardUrl", o => o.BulletinBoardUrl = "/anslagstavla" },
        { "Portal:FooterLinks:0:Text", o => o.FooterLinks = [new() { Url = "/om" }] },
        { "Portal:FooterLinks:0:Url", o => o.FooterLinks = [new() { Text = "Fel", Url = "//evil.example" }] },
        { "Portal:FooterLinks:1:Url", o => o.FooterLinks = [new(), new() { Text = "Fel", Url = "javascript:alert(1)" }] },
        { "Portal:LanguageLinks:0:Language", o => o.LanguageLinks = [new() { Text = "Suomeksi", Url = "/fi", Language = "finska!" }] },
        { "Portal:SecurityContact", o => o.SecurityContact = "sakerhet@region.example" },
        { "Portal:SecurityContact", o => o.SecurityContact = "http://region.example/sakerhet" },
        { "Portal:SecurityContact", o => o.SecurityContact = "mailto:a@b.se\nExpires: 2099-01-01" },
        { "Portal:OldAfterMonths", o => o.OldAfterMonths = 0 },
        { "Portal:Telemetry:Otlp ", o => o.Telemetry.Otlp = "localhost:4318" },
        { "Portal:Telemetry:Otlp ", o => o.Telemetry.Otlp = "grpc://localhost:4317" },
        { "Portal:Telemetry:Otlp ", o => o.Telemetry.Otlp = "https://noterat:hemligt@otlp.region.example" },
        { "Portal:TrustedProxies ", o => o.TrustedProxies = ["proxy.region.example"] },
        { "Portal:Mail:Dkim ", o => o.Mail.Dkim.Selector = "noterat" },
        { "Portal:Mail:Dkim:KeyFile ", o => o.Mail.Dkim = new() { Domain = "region.example", Selector = "noterat", KeyFile = "finns-inte.pem" } },
        { "Portal:Mail:From ", o => o.Mail.From = "noterat" },
        { "Portal:Mail:From ", o => o.Mail.From = "a@b.se\nBcc: c@d.se" },
        { "Portal:Mail:Host ", o => o.Mail.Host = "smtp://smtp.region.example" },
        { "Portal:Mail:Host ", o => o.Mail.Host = "smtp.region.example:587" },
        { "Portal:Mail:Port ", o => o.Mail.Port = 0 },
        { "Portal:Mail:Port ", o => o.Mail.Port = 65536 },
        { "Portal:Mail:Security ", o => o.Mail.Security = (MailSecurity)3 },
        { "Portal:Mail:User ", o => o.Mail.User = "noterat" },
        { "Portal:Mail:User ", o => o.Mail.Password = "hemligt" },
        { "Portal:Mail:Password ", o => o.Mail = new() { User = "noterat", Password = "hemligt", Security = MailSecurity.None } },
        { "Portal:DataFolder", o => o.DataFolder = "" },
        { "Portal:PersonalData:Controller", o => o.PersonalData.Controller = "" },
        { "Portal:PersonalData:DataProtectionOfficerEmail", o => o.PersonalData.DataProtectionOfficerEmail = "" },
        { "Portal:Accessibility:KnownIssues", o => o.Accessibility.Conformity = Conformity.Full },
        { "Portal:Accessibility:KnownIssues", o => o.Accessibility.KnownIssues = [] },
        { "Portal:Accessibility:KnownIssues", o => o.Accessibility.KnownIssues[0].Text = "" },
        { "Portal:Accessibility:AssessedOn", o => o.Accessibility.AssessedOn = null },
        { "Portal:Accessibility:AssessedOn", o => o.Accessibility.UpdatedOn = new(2018, 4, 8) },
        { "Portal:Accessibility:Method", o => o.Accessibility.Method = "" },
        { "Portal:Accessibility:FeedbackEmail", o => o.Accessibility.FeedbackEmail = "x" },
        { "Portal:Accessibility:DisproportionateBurden", o => o.Accessibility.DisproportionateBurden = [new() { Text = "Kartor." }] },
    };

    [Theory, MemberData(nameof(Faults))]
    public void Validate_OneFault_NamesTheSetting(string setting, Action<PortalOptions> fault)
    {
        var options = Good();
        fault(options);

        var failures = Validator.Validate(null, options).Failures!;
        Assert.All(failures, failure => Assert.StartsWith(setting, failure, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_AllInOrder_Succeeds()
    {
        var options = Good();
        options.Theme = new() { Brand = "#1c4f3f", BrandDeep = "#11352a", OnBrand = "#fffFFF", BrandDark = "#9ed3bd", BrandDeepDark = "#cbe9dd", OnBrandDark = "#0b211a" };
        options.FooterLinks = [new(), new() { Text = "Om", Url = "/om" }, new() { Text = "Hem", Url = "https://region.example" }];
        options.SecurityContact = "https://region.example/sakerhet";
        options.Mail = new() { Host = "smtp.region.example", User = "noterat", Password = "hemligt", From = "noterat@region.example" };

        Assert.True(Validator.Validate(null, options).Succeeded);
    }

    [Fact]
    public void Validate_WeakColour_TellsTheContrastInSwedish()
    {
        var options = Good();
        options.Theme.Brand = "#767676";

        Assert.Contains("Portal:Theme:Brand (#767676) har kontrasten 4,5:1 mot #ffffff; det behövs minst 7:1.",
            Validator.Validate(null, options).Failures!);
    }

    [Fact]
    public void Start_OutsideDevelopmentWithoutAddress_IsRefusedByName()
    {
        using var nameless = portal.With(host => host.UseSetting("environment", "Production"));

        var refusal = Assert.ThrowsAny<OptionsValidationException>(() => nameless.CreateClient());
        Assert.Contains("Portal:PublicBaseUrl", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Now_InDevelopment_MovesTheClockOfTheWholePortal()
    {
        var services = new ServiceCollection().AddTrialClock(
            new ConfigurationBuilder().AddInMemoryCollection([new("Portal:Now", "2018-07-01 08:30")]).Build(), new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { EnvironmentName = "Development" });

        var clock = services.BuildServiceProvider().GetRequiredService<TimeProvider>();

        Assert.InRange(clock.GetUtcNow(), new DateTimeOffset(2018, 7, 1, 6, 30, 0, TimeSpan.Zero), new DateTimeOffset(2018, 7, 1, 6, 40, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Now_OutsideDevelopment_IsRefusedByName()
    {
        using var production = portal.InProduction().WithWebHostBuilder(host => host.UseSetting("Portal:Now", "2018-07-01"));

        var refusal = Assert.ThrowsAny<OptionsValidationException>(() => production.CreateClient());
        Assert.Contains("Portal:Now", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("finns-inte.svg")]
    [InlineData("appsettings.json")]
    public void Start_WrongLogo_IsRefusedByName(string path)
    {
        using var changed = portal.With(host => host.UseSetting("Portal:Organisation:LogoPath", path));

        var refusal = Assert.ThrowsAny<OptionsValidationException>(() => changed.CreateClient());
        Assert.Contains("Portal:Organisation:LogoPath", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "http://localhost:5080")]
    [InlineData("http://127.0.0.1:6001;http://localhost:6002", "http://127.0.0.1:6001")]
    [InlineData("http://+:6001", "http://localhost:6001")]
    [InlineData("http://0.0.0.0:6001", "http://localhost:6001")]
    public void PublicBaseUrl_InDevelopment_FallsBackToWhereThePortalListens(string? urls, string expected)
    {
        using var listening = portal.With(host => host.UseSetting("urls", urls));

        Assert.Equal(expected, listening.Services.GetRequiredService<IOptions<PortalOptions>>().Value.PublicBaseUrl);
    }

    private static PortalOptions Good() => new()
    {
        PublicBaseUrl = "https://noterat.region.example",
        Organisation = { Name = "Region Västernorrland", Website = "https://region.example" },
        Contact = { Unit = "Kommunikation", Email = "noterat@region.example" },
        PersonalData = { Controller = "Regionstyrelsen", DataProtectionOfficerEmail = "dataskydd@region.example" },
        Accessibility =
        {
            KnownIssues = [new() { Situation = UseSituation.LimitedVision, Text = "En karta är svår att läsa." }],
            AssessedOn = new(2018, 4, 9),
            UpdatedOn = new(2018, 4, 12),
            Method = "Självskattning.",
        },
    };
}
