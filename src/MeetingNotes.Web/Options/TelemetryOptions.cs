namespace MeetingNotes.Web.Options;

/// <summary>Where traces, metrics and logs are sent: section <c>Portal:Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Address of a receiver of OTLP over HTTP, without the <c>/v1/…</c> of each kind. Left out: nothing is gathered or sent.</summary>
    public string? Otlp { get; set; }

    /// <summary>The address, read before there are options; <c>null</c> when there is none, or one that the portal refuses to start with.</summary>
    internal static Uri? ReceiverIn(IConfiguration configuration) => ReceiverOf(configuration[$"{PortalOptions.Section}:Telemetry:{nameof(Otlp)}"]);

    /// <summary>The address as one; <c>null</c> when it is none. A password in it would end up in somebody's log.</summary>
    internal static Uri? ReceiverOf(string? otlp) =>
        Uri.TryCreate(otlp, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address is { UserInfo: "", Query: "", Fragment: "" }
            ? address
            : null;
}
