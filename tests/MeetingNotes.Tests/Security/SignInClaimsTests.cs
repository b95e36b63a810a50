using System.Security.Claims;
using MeetingNotes.Core.Staff;
using MeetingNotes.Tests.Testing;
using MeetingNotes.Web.Options;
using MeetingNotes.Web.Security.SignIn;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace MeetingNotes.Tests.Security;

/// <summary>What a token becomes by the settings, and which settings are refused.</summary>
public sealed class SignInClaimsTests
{
    private static readonly SignInOptions Settings = new()
    {
        RoleClaim = "groups",
        Writers = ["skriv"],
        Editors = ["granska", "granska-2"],
        Administrators = ["styr"],
        FirstAdministrators = ["forst@region.example", "sub-1"],
    };

    [Theory]
    [InlineData("name=Siv|preferred_username=siv|email=siv@region.example", "Siv")]
    [InlineData("name= |preferred_username=siv|email=siv@region.example", "siv")]
    [InlineData("email=siv@region.example", "siv@region.example")]
    [InlineData("name=", "s")]
    [InlineData("name=Siv\0\u202eö\n", "Siv\u202eö")]
    public void Name_OfTheToken_IsTheFirstThatIsThere(string claims, string name) => Assert.Equal(name, Read(claims)!.Name);

    [Theory]
    [InlineData("", false, false)]
    [InlineData("email=siv@region.example", false, false)]
    [InlineData("email=siv@region.example", true, true)]
    [InlineData("email=siv@region.example|email_verified=true", false, true)]
    [InlineData("email=siv@region.example|email_verified=false", true, false)]
    [InlineData("email=siv@region.example|email_verified=kanske", true, false)]
    [InlineData("email=siv|email_verified=true", true, false)]
    public void Email_OfTheToken_IsVerifiedWhenTheServiceOrTheSettingsSaySo(string claims, bool trusts, bool expected) =>
        Assert.Equal(expected, Read(claims, new SignInOptions { TrustsEmail = trusts })!.IsEmailVerified);

    [Theory]
    [InlineData("", "")]
    [InlineData("groups=skriv", "Writer")]
    [InlineData("groups=granska-2|groups=granska|groups=annat", "Editor")]
    [InlineData("groups=skriv|groups=styr", "Writer Administrator")]
    [InlineData("groups=SKRIV|roles=styr", "")]
    [InlineData("sub=sub-1", "Administrator")]
    [InlineData("email=Forst@region.example|email_verified=true", "Administrator")]
    [InlineData("email=forst@region.example", "")]
    [InlineData("name=sub-1", "")]
    public void Roles_OfTheToken_FollowTheSettings(string claims, string roles) => Assert.Equal(roles, string.Join(' ', Read(claims)!.Roles));

    [Theory]
    [InlineData("sub=")]
    [InlineData("sub=a\nb")]
    [InlineData("iss=")]
    public void Token_WithoutALastingName_IsNobody(string claims) => Assert.Null(Read(claims));

    public static TheoryData<string, Action<SignInOptions>, bool> Faults => new()
    {
        { "Portal:SignIn:SamplePeople", o => o.SamplePeople = true, true },
        { "Portal:SignIn:Authority", o => (o.Authority, o.ClientId) = ("http://inloggning.region.example", "x"), true },
        { "Portal:SignIn:Authority", o => (o.Authority, o.ClientId) = ("inloggning", "x"), false },
        { "Portal:SignIn:ClientId", o => o.Authority = "https://inloggning.region.example", true },
        { "Portal:SignIn:IdleHours", o => o.IdleHours = 0, false },
        { "Portal:SignIn:IdleHours", o => o.IdleHours = 25, false },
        { "Portal:SignIn:RoleClaim", o => o.RoleClaim = " ", false },
        { "Portal:SignIn: Writers", o => o.Administrators = [""], false },
    };

    [Theory, MemberData(nameof(Faults))]
    public void Validate_OneFault_NamesTheSetting(string setting, Action<SignInOptions> fault, bool isProduction)
    {
        var portal = new PortalOptions();
        fault(portal.SignIn);

        var result = new SignInOptionsValidator(new At(isProduction ? Environments.Production : Environments.Development)).Validate(null, portal);

        Assert.StartsWith(setting, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_DevelopmentWithSamplePeopleAndPlainHttp_IsAllowed() =>
        Assert.True(new SignInOptionsValidator(new At(Environments.Development))
            .Validate(null, new PortalOptions { SignIn = { SamplePeople = true, Authority = "http://localhost:9", ClientId = "x" } }).Succeeded);

    private static SignedIn? Read(string claims, SignInOptions? settings = null)
    {
        var all = claims.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(claim => claim.Split('=', 2)).Select(pair => new Claim(pair[0], pair[1])).ToList();
        Claim[] standard = [.. new[] { new Claim("iss", "https://inloggning.example"), new Claim("sub", "s") }.Where(claim => all.TrueForAll(one => one.Type != claim.Type))];
        return SignInClaims.Read(new ClaimsPrincipal(new ClaimsIdentity([.. standard, .. all])), settings ?? Settings);
    }

    private sealed class At(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = Repository.Seeds;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
