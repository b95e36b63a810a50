using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace MeetingNotes.Web.Telemetry;

/// <summary>
/// Lets traces tell how a request was answered, and nothing of who asked or what for: tags that are not known to be harmless are taken away, so that
/// a new one of a library's does not slip out. SQL is ours, word for word; what people write is in parameters, which no tag holds.
/// </summary>
internal sealed class TraceFilter : BaseProcessor<Activity>
{
    /// <summary>Of Npgsql's spans; Npgsql itself is not named outside Core.</summary>
    public const string DatabaseSource = "Npgsql";

    private static readonly FrozenSet<string> Harmless = FrozenSet.Create(
        StringComparer.Ordinal,
        "http.request.method", "http.response.status_code", "http.route", "network.protocol.version", "url.scheme", "error.type",
        "db.system.name", "db.namespace", "db.operation.name", "db.query.text", "db.response.status_code", "db.npgsql.prepared", "db.npgsql.rows");

    private readonly ActivityListener _exceptions = new()
    {
        ShouldListenTo = source => source.Name == DatabaseSource,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.None,
        ExceptionRecorder = LeaveOutWhatItSays,
    };

    public TraceFilter() => ActivitySource.AddActivityListener(_exceptions);

    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == DatabaseSource && data.ParentId is null)
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;    // the background looks every few seconds; metrics tell how it goes
            return;
        }

        foreach (var tag in data.TagObjects.Where(tag => !Harmless.Contains(tag.Key)).ToList())
        {
            data.SetTag(tag.Key, null);
        }

        // What a visitor sent (null would let the parent's through), and what an exception said.
        data.TraceStateString = "";
        if (data.StatusDescription is not null)
        {
            data.SetStatus(data.Status);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _exceptions.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The database repeats values in its messages. What stands here already is not added: see <see cref="Activity.AddException"/>.</summary>
    private static void LeaveOutWhatItSays(Activity activity, Exception exception, ref TagList tags)
    {
        tags.Add("exception.message", "");
        tags.Add("exception.stacktrace", "");
    }
}
