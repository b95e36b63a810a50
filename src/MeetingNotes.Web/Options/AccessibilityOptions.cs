namespace MeetingNotes.Web.Options;

/// <summary>
/// The facts behind the accessibility statement, as Digg wants it told:
/// https://www.digg.se/kunskap-och-stod/digital-tillganglighet/skapa-en-tillganglighetsredogorelse.
/// </summary>
public sealed class AccessibilityOptions
{
    /// <summary>How well the site follows the law.</summary>
    public Conformity Conformity { get; set; } = Conformity.Partial;

    /// <summary>What does not work and why. Empty exactly when <see cref="Conformity"/> is <see cref="Conformity.Full"/>.</summary>
    public IList<KnownIssue> KnownIssues { get; set; } = [];

    /// <summary>The day the site was last assessed.</summary>
    public DateOnly? AssessedOn { get; set; }

    /// <summary>The day the statement was last changed; not before <see cref="AssessedOn"/>.</summary>
    public DateOnly? UpdatedOn { get; set; }

    /// <summary>How the site was assessed; says "självskattning", "oberoende granskning" or the like.</summary>
    public string Method { get; set; } = "";

    /// <summary>Where faults are reported. Left out: the e-mail of <see cref="PortalOptions.Contact"/>.</summary>
    public string? FeedbackEmail { get; set; }

    /// <summary>Content left as it is because it would cost too much to adapt (12 §). Its section is printed only when used.</summary>
    public IList<Exemption> DisproportionateBurden { get; set; } = [];

    /// <summary>Content that the law does not cover (9 §).</summary>
    public IList<string> OutsideTheLaw { get; set; } = [];
}

/// <summary>One of the law's three answers.</summary>
public enum Conformity
{
    /// <summary>"helt förenlig"</summary>
    Full,

    /// <summary>"delvis förenlig"</summary>
    Partial,

    /// <summary>"inte förenlig"</summary>
    None,
}

/// <summary>Something that shuts somebody out.</summary>
public sealed class KnownIssue
{
    /// <summary>Whom it shuts out.</summary>
    public UseSituation Situation { get; set; }

    /// <summary>What does not work, and why; ends with a full stop.</summary>
    public string Text { get; set; } = "";

    /// <summary>The success criterion, for example "1.1.1".</summary>
    public string? Wcag { get; set; }
}

/// <summary>Content that is exempted, with the reason.</summary>
public sealed class Exemption
{
    /// <summary>What is left as it is; ends with a full stop.</summary>
    public string Text { get; set; } = "";

    /// <summary>Why adapting it would cost too much; ends with a full stop.</summary>
    public string Reason { get; set; } = "";
}

/// <summary>The use situations that Digg groups faults by (EN 301 549, chapter 4).</summary>
public enum UseSituation
{
    WithoutVision,
    LimitedVision,
    LimitedColourVision,
    WithoutHearing,
    LimitedHearing,
    WithoutVoice,
    LimitedStrength,
    LimitedReach,
    Photosensitivity,
    LimitedCognition,
}
