namespace MeetingNotes.Core.Mail;

/// <summary>A mail to one person, in plain text.</summary>
/// <param name="Key">What it tells, and whom. A mail of the same key is the same mail and is sent once. At most 200 characters.</param>
/// <param name="Recipient">An e-mail address, 3–254 characters.</param>
/// <param name="Subject">Cut at <see cref="SubjectMaxLength"/>.</param>
/// <param name="Text">Lines as they are to be read.</param>
internal sealed record OutgoingMail(string Key, string Recipient, string Subject, string Text)
{
    public const int SubjectMaxLength = 300;
}
