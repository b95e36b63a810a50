using MeetingNotes.Web.Api;
using MeetingNotes.Web.Options;

namespace MeetingNotes.Web.OParl;

/// <summary>Where OParl 1.1 stands here, and how it names types (https://oparl.org, GitHub OParl/spec). Its addresses are permanent: they hold ids alone.</summary>
internal static class OParlService
{
    public const string Root = "/oparl/v1";

    public const string Version = "https://schema.oparl.org/1.1/";

    /// <summary>Since when there is such a service.</summary>
    public static readonly DateTimeOffset Since = new(ApiInfo.Released, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>"https://schema.oparl.org/1.1/Meeting".</summary>
    public static string TypeOf(string name) => Version + name;

    /// <param name="portal">Whose.</param>
    /// <param name="path">After <c>/oparl/v1</c>.</param>
    public static string OParlUrl(this PortalOptions portal, string path) => portal.AbsoluteUrl(Root + path);

    public static bool Holds(string path) => path.StartsWith(Root, StringComparison.OrdinalIgnoreCase);
}
