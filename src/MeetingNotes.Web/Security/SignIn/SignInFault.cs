using System.Net.Sockets;
using Microsoft.IdentityModel.Tokens;

namespace MeetingNotes.Web.Security.SignIn;

/// <summary>Why somebody was not signed in.</summary>
public enum SignInFault
{
    /// <summary>What came back was not what was asked for: too old, from another browser, or not to be trusted.</summary>
    Interrupted,

    /// <summary>The person or the service said no.</summary>
    Denied,

    /// <summary>The two machines do not agree on the time.</summary>
    Clock,

    /// <summary>The service does not answer.</summary>
    Unreachable,

    /// <summary>An administrator has blocked the person here.</summary>
    Blocked,
}

internal static class SignInFaults
{
    private static readonly (SignInFault Fault, string Word)[] Words =
    [
        (SignInFault.Interrupted, "avbruten"), (SignInFault.Denied, "nekad"), (SignInFault.Clock, "klocka"),
        (SignInFault.Unreachable, "tjansten"), (SignInFault.Blocked, "sparrad"),
    ];

    public static SignInFault Of(Exception? reason) => reason switch
    {
        SecurityTokenExpiredException or SecurityTokenNotYetValidException or SecurityTokenInvalidLifetimeException => SignInFault.Clock,
        HttpRequestException or SocketException or IOException or OperationCanceledException => SignInFault.Unreachable,
        { InnerException: { } inner } => Of(inner),
        _ => SignInFault.Interrupted,
    };

    public static string Address(this SignInFault fault) => $"{StaffPaths.SignInFault}/{Words.First(one => one.Fault == fault).Word}";

    public static SignInFault? Named(string? word) => Words.Where(one => one.Word == word).Select(one => (SignInFault?)one.Fault).FirstOrDefault();
}
