using MeetingNotes.Web.Health;
using MeetingNotes.Web.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MeetingNotes.Web.Telemetry;

public static class TelemetryRegistration
{
    private const string ServiceName = "noterat";

    /// <summary>Named one by one: what is sent is what has been looked through.</summary>
    private static readonly string[] Meters =
        [PortalGauges.MeterName, TraceFilter.DatabaseSource, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>
    /// Sends traces, metrics and the events of the log to the receiver of the settings (OTLP over HTTP); without one, nothing is gathered. How often,
    /// how much and with which headers is said by OpenTelemetry's own variables, <c>OTEL_…</c>.
    /// </summary>
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (TelemetryOptions.ReceiverIn(configuration) is not { } receiver)
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceVersion: typeof(TelemetryRegistration).Assembly.GetName().Version?.ToString(3)))
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(options => options.Filter = context => !HealthEndpoints.Holds(context.Request.Path))
                .AddSource(TraceFilter.DatabaseSource)
                .AddProcessor<TraceFilter>())
            .WithMetrics(metrics => metrics
                .AddMeter(Meters)
                .AddInstrumentation<PortalGauges>())
            .WithLogging(null, options => options.IncludeFormattedMessage = true)
            .UseOtlpExporter(OtlpExportProtocol.HttpProtobuf, receiver);
        services.AddSingleton<TraceFilter>();
        services.AddSingleton<PortalGauges>();
    }
}
