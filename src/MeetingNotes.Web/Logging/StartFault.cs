using System.Reflection;
using MeetingNotes.Core.Data;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace MeetingNotes.Web.Logging;

/// <summary>Why the portal could not start, as a sentence for the operator.</summary>
internal static class StartFault
{
    /// <summary>The sentence; <c>null</c> for a fault of ours, which keeps its stack trace, and inside another host, such as a test's.</summary>
    public static string? Explain(Exception fault) => Assembly.GetEntryAssembly() != typeof(StartFault).Assembly ? null : fault switch
    {
        DatabaseSetupException or OptionsValidationException => fault.Message,
        IOException { InnerException: AddressInUseException } => "Adressen används redan av ett annat program. Välj en annan med --urls, till exempel --urls http://localhost:5081.",
        FormatException => "Adressen i --urls går inte att läsa. Skriv som --urls http://localhost:5080.",
        InvalidOperationException { InnerException: FormatException or ArgumentException or InvalidOperationException } when fault.Message.Contains("onfiguration", StringComparison.Ordinal) =>
            $"En inställning har ett värde som inte går att läsa. {fault.Message}",
        _ => null,
    };
}
