using System.Diagnostics.Metrics;
using MeetingNotes.Core.Watching;

namespace MeetingNotes.Web.Telemetry;

/// <summary>What the watch has measured, as gauges: reading one asks the database nothing.</summary>
internal sealed class PortalGauges : IDisposable
{
    public const string MeterName = "Noterat";

    private readonly Meter _meter = new(MeterName);

    public PortalGauges(PortalWatch watch)
    {
        foreach (var watched in Watched.All)
        {
            _meter.CreateObservableGauge(
                watched.Name,
                () => watch.Latest is { } measures && watched.Of(measures) is { } value ? [new Measurement<double>(value)] : Array.Empty<Measurement<double>>(),
                watched.Unit);
        }
    }

    public void Dispose() => _meter.Dispose();
}
