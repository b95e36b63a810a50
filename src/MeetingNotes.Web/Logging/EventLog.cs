using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using MeetingNotes.Core.Data;
using MeetingNotes.Web.Health;
using MeetingNotes.Web.Options;
using Microsoft.AspNetCore.Diagnostics;
using Serilog;
using Serilog.Events;

namespace MeetingNotes.Web.Logging;

public static partial class EventLog
{
    /// <summary>
    /// One event, one line: JSON, or readable text in Development. Addresses are logged without their query string, so that what
    /// people search for is never kept; the framework's own request events, which hold it, are below Warning. What is sent by OTLP is the same events.
    /// </summary>
    public static IServiceCollection AddEventLog(this IServiceCollection services, IHostEnvironment environment, IConfiguration configuration) =>
        services.AddLogging(logging => logging.ClearProviders()).AddSerilog((provider, logger) =>
        {
            logger.MinimumLevel.Information()
                .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
                // Warns that the key files are not encrypted; they lie in the data folder, beside everything else.
                .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
                // SignInService tells of a sign-in that failed, in one event and without what the token held.
                .MinimumLevel.Override("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogEventLevel.Fatal)
                // At a terminal StartMessage says it, in Swedish.
                .MinimumLevel.Override("Microsoft.Hosting.Lifetime", environment.IsDevelopment() ? LogEventLevel.Warning : LogEventLevel.Information)
                // Program tells why in a sentence; the host would add a stack trace.
                .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
                // What goes wrong it throws too, and who asked tells of it once.
                .MinimumLevel.Override("Npgsql", LogEventLevel.Fatal)
                .ReadFrom.Configuration(configuration)
                .ReadFrom.Services(provider)
                .Enrich.FromLogContext()
                .Enrich.With<SecretAddresses>();

            if (environment.IsDevelopment())
            {
                logger.WriteTo.Console(
                    outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj} {TraceId}{NewLine}{Exception}",
                    formatProvider: CultureInfo.InvariantCulture);
            }
            else
            {
                logger.WriteTo.Console(new OneLineJson());
            }
        }, preserveStaticLogger: true, writeToProviders: TelemetryOptions.ReceiverIn(configuration) is not null);

    /// <summary>One event per request, with what went wrong by its names. Health checks only when they fail.</summary>
    public static void UseRequestLog(this WebApplication app) =>
        app.UseSerilogRequestLogging(options =>
        {
            options.Logger = app.Services.GetRequiredService<Serilog.ILogger>();
            options.IncludeQueryInRequestPath = false;
            // Encoded as it was asked for: a decoded line break would forge a line of the log.
            options.GetMessageTemplateProperties = (context, _, elapsed, status) =>
            [
                new LogEventProperty("RequestMethod", new ScalarValue(Uri.EscapeDataString(context.Request.Method))),
                new LogEventProperty("RequestPath", new ScalarValue(SecretAddresses.WithoutSecret(context.Request.Path.ToUriComponent()))),
                new LogEventProperty("StatusCode", new ScalarValue(status)),
                new LogEventProperty("Elapsed", new ScalarValue(elapsed)),
                .. context.Features.Get<IExceptionHandlerFeature>() is { Error: var fault } ? (LogEventProperty[])[new("Fault", new ScalarValue(NamesOf(fault)))] : [],
            ];
            options.GetLevel = (context, _, exception) =>
                exception is not null || context.Response.StatusCode >= StatusCodes.Status500InternalServerError ? LogEventLevel.Error
                : HealthEndpoints.Holds(context.Request.Path) ? LogEventLevel.Debug
                : LogEventLevel.Information;
        });

    /// <summary>
    /// "NpgsqlException, TimeoutException in MeetingNotes.Core.Notes.CoverageReader.ReadTotalAsync" or "PostgresException 53100 in …": never its message, which
    /// may quote what somebody typed.
    /// </summary>
    private static string NamesOf(Exception fault)
    {
        var names = new List<string>();
        for (var inner = fault; inner is not null; inner = inner.InnerException)
        {
            names.Add(string.Join(' ', [inner.GetType().Name, .. inner is DbException { SqlState: { } state } ? (string[])[state] : []]));
        }

        var place = OurMethod().Matches(fault.StackTrace ?? "").Select(match => match.Value).FirstOrDefault(method => !method.StartsWith(typeof(Database).FullName!, StringComparison.Ordinal));
        return string.Join(", ", names) + (place is null ? "" : $" in {place}");
    }

    [GeneratedRegex(@"\bMeetingNotes\.[\w.]+(?=[\[(])")]
    private static partial Regex OurMethod();
}
