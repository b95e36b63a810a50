using MeetingNotes.Web.Options;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace MeetingNotes.Web.Security;

public static class ProxyTrust
{
    /// <summary>
    /// Who a visitor is, for limits: what a proxy on the same machine says (X-Forwarded-For), or one that <see cref="PortalOptions.TrustedProxies"/>
    /// names. Anybody else's word is not taken. Host and scheme are never taken from a request: they are settings.
    /// </summary>
    public static IServiceCollection AddProxyTrust(this IServiceCollection services)
    {
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<PortalOptions>>((options, portal) =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            foreach (var proxy in portal.Value.TrustedProxies)
            {
                options.KnownIPNetworks.Add(NetworkOf(proxy)!.Value);
            }
        });
        return services;
    }

    /// <summary>A network, or an address as one; <c>null</c> when it is neither.</summary>
    internal static IPNetwork? NetworkOf(string proxy) =>
        IPNetwork.TryParse(proxy.Contains('/') ? proxy : $"{proxy}/{(proxy.Contains(':') ? 128 : 32)}", out var network) ? network : null;
}
