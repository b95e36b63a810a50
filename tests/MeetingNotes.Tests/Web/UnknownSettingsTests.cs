using MeetingNotes.Tests.Testing;
using MeetingNotes.Web.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MeetingNotes.Tests.Web;

public sealed class UnknownSettingsTests(WebFixture portal)
{
    [Theory]
    [InlineData("Portal:Nmae", true)]
    [InlineData("Portal:Organisation:Nmae", true)]
    [InlineData("Portal:Organisation:Name:Kort", true)]
    [InlineData("Portal:SiteTitle", true)]
    [InlineData("Portal:FooterLinks:0:Adress", true)]
    [InlineData("Portal:Accessibility:KnownIssues:3:Txt", true)]
    [InlineData("Portal:Accessibility:OutsideTheLaw:0:Text", true)]
    [InlineData("Portal:Accessibility:Conformity:Full", true)]
    [InlineData("Portal:Name", false)]
    [InlineData("portal:publicbaseurl", false)]
    [InlineData("Portal:Organisation:HeaderLines:0", false)]
    [InlineData("Portal:FooterLinks:12:Url", false)]
    [InlineData("Portal:Accessibility:KnownIssues:0:Wcag", false)]
    [InlineData("Portal:Accessibility:AssessedOn", false)]
    [InlineData("Portal:PostgresFolder", false)]
    [InlineData("Portal:PostgresPrograms", false)]
    [InlineData("Portalen:Namn", false)]
    public void In_OneSetting_IsUnknownOrNot(string setting, bool isUnknown) =>
        Assert.Equal(isUnknown ? [setting] : [], UnknownSettings.In(Settings(setting)));

    [Fact]
    public async Task Start_UnknownSettings_IsOneWarningWithTheirNames()
    {
        using var log = new LogLines();

        await new UnknownSettings(Settings("Portal:Nmae", "Portal:Name", "Portal:Contact:Mejl"), log.CreateLogger<UnknownSettings>()).StartAsync(TestContext.Current.CancellationToken);
        await new UnknownSettings(Settings("Portal:Name"), log.CreateLogger<UnknownSettings>()).StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["Inställningar som inte finns och inte används: Portal:Contact:Mejl, Portal:Nmae. Rätta stavningen eller ta bort dem."],
            log.Written);
    }

    [Fact]
    public void In_ShippedSettings_AreAllKnown()
    {
        Assert.Empty(UnknownSettings.In(portal.Services.GetRequiredService<IConfiguration>()));
        Assert.Single(portal.Services.GetServices<IHostedService>().OfType<UnknownSettings>());
    }

    private static IConfigurationRoot Settings(params string[] names) =>
        new ConfigurationBuilder().AddInMemoryCollection(names.Select(name => KeyValuePair.Create(name, (string?)"x"))).Build();
}
