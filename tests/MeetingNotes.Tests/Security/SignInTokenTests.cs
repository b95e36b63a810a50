using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MeetingNotes.Tests.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MeetingNotes.Tests.Security;

/// <summary>A token that is not exactly the service's own, for us, for this sign-in and for now, signs nobody in (promise 8).</summary>
[Collection(WithSignInService.Name)]
public sealed class SignInTokenTests(SignInFixture fixture)
{
    private static readonly RsaSecurityKey OtherKey = new(RSA.Create(2048)) { KeyId = "prov" };

    public static TheoryData<string, string> Mutations => new()
    {
        { "issuer", "avbruten" }, { "no issuer", "avbruten" }, { "audience", "avbruten" }, { "no audience", "avbruten" }, { "nonce", "avbruten" }, { "no nonce", "avbruten" },
        { "no subject", "avbruten" }, { "empty subject", "avbruten" }, { "long subject", "avbruten" }, { "expired", "klocka" }, { "no expiry", "avbruten" }, { "not yet", "klocka" },
        { "payload", "avbruten" }, { "signature", "avbruten" }, { "no signature", "avbruten" }, { "alg none", "avbruten" }, { "alg none, signed", "avbruten" },
        { "other key", "avbruten" }, { "unknown key", "avbruten" }, { "secret as key", "avbruten" }, { "public key as secret", "avbruten" }, { "not a token", "avbruten" },
        { "empty", "avbruten" },
    };

    [Theory, MemberData(nameof(Mutations))]
    public async Task Token_Tampered_SignsNobodyIn(string mutation, string fault)
    {
        var (response, browser, subject) = await SignInAsync(token => Mutate(mutation, token));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"/redaktion/logga-in/fel/{fault}", response.Headers.Location!.ToString());
        Assert.Null(browser.Session);
        Assert.Null(await fixture.PersonAsync(subject));
    }

    /// <summary>The way that the tests tamper is not itself what is refused.</summary>
    [Fact]
    public async Task Token_SignedAnewUnchanged_SignsIn()
    {
        var (response, browser, subject) = await SignInAsync(token => Change(token, _ => { }));

        Assert.Equal("/redaktion", response.Headers.Location!.ToString());
        Assert.NotNull(browser.Session);
        Assert.NotNull(await fixture.PersonAsync(subject));
    }

    private async Task<(HttpResponseMessage Response, SignInBrowser Browser, string Subject)> SignInAsync(Func<string, string> tamper)
    {
        var (browser, person) = (fixture.Browser(), SignInFixture.Somebody());
        fixture.Server.Tamper = tamper;
        try
        {
            return (await browser.SignInAsync(person), browser, (string)person["sub"]);
        }
        finally
        {
            fixture.Server.Tamper = null;
        }
    }

    private string Mutate(string mutation, string token) => mutation switch
    {
        "issuer" => Change(token, claims => claims["iss"] = "https://annan.example/"),
        "no issuer" => Change(token, claims => claims.Remove("iss")),
        "audience" => Change(token, claims => claims["aud"] = "annan"),
        "no audience" => Change(token, claims => claims.Remove("aud")),
        "nonce" => Change(token, claims => claims["nonce"] = "annan"),
        "no nonce" => Change(token, claims => claims.Remove("nonce")),
        "no subject" => Change(token, claims => claims.Remove("sub")),
        "empty subject" => Change(token, claims => claims["sub"] = ""),
        "long subject" => Change(token, claims => claims["sub"] = new string('x', 501)),
        "expired" => Change(token, claims => (claims["iat"], claims["nbf"], claims["exp"]) = (Ago(90), Ago(90), Ago(60))),
        "no expiry" => Change(token, claims => claims.Remove("exp")),
        "not yet" => Change(token, claims => (claims["nbf"], claims["exp"]) = (Ago(-60), Ago(-90))),
        "payload" => Parts(token, (head, body, signature) => $"{head}.{Encode(Decode(body).Replace("Siv", "Siw", StringComparison.Ordinal))}.{signature}"),
        "signature" => Parts(token, (head, body, signature) => $"{head}.{body}.{(signature[0] == 'A' ? 'B' : 'A')}{signature[1..]}"),
        "no signature" => Parts(token, (head, body, _) => $"{head}.{body}."),
        "alg none" => Parts(token, (_, body, _) => $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{body}."),
        "alg none, signed" => Parts(token, (_, body, signature) => $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{body}.{signature}"),
        "other key" => Change(token, _ => { }, new SigningCredentials(OtherKey, SecurityAlgorithms.RsaSha256)),
        "unknown key" => Change(token, _ => { }, new SigningCredentials(new RsaSecurityKey(OtherKey.Rsa) { KeyId = "annan" }, SecurityAlgorithms.RsaSha256)),
        "secret as key" => Change(token, _ => { }, Symmetric(Encoding.UTF8.GetBytes(SignInServer.Secret))),
        "public key as secret" => Change(token, _ => { }, Symmetric(fixture.Server.Key.Rsa.ExportSubjectPublicKeyInfo())),
        "not a token" => "inte.en.token",
        "empty" => "",
        _ => throw new ArgumentOutOfRangeException(nameof(mutation)),
    };

    private string Change(string token, Action<JsonObject> change, SigningCredentials? credentials = null)
    {
        var claims = JsonNode.Parse(Decode(token.Split('.')[1]))!.AsObject();
        change(claims);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }
            .CreateToken(claims.ToJsonString(), credentials ?? new SigningCredentials(fixture.Server.Key, SecurityAlgorithms.RsaSha256));
    }

    private static SigningCredentials Symmetric(byte[] key) => new(new SymmetricSecurityKey(key) { KeyId = "prov" }, SecurityAlgorithms.HmacSha256);

    private static long Ago(int minutes) => TimeProvider.System.GetUtcNow().AddMinutes(-minutes).ToUnixTimeSeconds();

    private static string Parts(string token, Func<string, string, string, string> make) => token.Split('.') is [var head, var body, var signature] ? make(head, body, signature) : "";

    private static string Decode(string part) => Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(part));

    private static string Encode(string text) => Base64UrlEncoder.Encode(text);
}
