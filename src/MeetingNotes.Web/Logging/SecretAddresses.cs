using Serilog.Core;
using Serilog.Events;

namespace MeetingNotes.Web.Logging;

/// <summary>Addresses that open something for whoever has them, and so may stand in no log.</summary>
internal sealed class SecretAddresses : ILogEventEnricher
{
    private const string RequestPath = "RequestPath";

    private static readonly string[] Beginnings = ["/forhandsvisning/", "/prenumerera/bekrafta/", "/prenumerera/mina/", "/prenumerera/sluta/"];

    /// <summary>The server puts the path beside every event of a request.</summary>
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (logEvent.Properties.GetValueOrDefault(RequestPath) is ScalarValue { Value: string path } && WithoutSecret(path) is var told && told != path)
        {
            logEvent.AddOrUpdateProperty(new LogEventProperty(RequestPath, new ScalarValue(told)));
        }
    }

    /// <summary>The path with what comes after the known beginning left out.</summary>
    public static string WithoutSecret(string path) =>
        Beginnings.FirstOrDefault(beginning => path.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)) is { } known ? known + "…" : path;
}
