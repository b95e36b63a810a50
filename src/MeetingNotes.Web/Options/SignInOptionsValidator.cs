using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Options;

/// <summary>Refuses settings of the sign-in that would let in the wrong people, or nobody.</summary>
public sealed class SignInOptionsValidator(IHostEnvironment environment) : IValidateOptions<PortalOptions>
{
    private const int IdleHoursMax = 24;

    public ValidateOptionsResult Validate(string? name, PortalOptions options)
    {
        var failures = Check(options.SignIn).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Check(SignInOptions signIn)
    {
        if (signIn.SamplePeople == true && !environment.IsDevelopment())
        {
            yield return "Portal:SignIn:SamplePeople släpper in vem som helst och får bara användas i Development. Ta bort inställningen.";
        }

        if (signIn.Authority is { Length: > 0 } authority)
        {
            if (!Uri.TryCreate(authority, UriKind.Absolute, out var address)
                || (address.Scheme != Uri.UriSchemeHttps && !(environment.IsDevelopment() && address.Scheme == Uri.UriSchemeHttp)))
            {
                yield return "Portal:SignIn:Authority ska vara inloggningstjänstens adress och börja med https://.";
            }

            if (string.IsNullOrWhiteSpace(signIn.ClientId))
            {
                yield return "Portal:SignIn:ClientId saknas: ange portalens namn (client id) hos inloggningstjänsten.";
            }
        }

        if (string.IsNullOrWhiteSpace(signIn.RoleClaim))
        {
            yield return "Portal:SignIn:RoleClaim ska vara namnet på det anspråk (claim) som innehåller roller, till exempel roles.";
        }

        if (signIn.IdleHours is < 1 or > IdleHoursMax)
        {
            yield return $"Portal:SignIn:IdleHours ska vara ett antal timmar från 1 till {IdleHoursMax}.";
        }

        // An empty value would fit everybody who has an empty claim.
        if (new[] { signIn.Writers, signIn.Editors, signIn.Administrators, signIn.FirstAdministrators }.Any(list => list.Any(string.IsNullOrWhiteSpace)))
        {
            yield return "Portal:SignIn: Writers, Editors, Administrators och FirstAdministrators får inte ha tomma värden.";
        }
    }
}
