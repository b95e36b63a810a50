namespace MeetingNotes.Core.Mail;

/// <summary>A mail to one person.</summary>
/// <param name="Key">What it tells, and whom. A mail of the same key is the same mail and is sent once. At most 200 characters.</param>
/// <param name="Recipient">An e-mail address, 3–254 characters.</param>
/// <param name="Subject">Cut at <see cref="SubjectMaxLength"/>.</param>
/// <param name="Text">Lines as they are to be read.</param>
internal sealed record OutgoingMail(string Key, string Recipient, string Subject, string Text)
{
    /// <summary>The same as simple HTML.</summary>
    public string? Html { get; init; }

    /// <summary>Where a mail program can say, with one click, that its user wants no more (RFC 8058).</summary>
    public string? LeaveUrl { get; init; }

    /// <summary>One of many: goes after mail that somebody waits for.</summary>
    public bool IsBulk { get; init; }

    /// <summary>To somebody outside the organisation, whose address is forgotten sooner.</summary>
    public bool IsForReader { get; init; }

    /// <summary>The event that it tells of.</summary>
    public Guid? EventId { get; init; }

    public const int SubjectMaxLength = 300;
}
