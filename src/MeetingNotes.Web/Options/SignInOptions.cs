namespace MeetingNotes.Web.Options;

/// <summary>How staff sign in: section <c>Portal:SignIn</c>. The portal has no passwords of its own.</summary>
public sealed class SignInOptions
{
    /// <summary>
    /// Address of the organisation's OpenID Connect service (its <c>issuer</c>), for example
    /// <c>https://login.microsoftonline.com/{tenant}/v2.0</c>. Left out: nobody can sign in.
    /// </summary>
    public string? Authority { get; set; }

    /// <summary>The portal's name at that service.</summary>
    public string? ClientId { get; set; }

    /// <summary>The portal's secret at that service; in an environment variable, never in a file that others read.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What else than <c>openid profile email</c> to ask for.</summary>
    public IList<string> Scopes { get; set; } = [];

    /// <summary>The claim that holds roles or groups.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Values of that claim that make somebody skribent.</summary>
    public IList<string> Writers { get; set; } = [];

    /// <summary>Values of that claim that make somebody redaktör.</summary>
    public IList<string> Editors { get; set; } = [];

    /// <summary>Values of that claim that make somebody administratör.</summary>
    public IList<string> Administrators { get; set; } = [];

    /// <summary>
    /// Whether an e-mail address from the service is the person's also when the service does not say that it has verified it
    /// (<c>email_verified</c>). For a service that has only the organisation's own accounts, such as Entra ID or AD FS.
    /// </summary>
    public bool TrustsEmail { get; set; }

    /// <summary>Addresses or subjects of people who become administratör when they sign in, so that there is a first one.</summary>
    public IList<string> FirstAdministrators { get; set; } = [];

    /// <summary>A session that nobody has used for this many hours is over.</summary>
    public int IdleHours { get; set; } = 10;

    /// <summary>
    /// Whether anybody may sign in as one of the sample people. Development only; the portal refuses to start with it elsewhere. Left out:
    /// yes in Development without an <see cref="Authority"/>.
    /// </summary>
    public bool? SamplePeople { get; set; }

    /// <summary>Who somebody without a role should ask; left out: the unit and e-mail of the portal's contact.</summary>
    public string? AskForAccess { get; set; }
}
