namespace MeetingNotes.Core.Watching;

/// <summary>Something that is measured, and the limit above which somebody has to look: an alarm.</summary>
/// <param name="Name">Of the gauge and of the alarm.</param>
/// <param name="Unit">As UCUM writes it: <c>s</c>, or what is counted in braces.</param>
/// <param name="Limit">In the unit. What is above it is an alarm.</param>
/// <param name="Alarm">What is wrong then.</param>
/// <param name="Of">Its value; <c>null</c> when there is nothing to measure.</param>
public sealed record Watched(string Name, string Unit, double Limit, string Alarm, Func<Measures, double?> Of)
{
    /// <summary>A publication that fails is tried every minute.</summary>
    public static readonly Watched ScheduleDelay = new(
        "noterat.schedule.delay", "s", 120, "En schemalagd notering har inte publicerats i tid.", measures => measures.ScheduleDelay);

    /// <summary>Four tries, or what it takes to send some thousands.</summary>
    public static readonly Watched MailAge = new(
        "noterat.mail.age", "s", 1800, "Mejl blir inte skickade.", measures => measures.MailAge);

    public static readonly Watched GivenUpMails = new(
        "noterat.mail.given_up", "{mail}", 0, "Mejl har inte kommit fram, och portalen försöker inte igen.", measures => measures.GivenUpMails);

    /// <summary>It takes ten seconds, and a minute or two when thousands follow.</summary>
    public static readonly Watched NoticeDelay = new(
        "noterat.notices.delay", "s", 600, "De som prenumererar har inte fått mejl om något som har hänt.", measures => measures.NoticeDelay);

    public static readonly Watched ReplicaLag = new(
        "noterat.replica.lag", "s", 30, "En replik av databasen ligger efter.", measures => measures.ReplicaLag);

    public static readonly Watched ReplicasAway = new(
        "noterat.replica.away", "{replica}", 0, "En replik av databasen hämtar inte det som skrivs.", measures => measures.ReplicasAway);

    public static readonly IReadOnlyList<Watched> All = [ScheduleDelay, MailAge, GivenUpMails, NoticeDelay, ReplicaLag, ReplicasAway];
}
